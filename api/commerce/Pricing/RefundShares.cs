namespace RailLife.Commerce.Pricing;

/// <summary>What a return of some pieces of a line gives back.</summary>
/// <param name="PaidMinor">Money: the goods as paid, without freight. Coupons and promotions come back to nobody.</param>
/// <param name="PointsBack">Points that had been used on them.</param>
/// <param name="PointsMinor">What those points had taken off.</param>
public sealed record RefundShare(long PaidMinor, long PointsBack, long PointsMinor);

/// <summary>Partial refunds by quantity, several times: in whatever portions a line comes back, the sum is the same and never passes the line.</summary>
/// <remarks>
/// Catalogue AFS-08, AFS-09; laws I-21, I-59, I-60. The first k of n pieces are worth amount times k / n, rounded down; a return gets the difference between
/// after and before, so the last one takes the exact rest.
/// </remarks>
public static class RefundShares
{
    /// <param name="line">The line as it was priced, or its part in a child order.</param>
    /// <param name="lineQuantity">Pieces of the line.</param>
    /// <param name="returnedBefore">Pieces that earlier refunds took back.</param>
    /// <param name="quantity">Pieces that come back now, 1 or more.</param>
    /// <exception cref="ArgumentException">More comes back than is left.</exception>
    public static RefundShare Of(PriceAmounts line, long lineQuantity, long returnedBefore, long quantity)
    {
        if (quantity < 1 || returnedBefore < 0 || returnedBefore + quantity > lineQuantity)
            throw new ArgumentException($"found {quantity} pieces after {returnedBefore} of {lineQuantity}; expected 1 to {lineQuantity - returnedBefore}", nameof(quantity));
        return new(Part(line.GoodsPaidMinor), Part(line.PointsUsed), Part(line.PointsMinor));

        long Part(long amount) => First(amount, returnedBefore + quantity) - First(amount, returnedBefore);

        long First(long amount, long pieces) => (long)((Int128)amount * pieces / lineQuantity);
    }
}
