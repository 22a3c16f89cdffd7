namespace RailLife.Commerce.Pricing;

/// <summary>So many basis points off what the coupons left.</summary>
/// <remarks>Catalogue ORD-10: member deduction.</remarks>
internal static class MemberLane
{
    public static void Run(PriceSheet sheet, MemberDeduction? rule)
    {
        if (rule is null) return;
        var lines = sheet.Covered(_ => true);
        var off = BasisPoints.Share(sheet.LeftOf(lines), rule.OffBasisPoints);
        if (off > 0) sheet.Effect(Lane.Member, rule.RuleId, rule.RuleVersion, null, Issuer.Platform, null, lines, sheet.TakeOff(Column.Member, lines, off));
    }
}

/// <summary>Points pay whole steps, up to a share of what is left; each line remembers how many points it got.</summary>
/// <remarks>Catalogue ORD-10: points deduction.</remarks>
internal static class PointsLane
{
    public static void Run(PriceSheet sheet, PointsDeduction? rule)
    {
        if (rule is null || rule.PointsWanted == 0) return;
        var lines = sheet.Covered(_ => true);
        var most = BasisPoints.Share(sheet.LeftOf(lines), rule.MaxBasisPoints);
        var steps = Math.Min(rule.PointsWanted / rule.PointsPerStep, most / rule.MinorPerStep);
        if (steps == 0)
        {
            sheet.WhyNot.Add(new(rule.RuleId, WhyNotCodes.NoGain));
            return;
        }
        var shares = sheet.TakeOff(Column.Points, lines, steps * rule.MinorPerStep);
        sheet.NotePoints(lines, steps * rule.PointsPerStep, shares);
        sheet.Effect(Lane.Points, rule.RuleId, rule.RuleVersion, null, Issuer.Platform, null, lines, shares);
    }
}

/// <summary>Each shop's freight, judged by what its goods finally cost, carried by the lines that are shipped.</summary>
/// <remarks>Catalogue FRT-03; law I-56: 69.00 is free, 68.99 pays.</remarks>
internal static class FreightLane
{
    public static void Run(PriceSheet sheet, IReadOnlyList<FreightRule> rules)
    {
        foreach (var rule in rules.OrderBy(r => r.MerchantId, StringComparer.Ordinal).ThenBy(r => r.RuleId, StringComparer.Ordinal))
        {
            var lines = sheet.Covered(l => l.NeedsShipping && l.MerchantId == rule.MerchantId);
            if (lines.Length == 0 || rule.FeeMinor == 0) continue;
            var paid = sheet.LeftOf(lines);
            if (rule.FreeFromMinor is { } free && paid >= free) continue;
            if (rule.FreeFromMinor is { } missing) sheet.WhyNot.Add(new(rule.RuleId, WhyNotCodes.ThresholdNotReached, ThresholdUnit.Amount, paid, missing));
            // By the goods' regular amounts: that is how a split later carries it to the children.
            var shares = sheet.Note(Column.Freight, lines, rule.FeeMinor, sheet.GoodsOf(lines));
            sheet.Effect(Lane.Freight, rule.RuleId, rule.RuleVersion, null, Issuer.Merchant, rule.MerchantId, lines, shares);
        }
    }
}
