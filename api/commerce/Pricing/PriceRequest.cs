namespace RailLife.Commerce.Pricing;

/// <summary>What the calculator is asked: goods, the rules that are in force for this buyer now, and what he chose.</summary>
/// <remarks>Catalogue CRT-02. One request prices a cart, a checkout, and again an order after an edit.</remarks>
/// <param name="Currency">Of every amount, ISO 4217.</param>
/// <param name="Lines">One at least; line ids are unique.</param>
/// <param name="Stacking">Approved pairs of stacking groups.</param>
/// <param name="Coupons">What the buyer holds and could use.</param>
/// <param name="ChosenCouponIds">Which of them he uses; null = the calculator takes the best.</param>
/// <param name="Member">Null = no deduction by level.</param>
/// <param name="Points">Null = no points are used.</param>
/// <param name="Freight">A rule per merchant that charges freight.</param>
public sealed record PriceRequest(
    string Currency,
    IReadOnlyList<PriceLine> Lines,
    IReadOnlyList<Promotion> Promotions,
    IReadOnlyList<StackingPair> Stacking,
    IReadOnlyList<Coupon> Coupons,
    IReadOnlyList<string>? ChosenCouponIds,
    IReadOnlyList<GiftChoice> GiftChoices,
    MemberDeduction? Member,
    PointsDeduction? Points,
    IReadOnlyList<FreightRule> Freight)
{
    /// <summary>Goods alone, at their regular price.</summary>
    public static PriceRequest Of(string currency, IReadOnlyList<PriceLine> lines) => new(currency, lines, [], [], [], null, [], null, null, []);
}

/// <param name="LineId">Stable within the cart or order: of two equal remainders the smaller id (ordinal) gets the cent.</param>
/// <param name="UnitPriceMinor">The regular price of a piece.</param>
/// <param name="CategoryIds">The leaf and everything above it.</param>
/// <param name="NeedsShipping">False for virtual goods and services: they carry no freight.</param>
/// <param name="AddOnOf">The add-on promotion that this line was taken with; null = bought for itself.</param>
public sealed record PriceLine(string LineId, string SkuId, string MerchantId, IReadOnlyList<string> CategoryIds, string? BrandId, long Quantity, long UnitPriceMinor,
    bool NeedsShipping = true, string? AddOnOf = null);

/// <summary>Rules of these two groups may meet on one line: somebody assessed and approved it.</summary>
/// <remarks>Law I-08.</remarks>
public sealed record StackingPair(string GroupA, string GroupB)
{
    public bool Joins(string a, string b) => (GroupA == a && GroupB == b) || (GroupA == b && GroupB == a);
}

public sealed record GiftChoice(string PromotionId, string GiftId, long Quantity);

/// <summary>Deduction by member level [会员减免].</summary>
/// <param name="OffBasisPoints">500 = 5 % off what the coupons left.</param>
public sealed record MemberDeduction(string RuleId, long RuleVersion, long OffBasisPoints);

/// <summary>Deduction by points [积分抵扣]: whole steps of so many points for so much.</summary>
/// <param name="PointsWanted">What the buyer would use; he has them.</param>
/// <param name="PointsPerStep">Points of one step.</param>
/// <param name="MinorPerStep">What one step takes off.</param>
/// <param name="MaxBasisPoints">Largest share of the amount that points may pay: 10000 = all.</param>
public sealed record PointsDeduction(string RuleId, long RuleVersion, long PointsWanted, long PointsPerStep, long MinorPerStep, long MaxBasisPoints);

/// <summary>A shop's freight for the buyer's region: fixed, or free from an amount on [满69包邮].</summary>
/// <remarks>Catalogue FRT-03.</remarks>
/// <param name="FreeFromMinor">The shop's goods as finally paid; null = never free.</param>
public sealed record FreightRule(string RuleId, long RuleVersion, string MerchantId, long FeeMinor, long? FreeFromMinor);
