namespace RailLife.Commerce.Pricing;

/// <summary>The merchants' coupons, then the platform's on what those left.</summary>
/// <remarks>Catalogue CPN-01 to CPN-03.</remarks>
internal static class CouponLanes
{
    public static void Run(PriceSheet sheet, PriceRequest request)
    {
        foreach (var issuer in new[] { Issuer.Merchant, Issuer.Platform })
        {
            var lane = issuer is Issuer.Merchant ? Lane.MerchantCoupon : Lane.PlatformCoupon;
            var held = request.Coupons.Where(c => c.Issuer == issuer).ToLookup(c => request.ChosenCouponIds is not { } chosen || chosen.Contains(c.Id));
            NotChosen(sheet, held[false]);
            OfferLane.Run(sheet, lane, Column.Coupon, [.. held[true].Select(c => new CouponOffer(c))], request.Stacking);
        }
    }

    private static void NotChosen(PriceSheet sheet, IEnumerable<Coupon> coupons)
    {
        foreach (var coupon in coupons.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            var lines = sheet.Covered(coupon.Covers);
            var quote = lines.Length == 0 ? Quote.None(new(coupon.Id, WhyNotCodes.NoGoods)) : new CouponOffer(coupon).Quote(sheet, lines);
            sheet.WhyNot.Add(quote.AmountMinor > 0 ? new(coupon.Id, WhyNotCodes.NotChosen) : quote.WhyNot ?? new(coupon.Id, WhyNotCodes.NoGain));
        }
    }
}

internal sealed class CouponOffer(Coupon coupon) : IOffer
{
    public string Id => coupon.Id;
    public string RuleId => coupon.TemplateId;
    public long RuleVersion => coupon.TemplateVersion;
    public string? CouponId => coupon.Id;
    public Issuer Issuer => coupon.Issuer;
    public string? MerchantId => coupon.MerchantId;
    public string? StackingGroup => coupon.StackingGroup;

    public bool Covers(PriceLine line) => coupon.Covers(line);

    public Quote Quote(PriceSheet sheet, int[] lines)
    {
        var left = sheet.LeftOf(lines);
        if (left < coupon.FromMinor) return Pricing.Quote.None(new(coupon.Id, WhyNotCodes.ThresholdNotReached, ThresholdUnit.Amount, left, coupon.FromMinor));
        var off = coupon.Kind is CouponKind.FullReduction or CouponKind.Offset
            ? Math.Min(coupon.OffMinor, left)
            : Math.Min(BasisPoints.Off(left, coupon.PayBasisPoints), coupon.CapMinor ?? long.MaxValue);
        return off > 0 ? new(off, null) : Pricing.Quote.None(new(coupon.Id, WhyNotCodes.NoGain));
    }
}
