namespace RailLife.Contracts.Promotions;

/// <summary>A rule lowered what an order costs. Key: the order's id.</summary>
/// <remarks>Catalogue ACT-07a, ACT-07b, ACT-11, ACT-19, CPN-08: every lane but freight and gifts.</remarks>
/// <param name="Lane">Which step of the price: <c>deal-price</c>, <c>reduction</c>, <c>platform-coupon</c> …</param>
/// <param name="RuleId">Promotion, coupon template, level rule or points rule, in its version.</param>
/// <param name="IssuerMerchantId">The merchant whose rule it is, and who bears it; null = the platform.</param>
[Event("promo.applied", Topics.Order)]
public sealed record PromoApplied(
    string OrderId,
    string Lane,
    string RuleId,
    [Range(0, long.MaxValue)] long RuleVersion,
    string? CouponId,
    string? IssuerMerchantId,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>What a rule took off, or a gift's worth, was split over the lines [分摊]; the shares add up to the amount. Key: the order's id.</summary>
/// <remarks>Catalogue ACT-07d.</remarks>
[Event("promo.allocated", Topics.Order)]
public sealed record PromoAllocated(
    string OrderId,
    string Lane,
    string RuleId,
    [Range(0, long.MaxValue)] long RuleVersion,
    string? CouponId,
    [Items(1, 10_000)] IReadOnlyList<PromoShare> Shares,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <param name="Units">Pieces at a deal price, an add-on price or in a bundle; 0 = the rule is about amounts.</param>
public sealed record PromoShare(
    string LineId,
    string SkuId,
    [Range(0, Money.MinorMax)] long AmountMinor,
    [Range(0, 1_000_000_000)] long Units);

/// <summary>A gift was chosen with an order [满赠]. Key: the order's id.</summary>
/// <remarks>Catalogue ACT-07c.</remarks>
/// <param name="ValueMinor">Worth of all pieces.</param>
[Event("gift.chosen", Topics.Order)]
public sealed record GiftChosen(
    string OrderId,
    string PromotionId,
    string GiftId,
    string? SkuId,
    string? PrizeId,
    [Range(1, 1_000_000)] long Quantity,
    [Range(0, Money.MinorMax)] long ValueMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>Goods were taken at an extra price beside others [加价购]. Key: the order's id.</summary>
/// <remarks>Catalogue ACT-14.</remarks>
/// <param name="OffMinor">What they cost less than for themselves.</param>
[Event("addon.added", Topics.Order)]
public sealed record AddonAdded(
    string OrderId,
    string PromotionId,
    string LineId,
    string SkuId,
    [Range(1, 1_000_000_000)] long Quantity,
    [Range(0, Money.MinorMax)] long OffMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;
