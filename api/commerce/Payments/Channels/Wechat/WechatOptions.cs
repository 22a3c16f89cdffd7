namespace RailLife.Commerce.Payments;

/// <summary>A merchant's contract with WeChat Pay v3.</summary>
/// <param name="PrivateKeyPem">Of the merchant's certificate.</param>
/// <param name="CertificateSerial">Of the merchant's certificate, hexadecimal.</param>
/// <param name="ApiV3Key">32 characters: opens what notifications carry.</param>
/// <param name="PlatformKeys">WeChat's certificates or public keys in PEM, by serial number.</param>
/// <param name="NotifyUrl">Public address of <c>/v1/payments/notify/wechat</c>.</param>
public sealed record WechatOptions(
    string AppId,
    string MerchantNo,
    string PrivateKeyPem,
    string CertificateSerial,
    string ApiV3Key,
    IReadOnlyDictionary<string, string> PlatformKeys,
    string NotifyUrl)
{
    public Uri BaseAddress { get; init; } = new("https://api.mch.weixin.qq.com");

    /// <summary>Older or younger signatures are not trusted.</summary>
    public TimeSpan SignatureAgeMax { get; init; } = TimeSpan.FromMinutes(5);
}
