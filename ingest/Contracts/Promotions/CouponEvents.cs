namespace RailLife.Contracts.Promotions;

/// <summary>A coupon template was entered or edited. Key: the template's id.</summary>
/// <remarks>Catalogue CPN-01.</remarks>
[Event("coupon.template.saved", Topics.Member)]
public sealed record CouponTemplateSaved(
    string TemplateId,
    [Range(1, long.MaxValue)] long TemplateVersion,
    LocalText Name,
    string Kind,
    string? IssuerMerchantId,
    [Range(0, Money.MinorMax)] long FromMinor,
    [Range(0, Money.MinorMax)] long OffMinor,
    [Range(0, 10_000)] long PayBasisPoints,
    [Range(1, long.MaxValue)] long? IssueMax) : IEventRecord;

/// <summary>A member took a coupon himself [手动领券]. Key: the coupon's id.</summary>
/// <remarks>Catalogue CPN-07, ACT-01.</remarks>
[Event("coupon.claimed", Topics.Member)]
public sealed record CouponClaimed(string CouponId, string TemplateId, string MemberId) : IEventRecord;

/// <summary>A member was given a coupon [自动送券]. Key: the coupon's id.</summary>
/// <remarks>Catalogue CPN-06.</remarks>
/// <param name="Reason">What for: <c>registration</c>, <c>first-payment</c>, <c>prize</c>, <c>reissue</c> …</param>
[Event("coupon.issued", Topics.Member)]
public sealed record CouponIssued(string CouponId, string TemplateId, string MemberId, string Reason) : IEventRecord;

/// <summary>A coupon was used up by a paid order [核销]. Key: the coupon's id.</summary>
/// <remarks>Catalogue CPN-08.</remarks>
[Event("coupon.redeemed", Topics.Member)]
public sealed record CouponRedeemed(
    string CouponId,
    string TemplateId,
    string MemberId,
    string OrderId,
    [Range(0, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency) : IEventRecord;

/// <summary>A coupon came back and can be used again. Key: the coupon's id.</summary>
/// <remarks>Catalogue CPN-09.</remarks>
[Event("coupon.returned", Topics.Member)]
public sealed record CouponReturned(string CouponId, string TemplateId, string MemberId, string OrderId) : IEventRecord;

/// <summary>A coupon came back after its end, and a new one took its place. Key: the old coupon's id.</summary>
/// <remarks>Catalogue CPN-09.</remarks>
[Event("coupon.reissued", Topics.Member)]
public sealed record CouponReissued(string CouponId, string NewCouponId, string TemplateId, string MemberId, string OrderId) : IEventRecord;

/// <summary>A coupon is lost: its order came back, and the rule gives nothing for it. Key: the coupon's id.</summary>
/// <remarks>Catalogue CPN-09.</remarks>
[Event("coupon.lapsed", Topics.Member)]
public sealed record CouponLapsed(string CouponId, string TemplateId, string MemberId, string OrderId) : IEventRecord;

/// <summary>Who bears what a coupon took off [成本归属]. Key: the order's id; the attributions of an order add up to its coupon discount.</summary>
/// <remarks>Catalogue CPN-03.</remarks>
/// <param name="BorneByMerchantId">Null = the platform.</param>
[Event("coupon.cost.attributed", Topics.Order)]
public sealed record CouponCostAttributed(
    string OrderId,
    string CouponId,
    string TemplateId,
    string? BorneByMerchantId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;
