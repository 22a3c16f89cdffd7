namespace RailLife.Commerce.Payments;

/// <summary>A merchant's contract with Alipay's open platform.</summary>
/// <param name="PrivateKeyPem">The application's.</param>
/// <param name="AlipayPublicKeyPem">Alipay's: verifies answers and notifications.</param>
/// <param name="NotifyUrl">Public address of <c>/v1/payments/notify/alipay</c>.</param>
public sealed record AlipayOptions(string AppId, string PrivateKeyPem, string AlipayPublicKeyPem, string NotifyUrl)
{
    public Uri Gateway { get; init; } = new("https://openapi.alipay.com/gateway.do");
}
