namespace RailLife.Commerce.Pricing;

/// <summary>The price of a cart, a checkout or an order: one calculator for all of them, so they cannot disagree.</summary>
/// <remarks>
/// Catalogue CRT-02, ORD-10, ACT-07a to ACT-07d, ACT-08, ACT-09, ACT-11, ACT-14, CPN-01 to CPN-03; laws I-01 to I-08, I-14, I-15.
/// Lanes in a fixed order; a later one sees what the earlier ones left. On a line a lane keeps the one rule that gives most, unless an approved pair lets two stand.
/// </remarks>
public static class PriceCalculator
{
    /// <exception cref="ArgumentException">No line, two lines of one id, or a quantity or price out of range.</exception>
    /// <exception cref="OverflowException">The amounts do not fit.</exception>
    public static PriceResult Price(PriceRequest request)
    {
        Check(request.Lines);
        var sheet = new PriceSheet(request);
        DealPriceLane.Run(sheet, request.Promotions);
        AddOnLane.Run(sheet, request.Promotions);
        OfferLane.Run(sheet, Lane.Bundle, Column.Promotion, [.. request.Promotions.OfType<BundlePrice>().Select(p => new BundleOffer(p))], request.Stacking);
        OfferLane.Run(sheet, Lane.Reduction, Column.Promotion, Reductions(request.Promotions), request.Stacking);
        OfferLane.Run(sheet, Lane.Gift, Column.GiftValue, [.. request.Promotions.OfType<FullGift>().Select(p => new GiftOffer(p, request.GiftChoices))], request.Stacking);
        CouponLanes.Run(sheet, request);
        MemberLane.Run(sheet, request.Member);
        PointsLane.Run(sheet, request.Points);
        FreightLane.Run(sheet, request.Freight);
        return sheet.Result(request.Currency);
    }

    private static List<IOffer> Reductions(IReadOnlyList<Promotion> promotions)
    {
        var offers = new List<IOffer>();
        foreach (var promotion in promotions)
        {
            if (promotion is FullReduction reduction) offers.Add(new ReductionOffer(reduction));
            if (promotion is FullDiscount discount) offers.Add(new DiscountOffer(discount));
        }
        return offers;
    }

    private static void Check(IReadOnlyList<PriceLine> lines)
    {
        if (lines.Count == 0) throw new ArgumentException("found no line; expected one at least", nameof(lines));
        if (lines.DistinctBy(l => l.LineId).Count() != lines.Count) throw new ArgumentException("found two lines of one id", nameof(lines));
        if (lines.FirstOrDefault(l => l.Quantity < 1 || l.UnitPriceMinor < 0) is { } wrong)
            throw new ArgumentException($"line {wrong.LineId}: found quantity {wrong.Quantity} at {wrong.UnitPriceMinor}; expected 1 or more, at 0 or more", nameof(lines));
    }
}
