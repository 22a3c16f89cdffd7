namespace RailLife.Commerce.Pricing;

/// <summary>A rule that competes with others of its lane for the same lines.</summary>
internal interface IOffer
{
    /// <summary>Promotion or coupon; decides between equals.</summary>
    string Id { get; }

    string RuleId { get; }

    long RuleVersion { get; }

    string? CouponId { get; }

    Issuer Issuer { get; }

    string? MerchantId { get; }

    string? StackingGroup { get; }

    bool Covers(PriceLine line);

    /// <param name="lines">What it covers; one line at least.</param>
    Quote Quote(PriceSheet sheet, int[] lines);
}

/// <summary>What a rule would give on the sheet as it stands.</summary>
/// <param name="AmountMinor">0 = nothing, and <paramref name="WhyNot"/> says why; else it may say what would give more.</param>
/// <param name="Weights">Null = what is left of each line.</param>
/// <param name="Units">Pieces that take part, per line.</param>
internal sealed record Quote(long AmountMinor, WhyNot? WhyNot, long[]? Weights = null, long[]? Units = null, IReadOnlyList<GivenGift>? Gifts = null, PriceBlock? Block = null)
{
    public static Quote None(WhyNot why) => new(0, why);
}

/// <summary>Rules of one lane: the largest first; whoever then meets it on a line without an approved pair stands back.</summary>
/// <remarks>Law I-08. Those that may stand beside it are quoted anew on what it left.</remarks>
internal static class OfferLane
{
    public static void Run(PriceSheet sheet, Lane lane, Column column, IReadOnlyList<IOffer> offers, IReadOnlyList<StackingPair> stacking)
    {
        var open = new List<Candidate>();
        foreach (var offer in offers.OrderBy(o => o.Id, StringComparer.Ordinal))
        {
            var lines = sheet.Covered(offer.Covers);
            if (lines.Length > 0) open.Add(new(offer, lines));
            else sheet.WhyNot.Add(new(offer.Id, WhyNotCodes.NoGoods));
        }
        while (Best(sheet, open) is { } best)
        {
            open.Remove(best.Candidate);
            Apply(sheet, lane, column, best.Candidate, best.Quote);
            StandBack(sheet, open, best.Candidate, stacking);
        }
    }

    // Null when nobody gives anything more; then everybody has said why.
    private static (Candidate Candidate, Quote Quote)? Best(PriceSheet sheet, List<Candidate> open)
    {
        var quotes = open.ConvertAll(c => c.Offer.Quote(sheet, c.Lines));
        var best = -1;
        for (var i = 0; i < quotes.Count; i++)
            if (quotes[i].AmountMinor > (best < 0 ? 0 : quotes[best].AmountMinor)) best = i;
        if (best >= 0) return (open[best], quotes[best]);
        foreach (var quote in quotes)
        {
            if (quote.WhyNot is { } why) sheet.WhyNot.Add(why);
            if (quote.Block is { } block) sheet.Blocks.Add(block);
        }
        return null;
    }

    private static void Apply(PriceSheet sheet, Lane lane, Column column, Candidate taken, Quote quote)
    {
        var (offer, lines) = taken;
        var weights = quote.Weights ?? [.. lines.Select(i => sheet.Left[i])];
        var shares = column is Column.GiftValue ? sheet.Note(column, lines, quote.AmountMinor, weights) : sheet.TakeOff(column, lines, quote.AmountMinor, weights, quote.Weights);
        sheet.Effect(lane, offer.RuleId, offer.RuleVersion, offer.CouponId, offer.Issuer, offer.MerchantId, lines, shares, quote.Units);
        if (quote.Gifts is { } gifts) sheet.Gifts.AddRange(gifts);
        if (quote.WhyNot is { } more) sheet.WhyNot.Add(more);
    }

    private static void StandBack(PriceSheet sheet, List<Candidate> open, Candidate taken, IReadOnlyList<StackingPair> stacking) =>
        open.RemoveAll(c =>
        {
            if (!c.Lines.AsSpan().ContainsAny(taken.Lines) || MayStack(c.Offer, taken.Offer, stacking)) return false;
            sheet.WhyNot.Add(new(c.Offer.Id, WhyNotCodes.NotStackable, OtherId: taken.Offer.Id));
            return true;
        });

    private static bool MayStack(IOffer a, IOffer b, IReadOnlyList<StackingPair> stacking) =>
        a.StackingGroup is { } groupA && b.StackingGroup is { } groupB && stacking.Any(p => p.Joins(groupA, groupB));

    private sealed record Candidate(IOffer Offer, int[] Lines);
}

/// <summary>What promotions say of themselves in a lane.</summary>
internal abstract class PromotionOffer(Promotion promotion) : IOffer
{
    public string Id => promotion.Id;
    public string RuleId => promotion.Id;
    public long RuleVersion => promotion.Version;
    public string? CouponId => null;
    public Issuer Issuer => promotion.Issuer;
    public string? MerchantId => promotion.MerchantId;
    public string? StackingGroup => promotion.StackingGroup;

    public bool Covers(PriceLine line) => promotion.Covers(line);

    public abstract Quote Quote(PriceSheet sheet, int[] lines);
}
