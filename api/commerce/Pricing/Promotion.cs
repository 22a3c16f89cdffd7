namespace RailLife.Commerce.Pricing;

/// <summary>A rule that lowers prices, in one of its versions. A kind per record.</summary>
/// <param name="MerchantId">Of a merchant's rule; null = the platform's.</param>
/// <param name="StackingGroup">Two rules of one lane meet on a line only when their groups are an approved pair; null = never.</param>
public abstract record Promotion(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup)
{
    public bool Covers(PriceLine line) => (Issuer is Issuer.Platform || line.MerchantId == MerchantId) && Scope.Covers(line);
}

/// <param name="UnitPriceMinor">Minor units a piece.</param>
/// <param name="UnitsLeft">Pieces that this buyer may still take at this price; null = any number.</param>
public sealed record DealPrice(string SkuId, long UnitPriceMinor, long? UnitsLeft = null);

/// <summary>Limit activity [限购]: few pieces per buyer at a price; never settled together with goods at their regular price.</summary>
/// <remarks>Catalogue ACT-08.</remarks>
public sealed record LimitPrice(string Id, long Version, Issuer Issuer, string? MerchantId, IReadOnlyList<DealPrice> Prices)
    : Promotion(Id, Version, Issuer, MerchantId, Scope.Everything, null);

/// <summary>Flash sale [秒杀]: a session's own stock at a deep price; may be bought with regular goods.</summary>
/// <remarks>Catalogue ACT-09.</remarks>
public sealed record FlashPrice(string Id, long Version, Issuer Issuer, string? MerchantId, IReadOnlyList<DealPrice> Prices)
    : Promotion(Id, Version, Issuer, MerchantId, Scope.Everything, null);

/// <summary>Add-on purchase [加价购]: whoever buys the scope's goods may take these at an extra price, one of each per trigger piece.</summary>
/// <remarks>Catalogue ACT-14.</remarks>
/// <param name="From">What the trigger goods must reach.</param>
public sealed record AddOn(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, ThresholdUnit Unit, long From, IReadOnlyList<DealPrice> Items)
    : Promotion(Id, Version, Issuer, MerchantId, Scope, null);

/// <summary>Bundle at a fixed price [打包一口价, N元任选]: any so many pieces of the scope for one price, the dearest first, as often as it pays.</summary>
/// <remarks>Catalogue ACT-11.</remarks>
/// <param name="BundlesMax">Per order; null = any number.</param>
public sealed record BundlePrice(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup, long Units, long PriceMinor, long? BundlesMax)
    : Promotion(Id, Version, Issuer, MerchantId, Scope, StackingGroup);

public enum ReductionMode
{
    /// <summary>The greatest tier that is reached counts once [阶梯满减].</summary>
    Tiered,

    /// <summary>The first tier counts as often as it fits [重复满减].</summary>
    Repeated,

    /// <summary>The goods cost the tier's value together [减到].</summary>
    ReduceTo,
}

/// <param name="From">Threshold: minor units or pieces.</param>
/// <param name="Value">Minor units off, minor units to pay, or basis points to pay (8折 = 8000): as the rule's kind says.</param>
public sealed record Tier(long From, long Value);

/// <summary>Full reduction [满减].</summary>
/// <remarks>Catalogue ACT-07a.</remarks>
/// <param name="Tiers">Rising thresholds.</param>
/// <param name="CapMinor">Most that an order gets; null = no cap.</param>
public sealed record FullReduction(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup,
    ThresholdUnit Unit, ReductionMode Mode, IReadOnlyList<Tier> Tiers, long? CapMinor)
    : Promotion(Id, Version, Issuer, MerchantId, Scope, StackingGroup);

/// <summary>Full discount [满折]: basis points to pay per tier, with a cap on what is taken off [满折上限].</summary>
/// <remarks>Catalogue ACT-07b.</remarks>
public sealed record FullDiscount(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup,
    ThresholdUnit Unit, IReadOnlyList<Tier> Tiers, long? CapMinor)
    : Promotion(Id, Version, Issuer, MerchantId, Scope, StackingGroup);

/// <param name="SkuId">Goods to send, or null.</param>
/// <param name="PrizeId">A coupon, a third-party benefit and the like, or null.</param>
/// <param name="ValueMinor">What a piece is worth; its lines carry it.</param>
/// <param name="UnitsMax">Pieces per order.</param>
/// <param name="UnitsLeft">Pieces that are there; null = any number.</param>
public sealed record Gift(string GiftId, string? SkuId, string? PrizeId, long ValueMinor, long UnitsMax, long? UnitsLeft = null);

/// <summary>Full gift [满赠]: from a pool of gifts the buyer chooses so many.</summary>
/// <remarks>Catalogue ACT-07c.</remarks>
public sealed record FullGift(string Id, long Version, Issuer Issuer, string? MerchantId, Scope Scope, string? StackingGroup,
    ThresholdUnit Unit, long From, IReadOnlyList<Gift> Pool, long Choose)
    : Promotion(Id, Version, Issuer, MerchantId, Scope, StackingGroup);
