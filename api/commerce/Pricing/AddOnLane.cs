namespace RailLife.Commerce.Pricing;

/// <summary>Add-on prices for the lines that were taken as add-ons, one piece of each per trigger piece.</summary>
/// <remarks>Catalogue ACT-14.</remarks>
internal static class AddOnLane
{
    public static void Run(PriceSheet sheet, IReadOnlyList<Promotion> promotions)
    {
        var used = new Dictionary<(string Rule, string Sku), long>();
        for (var i = 0; i < sheet.Lines.Length; i++)
        {
            if (sheet.Lines[i].AddOnOf is not { } id) continue;
            if (promotions.OfType<AddOn>().FirstOrDefault(p => p.Id == id) is { } rule) Apply(sheet, rule, i, used);
            else sheet.WhyNot.Add(new(id, WhyNotCodes.NotInForce));
        }
    }

    private static void Apply(PriceSheet sheet, AddOn rule, int i, Dictionary<(string Rule, string Sku), long> used)
    {
        var line = sheet.Lines[i];
        var triggers = sheet.Covered(l => l.AddOnOf is null && rule.Covers(l));
        var reached = rule.Unit is ThresholdUnit.Amount ? sheet.LeftOf(triggers) : sheet.PiecesOf(triggers);
        if (triggers.Length == 0 || rule.Items.FirstOrDefault(p => p.SkuId == line.SkuId) is not { } item)
        {
            sheet.WhyNot.Add(new(rule.Id, WhyNotCodes.NoGoods));
            return;
        }
        if (reached < rule.From)
        {
            sheet.WhyNot.Add(new(rule.Id, WhyNotCodes.ThresholdNotReached, rule.Unit, reached, rule.From));
            return;
        }
        var key = (rule.Id, line.SkuId);
        var room = Math.Min(sheet.PiecesOf(triggers), item.UnitsLeft ?? long.MaxValue) - used.GetValueOrDefault(key);
        if (room < line.Quantity) sheet.WhyNot.Add(new(rule.Id, WhyNotCodes.QuotaUsed, ThresholdUnit.Pieces, Math.Max(room, 0), line.Quantity));
        var units = Math.Clamp(room, 0, line.Quantity);
        var amount = units * (line.UnitPriceMinor - item.UnitPriceMinor);
        if (amount <= 0)
        {
            if (units > 0) sheet.WhyNot.Add(new(rule.Id, WhyNotCodes.NoGain));
            return;
        }
        used[key] = used.GetValueOrDefault(key) + units;
        var shares = sheet.TakeOff(Column.Promotion, [i], amount);
        sheet.Effect(Lane.AddOn, rule.Id, rule.Version, null, rule.Issuer, rule.MerchantId, [i], shares, [units]);
    }
}
