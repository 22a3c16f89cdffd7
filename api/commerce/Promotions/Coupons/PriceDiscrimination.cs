namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>What buyers of one willingness to pay bring.</summary>
/// <param name="Buyers">How many there are.</param>
/// <param name="PriceMinor">The listed price of a piece.</param>
/// <param name="CouponMinor">What their coupon takes off it.</param>
public sealed record PriceGroup(long Buyers, long PriceMinor, long CouponMinor);

/// <summary>What a price brings when coupons let different buyers pay differently [价格歧视].</summary>
/// <remarks>
/// Catalogue CPN-11, Z-2: at a cost of 5, one price of 10 for 100 buyers brings 500, one of 15 for 60 brings 600, and 15 with a coupon of 5 for the other 40 brings 800.
/// </remarks>
public static class PriceDiscrimination
{
    /// <summary>Profit in minor units: each piece's price less coupon less cost; negative when it loses.</summary>
    public static long ProfitMinor(long unitCostMinor, IReadOnlyList<PriceGroup> groups)
    {
        var sum = 0L;
        foreach (var group in groups) sum += group.Buyers * (group.PriceMinor - group.CouponMinor - unitCostMinor);
        return sum;
    }
}
