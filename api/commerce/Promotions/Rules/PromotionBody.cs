using RailLife.Commerce.Pricing;
using RailLife.Contracts;

namespace RailLife.Commerce.Promotions.Rules;

public enum PromotionKind
{
    FlashPrice,
    LimitPrice,
    AddOn,
    Bundle,
    FullReduction,
    FullDiscount,
    FullGift,
}

/// <summary>A rule as staff or a merchant writes it; which of the terms it needs is its kind's matter.</summary>
/// <remarks>Catalogue ACT-07a to ACT-09, ACT-11, ACT-14, ACT-19.</remarks>
/// <param name="MerchantId">Null = the platform's, or the calling merchant's own.</param>
/// <param name="AnnouncedAt">From when buyers see it coming [预告]; null = from its start.</param>
/// <param name="Scope">Null = everything; deal prices name their goods themselves.</param>
/// <param name="StackingGroup">Null = never beside another rule of its lane on one line.</param>
internal sealed record PromotionBody(
    LocalText Name,
    PromotionKind Kind,
    string? MerchantId,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? AnnouncedAt,
    Scope? Scope,
    [Text(50)] string? StackingGroup,
    PromotionTerms Terms);

/// <param name="Unit">Thresholds in minor units (else) or pieces.</param>
/// <param name="From">Threshold of an add-on or a gift.</param>
/// <param name="Mode">Of a full reduction.</param>
/// <param name="Tiers">Of a full reduction or discount; rising.</param>
/// <param name="CapMinor">Most that an order gets.</param>
/// <param name="Deals">Goods of a flash sale, a limit activity, an add-on.</param>
/// <param name="Units">Pieces of a bundle.</param>
/// <param name="PriceMinor">Price of a bundle.</param>
/// <param name="BundlesMax">Per order.</param>
/// <param name="Choose">How many of the gifts.</param>
internal sealed record PromotionTerms(
    ThresholdUnit? Unit = null,
    [Range(0, Money.MinorMax)] long? From = null,
    ReductionMode? Mode = null,
    [Items(1, 20)] IReadOnlyList<Tier>? Tiers = null,
    [Range(1, Money.MinorMax)] long? CapMinor = null,
    [Items(1, 500)] IReadOnlyList<DealBody>? Deals = null,
    [Range(1, 1_000)] long? Units = null,
    [Range(0, Money.MinorMax)] long? PriceMinor = null,
    [Range(1, 1_000_000)] long? BundlesMax = null,
    [Items(1, 100)] IReadOnlyList<GiftBody>? Gifts = null,
    [Range(1, 100)] long? Choose = null);

/// <summary>Goods at a price, and how many of them: all together, and per member, address, device and receiver's mobile. Null = any number.</summary>
internal sealed record DealBody(
    string SkuId,
    [Range(0, Money.MinorMax)] long UnitPriceMinor,
    [Range(1, 1_000_000_000)] long? StockUnits = null,
    [Range(1, 1_000_000)] long? MemberUnits = null,
    [Range(1, 1_000_000)] long? AddressUnits = null,
    [Range(1, 1_000_000)] long? DeviceUnits = null,
    [Range(1, 1_000_000)] long? MobileUnits = null);

/// <param name="UnitsMax">Of this gift in one order.</param>
/// <param name="StockUnits">Null = any number.</param>
internal sealed record GiftBody(
    string GiftId,
    string? SkuId,
    string? PrizeId,
    [Range(1, Money.MinorMax)] long ValueMinor,
    [Range(1, 1_000)] long UnitsMax,
    [Range(1, 1_000_000_000)] long? StockUnits = null);
