namespace RailLife.Commerce.Pricing;

/// <summary>Full reduction: tiered, repeated, or reduced to a target.</summary>
/// <remarks>Catalogue ACT-07a; laws I-03, I-04, I-05.</remarks>
internal sealed class ReductionOffer(FullReduction rule) : PromotionOffer(rule)
{
    public override Quote Quote(PriceSheet sheet, int[] lines)
    {
        var left = sheet.LeftOf(lines);
        var reached = rule.Unit is ThresholdUnit.Amount ? left : sheet.PiecesOf(lines);
        if (rule.Tiers.LastOrDefault(t => t.From <= reached) is not { } tier) return Pricing.Quote.None(TierMessages.NotReached(rule.Id, rule.Unit, rule.Tiers, reached));
        var off = Math.Clamp(Off(tier, reached, left), 0, Math.Min(left, rule.CapMinor ?? long.MaxValue));
        return off > 0 ? new(off, rule.Mode is ReductionMode.Repeated ? null : TierMessages.Next(rule.Id, rule.Unit, rule.Tiers, reached)) : Pricing.Quote.None(new(rule.Id, WhyNotCodes.NoGain));
    }

    private long Off(Tier tier, long reached, long left) => rule.Mode switch
    {
        ReductionMode.Tiered => tier.Value,
        ReductionMode.Repeated => reached / rule.Tiers[0].From * rule.Tiers[0].Value,
        ReductionMode.ReduceTo => left - tier.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(tier), rule.Mode, "no such mode"),
    };
}

/// <summary>Full discount with a cap that binds before the amount is split over the lines.</summary>
/// <remarks>Catalogue ACT-07b; law I-03: 10,000.00 at 80 % with a cap of 1,200.00 pays 8,800.00.</remarks>
internal sealed class DiscountOffer(FullDiscount rule) : PromotionOffer(rule)
{
    public override Quote Quote(PriceSheet sheet, int[] lines)
    {
        var left = sheet.LeftOf(lines);
        var reached = rule.Unit is ThresholdUnit.Amount ? left : sheet.PiecesOf(lines);
        if (rule.Tiers.LastOrDefault(t => t.From <= reached) is not { } tier) return Pricing.Quote.None(TierMessages.NotReached(rule.Id, rule.Unit, rule.Tiers, reached));
        var off = Math.Min(BasisPoints.Off(left, tier.Value), rule.CapMinor ?? long.MaxValue);
        return off > 0 ? new(off, TierMessages.Next(rule.Id, rule.Unit, rule.Tiers, reached)) : Pricing.Quote.None(new(rule.Id, WhyNotCodes.NoGain));
    }
}

internal static class TierMessages
{
    public static WhyNot NotReached(string id, ThresholdUnit unit, IReadOnlyList<Tier> tiers, long reached) => new(id, WhyNotCodes.ThresholdNotReached, unit, reached, tiers[0].From);

    public static WhyNot? Next(string id, ThresholdUnit unit, IReadOnlyList<Tier> tiers, long reached) =>
        tiers.FirstOrDefault(t => t.From > reached) is { } next ? new(id, WhyNotCodes.NextTier, unit, reached, next.From) : null;
}

/// <summary>Percentages in whole basis points.</summary>
public static class BasisPoints
{
    public const long Whole = 10_000;

    /// <summary>What is taken off when so many basis points are still paid; part of a minor unit is not taken off.</summary>
    public static long Off(long amountMinor, long payBasisPoints) => Share(amountMinor, Whole - payBasisPoints);

    /// <summary>So many basis points of an amount, rounded down.</summary>
    public static long Share(long amountMinor, long basisPoints) => (long)((Int128)amountMinor * basisPoints / Whole);
}
