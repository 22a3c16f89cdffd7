using RailLife.Commerce.Pricing;

namespace RailLife.Bench.Commerce;

/// <summary>Seeded carts of 1 to 20 lines, 0.01 to 50,000.00 a piece, with rules of every kind whose thresholds lie about what the cart holds: on it, a cent beside it, far off.</summary>
public sealed class RandomCarts(int seed)
{
    private const long UnitPriceMax = 5_000_000;

    private static readonly string[] Merchants = ["mer-a", "mer-b", "mer-c"];
    private static readonly string[] Brands = ["brand-1", "brand-2", "brand-3"];
    private static readonly string[] Leaves = ["tea", "toys", "tools", "tickets"];
    private static readonly string[] Groups = ["g1", "g2", "g3"];

    private readonly Random random = new(seed);

    public PriceRequest Next()
    {
        var lines = Lines();
        var promotions = new List<Promotion>();
        if (Chance(25)) promotions.Add(new LimitPrice("limit", 3, Issuer.Merchant, lines[0].MerchantId, Deals(lines)));
        if (Chance(40)) promotions.Add(new FlashPrice("flash", 1, Issuer.Platform, null, Deals(lines)));
        if (Chance(60)) lines = AddOns(lines, promotions);
        for (var i = 0; i < 2; i++)
            if (Chance(40)) promotions.Add(Bundle(lines, $"bundle-{i}"));
        for (var i = 0; i < 3; i++)
            if (Chance(60)) promotions.Add(Reduction(lines, $"reduction-{i}"));
        if (Chance(50)) promotions.Add(Discount(lines, "discount"));
        var choices = new List<GiftChoice>();
        for (var i = 0; i < 2; i++)
            if (Chance(45)) promotions.Add(Gifts(lines, $"gift-{i}", choices));
        var coupons = Enumerable.Range(0, random.Next(0, 6)).Select(i => Coupon(lines, $"coupon-{i}")).ToList();
        return new PriceRequest("CNY", lines, promotions, Stacking(), coupons, Chance(50) ? null : [.. coupons.Where(_ => Chance(60)).Select(c => c.Id)], choices,
            Chance(40) ? new MemberDeduction("level", 2, random.Next(1, 2_000)) : null,
            Chance(40) ? new PointsDeduction("points", 5, random.Next(1, 200_000), random.Next(1, 3) * 50, random.Next(1, 4) * 25, random.Next(1, 5) * 2_500) : null,
            [.. Merchants.Where(_ => Chance(60)).Select(m => new FreightRule($"freight-{m}", 1, m, random.Next(1, 3_000), Chance(60) ? Near(Total(lines)) : null))]);
    }

    /// <summary>The same lines in another order.</summary>
    public PriceRequest Shuffled(PriceRequest request)
    {
        PriceLine[] lines = [.. request.Lines];
        random.Shuffle(lines);
        return request with { Lines = lines };
    }

    public int Number(int from, int below) => random.Next(from, below);

    private List<PriceLine> Lines() =>
        [.. Enumerable.Range(0, random.Next(1, 21)).Select(i =>
        {
            var sku = random.Next(0, 14);
            var leaf = Leaves[sku % Leaves.Length];
            return new PriceLine($"l{random.Next(0, 900):000}-{i}", $"sku-{sku}", Merchants[sku % Merchants.Length], [leaf, sku % 2 == 0 ? "indoors" : "outdoors"],
                sku % 5 == 0 ? null : Brands[sku % Brands.Length], Chance(70) ? random.Next(1, 4) : random.Next(1, 30), Price(), leaf != "tickets");
        })];

    private long Price() => Chance(10) ? random.Next(1, 4) : (long)Math.Max(1, Math.Exp(random.NextDouble() * Math.Log(UnitPriceMax)));

    private List<PriceLine> AddOns(List<PriceLine> lines, List<Promotion> promotions)
    {
        var at = random.Next(lines.Count);
        var rule = new AddOn("addon", 1, Issuer.Platform, null, ScopeOf(lines), Unit(), Chance(50) ? 1 : random.Next(1, 20_000),
            [new(lines[at].SkuId, Math.Max(0, lines[at].UnitPriceMinor - random.Next(-20, 900)), Chance(30) ? random.Next(0, 4) : null)]);
        if (Chance(95)) promotions.Add(rule);
        lines[at] = lines[at] with { AddOnOf = rule.Id };
        return lines;
    }

    private List<DealPrice> Deals(List<PriceLine> lines) =>
        [.. lines.Where(_ => Chance(60)).DistinctBy(l => l.SkuId)
            .Select(l => new DealPrice(l.SkuId, Math.Max(0, l.UnitPriceMinor * random.Next(3, 11) / 10), Chance(40) ? random.Next(0, 6) : null))];

    private BundlePrice Bundle(List<PriceLine> lines, string id)
    {
        var units = random.Next(2, 6);
        var (issuer, merchant) = From(lines);
        return new(id, 4, issuer, merchant, ScopeOf(lines), Group(), units, Math.Max(1, Any(lines).UnitPriceMinor * units * random.Next(2, 12) / 10), Chance(40) ? random.Next(1, 4) : null);
    }

    private FullReduction Reduction(List<PriceLine> lines, string id)
    {
        var (issuer, merchant) = From(lines);
        var scope = ScopeOf(lines);
        var mode = (ReductionMode)random.Next(3);
        var unit = Unit();
        var first = Threshold(lines, unit);
        var value = unit is ThresholdUnit.Amount ? Math.Max(1, first * random.Next(1, 100) / 100) : random.Next(1, 5_000);
        Tier[] tiers = mode is ReductionMode.Tiered && Chance(60)
            ? [new(first, value), new(first + random.Next(1, 4_000), value + random.Next(1, 500)), new(first * 2 + 5_000, value * 2 + 700)]
            : [new(first, value)];
        return new(id, 2, issuer, merchant, scope, Group(), unit, mode, tiers, Chance(25) ? random.Next(1, 20_000) : null);
    }

    private FullDiscount Discount(List<PriceLine> lines, string id)
    {
        var (issuer, merchant) = From(lines);
        var unit = Unit();
        var first = Threshold(lines, unit);
        var pay = random.Next(4_000, 9_999);
        return new(id, 7, issuer, merchant, ScopeOf(lines), Group(), unit, Chance(50) ? [new(first, pay)] : [new(first, pay), new(first + random.Next(1, 3_000), pay - random.Next(1, 3_000))],
            Chance(50) ? random.Next(1, 120_000) : null);
    }

    private FullGift Gifts(List<PriceLine> lines, string id, List<GiftChoice> choices)
    {
        var (issuer, merchant) = From(lines);
        var unit = Unit();
        var pool = Enumerable.Range(0, random.Next(1, 5)).Select(i => new Gift($"gift{i}", $"sku-gift{i}", null, random.Next(1, 9_000), random.Next(1, 4), Chance(30) ? random.Next(0, 4) : null)).ToList();
        var choose = random.Next(1, 4);
        for (var left = Chance(80) ? choose : choose + 1; left > 0 && Chance(80); left--) choices.Add(new(id, $"gift{random.Next(0, Chance(95) ? pool.Count : pool.Count + 1)}", 1));
        return new(id, 1, issuer, merchant, ScopeOf(lines), Group(), unit, Chance(60) ? 1 : Threshold(lines, unit), pool, choose);
    }

    private Coupon Coupon(List<PriceLine> lines, string id)
    {
        var kind = (CouponKind)random.Next(4);
        var (issuer, merchant) = From(lines);
        var isAmount = kind is CouponKind.FullReduction or CouponKind.Offset;
        return new(id, $"template-{id}", 9, kind, issuer, merchant, ScopeOf(lines), Group(), kind is CouponKind.Offset || Chance(20) ? 0 : Near(Total(lines) * random.Next(10, 100) / 100),
            isAmount ? Math.Max(1, Total(lines) * random.Next(1, 40) / 100) : 0, isAmount ? 10_000 : random.Next(3_000, 9_999), !isAmount && Chance(50) ? random.Next(1, 50_000) : null);
    }

    private List<StackingPair> Stacking() => Chance(15) ? [] : [new("g1", "g2"), new("g2", "g2"), new("g3", "g3")];

    private (Issuer Issuer, string? MerchantId) From(List<PriceLine> lines) => Chance(50) ? (Issuer.Platform, null) : (Issuer.Merchant, Any(lines).MerchantId);

    private Scope ScopeOf(List<PriceLine> lines)
    {
        var line = Any(lines);
        return random.Next(6) switch
        {
            0 => new(ScopeKind.Sku, [line.SkuId, Any(lines).SkuId]),
            1 => new(ScopeKind.Category, [line.CategoryIds[random.Next(2)]]),
            2 => line.BrandId is { } brand ? new(ScopeKind.Brand, [brand]) : Scope.Everything,
            3 => new(ScopeKind.Merchant, [line.MerchantId]),
            _ => Scope.Everything,
        };
    }

    private long Threshold(List<PriceLine> lines, ThresholdUnit unit) => unit is ThresholdUnit.Pieces ? random.Next(1, 12) : Near(Math.Max(1, Total(lines) * random.Next(5, 90) / 100));

    // On the amount, a cent beside it, or somewhere about.
    private long Near(long amount) => Math.Max(1, random.Next(5) switch { 0 => amount, 1 => amount + 1, 2 => amount - 1, _ => amount * random.Next(20, 130) / 100 });

    private ThresholdUnit Unit() => Chance(65) ? ThresholdUnit.Amount : ThresholdUnit.Pieces;

    private string? Group() => Chance(25) ? null : Groups[random.Next(Groups.Length)];

    private PriceLine Any(List<PriceLine> lines) => lines[random.Next(lines.Count)];

    private static long Total(List<PriceLine> lines) => lines.Sum(l => l.Quantity * l.UnitPriceMinor);

    private bool Chance(int percent) => random.Next(100) < percent;
}
