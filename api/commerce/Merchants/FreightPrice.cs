using RailLife.Contracts;

namespace RailLife.Commerce.Merchants;

/// <param name="Region">Administrative code [行政区划], from the left: <c>44</c> a province, <c>4403</c> a city; empty = everywhere else.</param>
/// <param name="FixedMinor">Minor units that a delivery costs.</param>
/// <param name="FreeFromMinor">Goods of this amount or more are delivered free; null = never.</param>
public sealed record FreightRegion([Text(12)] string Region, [Range(0, 1_000_000)] long FixedMinor, [Range(0, Money.MinorMax)] long? FreeFromMinor);

/// <remarks>Catalogue FRT-03, FRT-05.</remarks>
public sealed record FreightRule(string MerchantId, IReadOnlyList<FreightRegion> Regions);

/// <summary>What a store charges for one delivery. Catalogue FRT-03, FRT-05; laws I-54, I-56.</summary>
public static class FreightPrice
{
    /// <summary>Ten, and nothing from 69.00 on: what the platform sets for a new merchant.</summary>
    public static IReadOnlyList<FreightRegion> Usual { get; } = [new("", 1_000, 6_900)];

    /// <summary>Minor units, or null where the store does not deliver. More goods never cost more freight.</summary>
    /// <param name="region">The address's administrative code; the rule's longest beginning of it decides.</param>
    /// <param name="goodsMinor">What is paid for the goods of this store, after all deductions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    public static long? Of(FreightRule rule, string region, long goodsMinor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(goodsMinor);
        var at = rule.Regions.Where(r => region.StartsWith(r.Region, StringComparison.Ordinal)).MaxBy(r => r.Region.Length);
        return at is null ? null : goodsMinor >= at.FreeFromMinor ? 0 : at.FixedMinor;
    }
}
