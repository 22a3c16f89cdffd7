using RailLife.Commerce.Pricing;
using Shop = RailLife.Commerce.Merchants;

namespace RailLife.Commerce.Carts;

/// <summary>A shop's freight rule for one address, as the calculator takes it.</summary>
/// <remarks>Catalogue FRT-03, FRT-05.</remarks>
internal static class FreightOf
{
    /// <summary>Null where the shop does not deliver.</summary>
    /// <param name="address">From near to far: the nearest part that the rule names decides, among several the longest name.</param>
    public static FreightRule? At(Shop.FreightRule rule, IReadOnlyList<string> address)
    {
        var named = address.Select(part => rule.Regions.Where(r => r.Region.Length > 0 && part.StartsWith(r.Region, StringComparison.Ordinal)).MaxBy(r => r.Region.Length)).FirstOrDefault(r => r is not null);
        return (named ?? rule.Regions.FirstOrDefault(r => r.Region.Length == 0)) is { } region
            ? new FreightRule($"freight/{rule.MerchantId}/{region.Region}", 1, rule.MerchantId, region.FixedMinor, region.FreeFromMinor)
            : null;
    }
}
