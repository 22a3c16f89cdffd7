namespace RailLife.Contracts.Merchants;

/// <summary>A merchant has an account on the platform [商户注册]. Key: the merchant's id.</summary>
/// <remarks>Catalogue MCH-01.</remarks>
/// <param name="CircleIds">Circles in which it trades; -1 = self-operated.</param>
/// <param name="Format">Business format [业态].</param>
[Event("merchant.registered", Topics.Merchant)]
public sealed record MerchantRegistered(
    string MerchantId,
    LocalText Name,
    [Items(0, 1000)] IReadOnlyList<long> CircleIds,
    string? Format,
    [Personal(PersonalKind.Mobile)] string? ContactMobile) : IEventRecord;

/// <summary>A merchant's information changed [商户信息管理]; fields that are absent did not change.</summary>
/// <remarks>Catalogue MCH-06.</remarks>
[Event("merchant.info.changed", Topics.Merchant)]
public sealed record MerchantInfoChanged(
    string MerchantId,
    LocalText? Name,
    string? Format,
    [Items(0, 1000)] IReadOnlyList<long>? CircleIds) : IEventRecord;

/// <summary>A merchant left the platform [商户注销]; nothing of it can be sold any more. Key: the merchant's id.</summary>
/// <remarks>Catalogue MCH-06; what the deregistration risk is learnt from.</remarks>
[Event("merchant.deregistered", Topics.Merchant)]
public sealed record MerchantDeregistered(string MerchantId, [Text(500)] string Reason) : IEventRecord;
