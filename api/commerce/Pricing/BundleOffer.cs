namespace RailLife.Commerce.Pricing;

/// <summary>Any so many pieces for one price: the dearest pieces first, as often as the bundle is cheaper than they are.</summary>
/// <remarks>Catalogue ACT-11; law I-14: the chosen pieces cost the bundles' price together, to the cent.</remarks>
internal sealed class BundleOffer(BundlePrice rule) : PromotionOffer(rule)
{
    public override Quote Quote(PriceSheet sheet, int[] lines)
    {
        var pieces = sheet.PiecesOf(lines);
        if (pieces < rule.Units) return Pricing.Quote.None(new(rule.Id, WhyNotCodes.ThresholdNotReached, ThresholdUnit.Pieces, pieces, rule.Units));
        var runs = Runs(sheet, lines);
        var units = new long[lines.Length];
        var weights = new long[lines.Length];
        var (run, usedOfRun, off) = (0, 0L, 0L);
        for (var bundle = 0L; bundle < Math.Min(pieces / rule.Units, rule.BundlesMax ?? long.MaxValue); bundle++)
        {
            var (nextRun, nextUsed, worth) = Walk(runs, run, usedOfRun, rule.Units, null, null);
            if (worth <= rule.PriceMinor) break;   // later bundles hold cheaper pieces
            Walk(runs, run, usedOfRun, rule.Units, units, weights);
            (run, usedOfRun) = (nextRun, nextUsed);
            off += worth - rule.PriceMinor;
        }
        return off > 0 ? new(off, null, weights, units) : Pricing.Quote.None(new(rule.Id, WhyNotCodes.NoGain));
    }

    // Takes so many pieces from the runs on; tells where it stopped and what they are worth.
    private static (int Run, long Used, long Worth) Walk(List<Run> runs, int run, long used, long count, long[]? units, long[]? weights)
    {
        var worth = 0L;
        while (count > 0)
        {
            var now = Math.Min(count, runs[run].Pieces - used);
            worth += now * runs[run].PieceMinor;
            if (units is not null && weights is not null)
            {
                units[runs[run].Line] += now;
                weights[runs[run].Line] += now * runs[run].PieceMinor;
            }
            count -= now;
            used += now;
            if (used < runs[run].Pieces) continue;
            (run, used) = (run + 1, 0);
        }
        return (run, used, worth);
    }

    // What is left of a line, piece by piece: the cents that do not divide make the first pieces one dearer.
    private static List<Run> Runs(PriceSheet sheet, int[] lines)
    {
        var runs = new List<Run>(lines.Length * 2);
        for (var k = 0; k < lines.Length; k++)
        {
            var (each, dearer) = Math.DivRem(sheet.Left[lines[k]], sheet.Lines[lines[k]].Quantity);
            if (dearer > 0) runs.Add(new(k, each + 1, dearer));
            if (sheet.Lines[lines[k]].Quantity > dearer) runs.Add(new(k, each, sheet.Lines[lines[k]].Quantity - dearer));
        }
        runs.Sort(static (a, b) => a.PieceMinor != b.PieceMinor ? b.PieceMinor.CompareTo(a.PieceMinor) : a.Line.CompareTo(b.Line));
        return runs;
    }

    /// <param name="Line">Position among the covered lines.</param>
    private readonly record struct Run(int Line, long PieceMinor, long Pieces);
}
