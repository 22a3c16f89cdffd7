namespace RailLife.Commerce.Pricing;

/// <summary>Gifts that the buyer chose from the pool; their worth is remembered on the lines that earned them.</summary>
/// <remarks>Catalogue ACT-07c, ACT-07d; law I-15.</remarks>
internal sealed class GiftOffer(FullGift rule, IReadOnlyList<GiftChoice> choices) : PromotionOffer(rule)
{
    public override Quote Quote(PriceSheet sheet, int[] lines)
    {
        var reached = rule.Unit is ThresholdUnit.Amount ? sheet.LeftOf(lines) : sheet.PiecesOf(lines);
        if (reached < rule.From) return Pricing.Quote.None(new(rule.Id, WhyNotCodes.ThresholdNotReached, rule.Unit, reached, rule.From));
        var chosen = choices.Where(c => c.PromotionId == rule.Id && c.Quantity > 0).GroupBy(c => c.GiftId)
            .Select(g => (GiftId: g.Key, Quantity: g.Sum(c => c.Quantity))).OrderBy(c => c.GiftId, StringComparer.Ordinal).ToList();
        var open = new WhyNot(rule.Id, WhyNotCodes.GiftToChoose, ThresholdUnit.Pieces, chosen.Sum(c => c.Quantity), rule.Choose);
        if (open.Missing == rule.Choose) return Pricing.Quote.None(open);
        if (Wrong(chosen) is { } block) return new(0, open, Block: block);
        var gifts = chosen.ConvertAll(c => Given(rule.Pool.First(g => g.GiftId == c.GiftId), c.Quantity));
        return new(gifts.Sum(g => g.ValueMinor), open.Missing > 0 ? open : null, Gifts: gifts);
    }

    private GivenGift Given(Gift gift, long quantity) => new(rule.Id, rule.Version, gift.GiftId, gift.SkuId, gift.PrizeId, quantity, quantity * gift.ValueMinor);

    private PriceBlock? Wrong(List<(string GiftId, long Quantity)> chosen)
    {
        if (chosen.Sum(c => c.Quantity) > rule.Choose) return new("gift-choice-too-many", [rule.Id]);
        foreach (var (giftId, quantity) in chosen)
        {
            if (rule.Pool.FirstOrDefault(g => g.GiftId == giftId) is not { } gift) return new("unknown-gift", [rule.Id, giftId]);
            if (quantity > Math.Min(gift.UnitsMax, gift.UnitsLeft ?? long.MaxValue)) return new("gift-over-limit", [rule.Id, giftId]);
        }
        return null;
    }
}

/// <summary>How many whole packs a pool of gifts really yields.</summary>
/// <remarks>
/// Catalogue ACT-07c: stocks of 400, 800, 600, 1200 and any 3 of the 4 make 900 packs, not 1000, as soon as a pack may not hold as many of one gift as it likes.
/// </remarks>
public static class GiftCapacity
{
    /// <summary>The greatest n for which every pack gets its gifts: the sum of min(stock, n times the cap per pack) is n times <paramref name="choose"/> or more.</summary>
    /// <param name="pool">Stock and cap per pack of each gift; none negative.</param>
    /// <param name="choose">Gifts in a pack, 1 or more.</param>
    public static long Packs(IReadOnlyList<(long Stock, long CapPerPack)> pool, long choose)
    {
        // The sum is concave in n and 0 at 0, so all n up to the greatest are feasible: bisect.
        var (low, high) = (0L, pool.Sum(g => g.Stock) / choose);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (pool.Sum(g => Math.Min(g.Stock, g.CapPerPack * middle)) >= choose * middle) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
