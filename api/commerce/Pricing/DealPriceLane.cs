namespace RailLife.Commerce.Pricing;

/// <summary>Flash sale and limit prices: on each line the one that gives most, for as many pieces as the buyer may still take.</summary>
/// <remarks>
/// Catalogue ACT-08: limit goods are taken at that price as a whole line or not at all, and may not be settled with goods at their regular price.
/// Catalogue ACT-09: a flash price may cover part of a line; the rest is regular.
/// </remarks>
internal static class DealPriceLane
{
    public static void Run(PriceSheet sheet, IReadOnlyList<Promotion> promotions)
    {
        var rules = promotions.Select(p => p switch
        {
            LimitPrice limit => new Deals(limit, limit.Prices, true),
            FlashPrice flash => new Deals(flash, flash.Prices, false),
            _ => null,
        }).OfType<Deals>().OrderBy(d => d.Rule.Id, StringComparer.Ordinal).ToList();
        if (rules.Count == 0) return;
        var atLimit = new HashSet<int>();
        var atFlash = new HashSet<int>();
        var used = new Dictionary<(string Rule, string Sku), long>();
        for (var i = 0; i < sheet.Lines.Length; i++)
        {
            if (sheet.Lines[i].AddOnOf is not null || Best(sheet, i, rules, used) is not { } best) continue;
            (best.Deals.IsLimit ? atLimit : atFlash).Add(i);
            used[(best.Deals.Rule.Id, sheet.Lines[i].SkuId)] = used.GetValueOrDefault((best.Deals.Rule.Id, sheet.Lines[i].SkuId)) + best.Units;
            var share = sheet.TakeOff(Column.Promotion, [i], best.AmountMinor)[0];
            sheet.Effect(Lane.DealPrice, best.Deals.Rule.Id, best.Deals.Rule.Version, null, best.Deals.Rule.Issuer, best.Deals.Rule.MerchantId, [i], [share], [best.Units]);
        }
        Apart(sheet, atLimit, atFlash);
    }

    private static Deal? Best(PriceSheet sheet, int i, List<Deals> rules, Dictionary<(string Rule, string Sku), long> used)
    {
        Deal? best = null;
        foreach (var deals in rules)
        {
            var line = sheet.Lines[i];
            if (!deals.Rule.Covers(line) || deals.Prices.FirstOrDefault(p => p.SkuId == line.SkuId) is not { } price) continue;
            if (price.UnitPriceMinor >= line.UnitPriceMinor)
            {
                sheet.WhyNot.Add(new(deals.Rule.Id, WhyNotCodes.NoGain));
                continue;
            }
            var left = price.UnitsLeft is { } quota ? quota - used.GetValueOrDefault((deals.Rule.Id, line.SkuId)) : line.Quantity;
            if (left < line.Quantity) sheet.WhyNot.Add(new(deals.Rule.Id, WhyNotCodes.QuotaUsed, ThresholdUnit.Pieces, Math.Max(left, 0), line.Quantity));
            var units = left >= line.Quantity ? line.Quantity : deals.IsLimit ? 0 : Math.Max(left, 0);
            var amount = units * (line.UnitPriceMinor - price.UnitPriceMinor);
            if (amount > (best?.AmountMinor ?? 0)) best = new(deals, units, amount);
        }
        return best;
    }

    private static void Apart(PriceSheet sheet, HashSet<int> atLimit, HashSet<int> atFlash)
    {
        if (atLimit.Count == 0 || atLimit.Count + atFlash.Count == sheet.Lines.Length) return;
        sheet.Blocks.Add(new("limit-goods-apart", [.. atLimit.Order().Select(i => sheet.Lines[i].LineId)]));
    }

    private sealed record Deals(Promotion Rule, IReadOnlyList<DealPrice> Prices, bool IsLimit);

    private sealed record Deal(Deals Deals, long Units, long AmountMinor);
}
