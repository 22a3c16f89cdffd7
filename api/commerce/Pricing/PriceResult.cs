namespace RailLife.Commerce.Pricing;

/// <summary>The lanes in their order: a later one sees what the earlier ones have left.</summary>
public enum Lane
{
    DealPrice,
    AddOn,
    Bundle,
    Reduction,
    Gift,
    MerchantCoupon,
    PlatformCoupon,
    Member,
    Points,
    Freight,
}

/// <summary>A priced cart or order.</summary>
/// <remarks>
/// Catalogue CRT-02, ORD-10: paid = goods + freight - total discount; total discount = coupon + promotion + points + member; on the whole and on each line.
/// </remarks>
/// <param name="Lines">In the order of their ids.</param>
/// <param name="Effects">What each rule did; their shares add up to their amount.</param>
/// <param name="WhyNot">What did not apply, and what is missing; also the next tier of what did.</param>
/// <param name="Blocks">Reasons for which this cart cannot be settled as it is; empty = it can.</param>
public sealed record PriceResult(string Currency, PriceAmounts Total, IReadOnlyList<PricedLine> Lines, IReadOnlyList<PriceEffect> Effects, IReadOnlyList<GivenGift> Gifts,
    IReadOnlyList<WhyNot> WhyNot, IReadOnlyList<PriceBlock> Blocks);

/// <summary>The parts of a price, minor units; none is negative.</summary>
/// <param name="GoodsMinor">Quantity times regular price.</param>
/// <param name="PointsMinor">What the points took off.</param>
/// <param name="PointsUsed">How many points that were.</param>
/// <param name="GiftValueMinor">Worth of the gifts that came with it; for later, no part of the sum.</param>
public sealed record PriceAmounts(long GoodsMinor, long PromotionMinor, long CouponMinor, long MemberMinor, long PointsMinor, long PointsUsed, long FreightMinor, long GiftValueMinor)
{
    public static PriceAmounts Zero { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    public long DiscountMinor => PromotionMinor + CouponMinor + MemberMinor + PointsMinor;

    /// <summary>Goods after every discount: what a refund can give back in money.</summary>
    public long GoodsPaidMinor => GoodsMinor - DiscountMinor;

    public long PayableMinor => GoodsPaidMinor + FreightMinor;

    public PriceAmounts Plus(PriceAmounts o) => new(GoodsMinor + o.GoodsMinor, PromotionMinor + o.PromotionMinor, CouponMinor + o.CouponMinor, MemberMinor + o.MemberMinor,
        PointsMinor + o.PointsMinor, PointsUsed + o.PointsUsed, FreightMinor + o.FreightMinor, GiftValueMinor + o.GiftValueMinor);
}

public sealed record PricedLine(string LineId, string SkuId, string MerchantId, long Quantity, PriceAmounts Amounts);

/// <param name="RuleId">Promotion, coupon template, level rule, points rule or freight rule, with the version that was in force.</param>
/// <param name="CouponId">The member's coupon; null when it was none.</param>
/// <param name="MerchantId">Who bears the cost when the issuer is a merchant.</param>
/// <param name="Units">Pieces that got a deal price, an add-on price or went into bundles; 0 = it is about amounts.</param>
/// <param name="Shares">Lines that took part, with what each got; the sum is the amount.</param>
public sealed record PriceEffect(Lane Lane, string RuleId, long RuleVersion, string? CouponId, Issuer Issuer, string? MerchantId, long AmountMinor, long Units, IReadOnlyList<EffectShare> Shares);

/// <param name="Units">Of the effect's units those of this line.</param>
public sealed record EffectShare(string LineId, string SkuId, long AmountMinor, long Units);

/// <param name="ValueMinor">Of all pieces.</param>
public sealed record GivenGift(string PromotionId, long PromotionVersion, string GiftId, string? SkuId, string? PrizeId, long Quantity, long ValueMinor);

/// <param name="Code"><c>limit-goods-apart</c>, <c>gift-choice-too-many</c>, <c>gift-over-limit</c>, <c>unknown-gift</c>.</param>
/// <param name="Ids">Lines or gifts that it is about.</param>
public sealed record PriceBlock(string Code, IReadOnlyList<string> Ids);
