namespace RailLife.Commerce.Pricing;

/// <summary>The amounts of a line, split over parts of its quantity: child orders, parcels.</summary>
/// <remarks>
/// Catalogue FUL-27 to FUL-31; laws I-02, I-33. What a whole-order rule gave lies on the lines by their amounts already, what a single SKU's rule gave lies on that
/// SKU alone: so a child's money is the sum of its lines' parts. Each heading is split by largest remainder, discounts never beyond the part's goods; the last part
/// is what the others leave, and a split of a split is exact again.
/// </remarks>
public static class OrderSplit
{
    /// <param name="quantities">Pieces of each part, 0 or more; 0 gets nothing.</param>
    /// <returns>An entry per part; each heading adds up to the line's, and in each part payable = goods + freight - discounts is 0 or more.</returns>
    /// <exception cref="ArgumentException">No part, none with a piece, or a negative one.</exception>
    public static IReadOnlyList<PriceAmounts> Parts(PriceAmounts line, IReadOnlyList<long> quantities)
    {
        if (quantities.All(q => q <= 0)) throw new ArgumentException("found no piece in any part", nameof(quantities));
        var goods = Split(line.GoodsMinor, quantities);
        long[] left = [.. goods];
        var promotion = TakeOff(line.PromotionMinor, quantities, left);
        var coupon = TakeOff(line.CouponMinor, quantities, left);
        var member = TakeOff(line.MemberMinor, quantities, left);
        var points = TakeOff(line.PointsMinor, quantities, left);
        var pointsUsed = Split(line.PointsUsed, quantities);
        var freight = Split(line.FreightMinor, quantities);
        var gifts = Split(line.GiftValueMinor, quantities);
        return [.. quantities.Select((_, i) => new PriceAmounts(goods[i], promotion[i], coupon[i], member[i], points[i], pointsUsed[i], freight[i], gifts[i]))];
    }

    private static long[] Split(long amount, IReadOnlyList<long> quantities) => Allocation.LargestRemainder(amount, quantities);

    private static long[] TakeOff(long amount, IReadOnlyList<long> quantities, long[] left)
    {
        var shares = Allocation.LargestRemainder(amount, quantities, left);
        for (var i = 0; i < left.Length; i++) left[i] -= shares[i];
        return shares;
    }
}
