using RailLife.Commerce.Pricing;

namespace RailLife.Bench.Commerce;

/// <summary>The laws of a price, each told for one cart; an answer is a violation.</summary>
public static class PriceLaws
{
    /// <summary>I-01, I-02: every rule's shares add up to it, no line gives more than it has, and paid = goods + freight - discounts on the whole and on each line.</summary>
    public static IEnumerable<string> Sums(PriceRequest request, PriceResult result)
    {
        foreach (var effect in result.Effects)
            if (effect.AmountMinor <= 0 || effect.Shares.Sum(s => s.AmountMinor) != effect.AmountMinor || effect.Shares.Any(s => s.AmountMinor < 0))
                yield return $"I-01: {effect.RuleId} takes {effect.AmountMinor}, its shares are {string.Join(' ', effect.Shares.Select(s => s.AmountMinor))}";
        foreach (var line in result.Lines)
        {
            var asked = request.Lines.Single(l => l.LineId == line.LineId);
            var a = line.Amounts;
            var ofRules = result.Effects.Where(e => e.Lane is not (Lane.Freight or Lane.Gift)).SelectMany(e => e.Shares).Where(s => s.LineId == line.LineId).Sum(s => s.AmountMinor);
            if (a.GoodsMinor != asked.Quantity * asked.UnitPriceMinor || ofRules != a.PromotionMinor + a.CouponMinor + a.MemberMinor + a.PointsMinor || ofRules > a.GoodsMinor)
                yield return $"I-01: line {line.LineId} of {a.GoodsMinor} gives {ofRules}, its headings say {a}";
            if (a.PayableMinor != a.GoodsMinor + a.FreightMinor - (a.CouponMinor + a.PromotionMinor + a.PointsMinor + a.MemberMinor) || a.PayableMinor < 0)
                yield return $"I-02: line {line.LineId} pays {a.PayableMinor} of {a}";
        }
        var sum = result.Lines.Aggregate(PriceAmounts.Zero, (x, l) => x.Plus(l.Amounts));
        if (sum != result.Total) yield return $"I-02: the lines come to {sum}, the total is {result.Total}";
        var freight = result.Effects.Where(e => e.Lane is Lane.Freight).Sum(e => e.AmountMinor);
        if (freight != result.Total.FreightMinor) yield return $"I-02: the freight rules charge {freight}, the total says {result.Total.FreightMinor}";
    }

    /// <summary>I-03: a threshold is exact at the cent, and a cap binds before the amount is split.</summary>
    public static IEnumerable<string> Thresholds(PriceRequest cart, long capMinor)
    {
        var bare = Plain(cart);
        var goods = cart.Lines.Sum(l => l.Quantity * l.UnitPriceMinor);
        var on = PriceCalculator.Price(bare with { Promotions = [Percent(goods, 8_000, capMinor)] });
        var expected = Math.Min(goods * 2_000 / 10_000, capMinor);
        if (on.Total.PromotionMinor != expected) yield return $"I-03: 80 % of {goods} capped at {capMinor} takes {on.Total.PromotionMinor}, expected {expected}";
        var off = PriceCalculator.Price(bare with { Promotions = [Percent(goods + 1, 8_000, capMinor)] });
        if (off.Total.PromotionMinor != 0 || off.WhyNot is not [{ Code: WhyNotCodes.ThresholdNotReached, Missing: 1 }])
            yield return $"I-03: a threshold of {goods + 1} lets {goods} pass, or does not say that 1 is missing";
    }

    /// <summary>I-04, I-05: the greatest tier that is reached; floor(total / step) times the value; reduced to the target and never raised.</summary>
    public static IEnumerable<string> Modes(PriceRequest cart, long step, long value)
    {
        var goods = cart.Lines.Sum(l => l.Quantity * l.UnitPriceMinor);
        var tiered = Off(cart, Reduction(ReductionMode.Tiered, [new(step, value), new(step * 2, value * 3), new(step * 5, value * 4)]));
        var reached = goods >= step * 5 ? value * 4 : goods >= step * 2 ? value * 3 : goods >= step ? value : 0;
        if (tiered != Math.Min(reached, goods)) yield return $"I-04: {goods} over tiers from {step} gets {tiered}, expected {Math.Min(reached, goods)}";
        var repeated = Off(cart, Reduction(ReductionMode.Repeated, [new(step, value)]));
        if (repeated != Math.Min(goods / step * value, goods)) yield return $"I-04: {goods} at {value} off every {step} gets {repeated}";
        var reduced = goods - Off(cart, Reduction(ReductionMode.ReduceTo, [new(1, step)]));
        if (reduced != Math.Min(goods, step)) yield return $"I-05: {goods} reduced to {step} pays {reduced}";
    }

    /// <summary>I-06: the order of the lines changes nothing.</summary>
    public static IEnumerable<string> Order(PriceRequest cart, PriceRequest shuffled, string told)
    {
        if (told != SlowCalculator.Told(PriceCalculator.Price(shuffled))) yield return $"I-06: {string.Join(' ', cart.Lines.Select(l => l.LineId))} prices otherwise when sorted {string.Join(' ', shuffled.Lines.Select(l => l.LineId))}";
    }

    /// <summary>I-07: with a line more, a monotone rule alone takes off no less.</summary>
    public static IEnumerable<string> Monotone(PriceRequest cart, int without, long step, long value)
    {
        if (cart.Lines.Count == 1) yield break;
        var fewer = cart with { Lines = [.. cart.Lines.Where((_, i) => i != without)] };
        foreach (var rule in new Promotion[]
        {
            Reduction(ReductionMode.Tiered, [new(step, value), new(step * 2, value * 3)]), Reduction(ReductionMode.Repeated, [new(step, value)]),
            Percent(step, 8_000, null), Percent(step, 8_000, value), new BundlePrice("rule", 1, Issuer.Platform, null, Scope.Everything, null, 2, step, null),
        })
            if (Off(fewer, rule) > Off(cart, rule)) yield return $"I-07: {rule} takes {Off(fewer, rule)} without line {cart.Lines[without].LineId}, {Off(cart, rule)} with it";
    }

    /// <summary>I-14: the pieces of the bundles cost their price together.</summary>
    public static IEnumerable<string> Bundles(PriceRequest cart, long units, long priceMinor)
    {
        var plain = Plain(cart);
        var result = PriceCalculator.Price(plain with { Promotions = [new BundlePrice("rule", 1, Issuer.Platform, null, Scope.Everything, null, units, priceMinor, null)] });
        foreach (var effect in result.Effects)
        {
            var before = effect.Shares.Sum(s => s.Units * plain.Lines.Single(l => l.LineId == s.LineId).UnitPriceMinor);
            if (effect.Units % units != 0 || before - effect.AmountMinor != effect.Units / units * priceMinor)
                yield return $"I-14: {effect.Units} pieces of {before} pay {before - effect.AmountMinor}, expected {effect.Units / units} times {priceMinor}";
        }
    }

    /// <summary>I-33, I-34: parts of parts add up to the line under every heading, and none pays less than nothing.</summary>
    public static IEnumerable<string> Splits(PricedLine line, Random random)
    {
        var quantities = Cut(line.Quantity, random);
        var parts = OrderSplit.Parts(line.Amounts, quantities);
        var nested = parts.Zip(quantities).Where(p => p.Second > 0).SelectMany(p => OrderSplit.Parts(p.First, Cut(p.Second, random))).ToList();
        foreach (var split in new[] { parts, nested })
            if (split.Aggregate(PriceAmounts.Zero, (x, p) => x.Plus(p)) != line.Amounts || split.Any(p => p.GoodsPaidMinor < 0 || p.PointsUsed < 0 || p.FreightMinor < 0))
                yield return $"I-33: {line.Amounts} over {string.Join(' ', quantities)} became {string.Join(" | ", split)}";
    }

    /// <summary>I-21, I-59: however a line comes back, the sum is what it paid, and its points.</summary>
    public static IEnumerable<string> Refunds(PricedLine line, Random random)
    {
        var (before, paid, points, minor) = (0L, 0L, 0L, 0L);
        foreach (var quantity in Cut(line.Quantity, random).Where(q => q > 0))
        {
            var share = RefundShares.Of(line.Amounts, line.Quantity, before, quantity);
            if (share.PaidMinor < 0 || share.PointsBack < 0) yield return $"I-59: a negative share {share}";
            (before, paid, points, minor) = (before + quantity, paid + share.PaidMinor, points + share.PointsBack, minor + share.PointsMinor);
        }
        if (paid != line.Amounts.GoodsPaidMinor || points != line.Amounts.PointsUsed || minor != line.Amounts.PointsMinor) yield return $"I-59: {paid} and {points} points came back of {line.Amounts}";
    }

    private static List<long> Cut(long quantity, Random random)
    {
        var parts = new List<long>();
        for (var left = quantity; left > 0; left -= parts[^1]) parts.Add(random.NextInt64(0, left + 1));
        return parts;
    }

    private static long Off(PriceRequest cart, Promotion rule) => PriceCalculator.Price(Plain(cart) with { Promotions = [rule] }).Total.PromotionMinor;

    private static PriceRequest Plain(PriceRequest cart) => PriceRequest.Of(cart.Currency, [.. cart.Lines.Select(l => l with { AddOnOf = null })]);

    private static FullReduction Reduction(ReductionMode mode, IReadOnlyList<Tier> tiers) => new("rule", 1, Issuer.Platform, null, Scope.Everything, null, ThresholdUnit.Amount, mode, tiers, null);

    private static FullDiscount Percent(long from, long pay, long? cap) => new("rule", 1, Issuer.Platform, null, Scope.Everything, null, ThresholdUnit.Amount, [new(from, pay)], cap);
}
