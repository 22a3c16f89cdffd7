namespace RailLife.Contracts.Promotions;

/// <summary>A member was given a prize [奖品]. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-01, PRZ-02, PRZ-04.</remarks>
/// <param name="Kind"><c>coupon</c>, <c>points</c>, <c>red-packet</c>, <c>goods</c>, <c>third-party-code</c>.</param>
[Event("prize.granted", Topics.Member)]
public sealed record PrizeGranted(string GrantId, string PrizeId, string MemberId, string Kind, [Text(300)] string Reference) : IEventRecord;

/// <summary>Several prizes were given together [礼包]. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-06.</remarks>
[Event("giftpack.granted", Topics.Member)]
public sealed record GiftpackGranted(string GrantId, string PrizeId, string MemberId, [Items(1, 100)] IReadOnlyList<string> PrizeIds, [Text(300)] string Reference) : IEventRecord;

/// <summary>A code of a third party was given out [三方权益]; the code itself is no event's business. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-05.</remarks>
[Event("benefit.thirdparty.issued", Topics.Member)]
public sealed record BenefitThirdpartyIssued(string GrantId, string PrizeId, string MemberId, string Provider) : IEventRecord;

/// <summary>A prize left for the member's address. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-04.</remarks>
[Event("prize.shipped", Topics.Order)]
public sealed record PrizeShipped(string GrantId, string PrizeId, string MemberId, string? SkuId, string Carrier, string TrackingNo, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Money was promised to a member, usable from a later moment on [现金红包]. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-03.</remarks>
[Event("redpacket.granted", Topics.Order)]
public sealed record RedpacketGranted(
    string GrantId,
    string MemberId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    DateOnly UsableFrom,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>The day came: the money is in his wallet. Key: the grant's id.</summary>
/// <remarks>Catalogue PRZ-03.</remarks>
[Event("redpacket.activated", Topics.Order)]
public sealed record RedpacketActivated(
    string GrantId,
    string MemberId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>Money of red packets left a wallet to the bank; wallet.withdrawn does not tell of it again. Key: the member's id.</summary>
/// <remarks>Catalogue PRZ-03.</remarks>
[Event("redpacket.withdrawn", Topics.Order)]
public sealed record RedpacketWithdrawn(
    string MemberId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    [Text(400)] string Reference,
    BusinessDate BusinessDate) : IEventRecord;
