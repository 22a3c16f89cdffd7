using System.Collections.Concurrent;
using RailLife.Bench.Frame;
using RailLife.Commerce.Pricing;

namespace RailLife.Bench.Commerce;

/// <summary>Random carts: the laws of a price hold on each, and a slow calculator that shares no code agrees on every line, rule and message.</summary>
public static class PriceProof
{
    private const int ChunkCarts = 5_000;
    private const int ViolationsMax = 20;
    private const double LeastShare = 0.05;

    private static readonly string[] Kinds =
    [
        "flash-price", "limit-price", "add-on", "bundle", "full-reduction-tiered", "full-reduction-repeated", "full-reduction-reduce-to", "full-discount", "full-gift",
        "coupon-full-reduction", "coupon-full-discount", "coupon-offset", "coupon-discount", "merchant-coupon", "platform-coupon", "member", "points", "freight", "stacked",
    ];

    public static Proof Proof { get; } = new("price", "a million random carts against the laws of a price and against an independent slow calculator", RunAsync);

    public static Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var carts = options.Share(1_000_000, 2_000);
        var violations = new ConcurrentQueue<string>();
        var counts = new long[Kinds.Length];
        var done = 0;
        var chunks = Enumerable.Range(0, (carts + ChunkCarts - 1) / ChunkCarts).ToList();
        Parallel.ForEach(chunks, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, chunk =>
        {
            var count = Math.Min(ChunkCarts, carts - chunk * ChunkCarts);
            Chunk(unchecked(options.Seed * 1_000_003 + chunk), count, violations, counts);
            var now = Interlocked.Add(ref done, count);
            if (now / 100_000 != (now - count) / 100_000) options.Say($"{now} carts, {violations.Count} violations");
        });
        var shares = string.Join(", ", Kinds.Select((kind, i) => FormattableString.Invariant($"{kind} {100.0 * counts[i] / carts:0.0} %")));
        var rare = Kinds.Where((_, i) => counts[i] < LeastShare * carts).Select(kind => $"{kind} applied in less than {LeastShare:P0} of the carts").ToList();
        return Task.FromResult(new ProofResult($"{carts} carts, I-01 to I-07, I-14, I-21, I-33 and I-59 on each, the slow calculator agrees; applied: {shares}", [.. violations, .. rare]));
    }

    private static void Chunk(int seed, int carts, ConcurrentQueue<string> violations, long[] counts)
    {
        var random = new RandomCarts(seed);
        var dice = new Random(seed);
        var applied = new long[Kinds.Length];
        for (var i = 0; i < carts && violations.Count < ViolationsMax; i++)
        {
            var cart = random.Next();
            var result = PriceCalculator.Price(cart);
            foreach (var violation in Violations(cart, result, random, dice)) violations.Enqueue($"cart {i} of seed {seed}: {violation}");
            for (var k = 0; k < Kinds.Length; k++)
                if (Applied(Kinds[k], cart, result)) applied[k]++;
        }
        for (var k = 0; k < Kinds.Length; k++) Interlocked.Add(ref counts[k], applied[k]);
    }

    private static IEnumerable<string> Violations(PriceRequest cart, PriceResult result, RandomCarts random, Random dice)
    {
        var told = SlowCalculator.Told(result);
        var slow = SlowCalculator.Tell(cart);
        var (step, value) = (dice.NextInt64(1, 200_000), dice.NextInt64(1, 50_000));
        var line = result.Lines[dice.Next(result.Lines.Count)];
        return (told == slow ? Enumerable.Empty<string>() : [$"the slow calculator says{Difference(slow, told)}"])
            .Concat(PriceLaws.Sums(cart, result))
            .Concat(PriceLaws.Thresholds(cart, dice.NextInt64(1, 200_000)))
            .Concat(PriceLaws.Modes(cart, step, value))
            .Concat(PriceLaws.Order(cart, random.Shuffled(cart), told))
            .Concat(PriceLaws.Monotone(cart, dice.Next(cart.Lines.Count), step, value))
            .Concat(PriceLaws.Bundles(cart, dice.Next(2, 6), step))
            .Concat(PriceLaws.Splits(line, dice))
            .Concat(PriceLaws.Refunds(line, dice));
    }

    private static string Difference(string slow, string told)
    {
        var (a, b) = (slow.Split('\n'), told.Split('\n'));
        return $"\n  + {string.Join("\n  + ", a.Except(b))}\n  - {string.Join("\n  - ", b.Except(a))}";
    }

    private static bool Applied(string kind, PriceRequest cart, PriceResult result) => kind switch
    {
        "coupon-full-reduction" => Coupon(cart, result, CouponKind.FullReduction),
        "coupon-full-discount" => Coupon(cart, result, CouponKind.FullDiscount),
        "coupon-offset" => Coupon(cart, result, CouponKind.Offset),
        "coupon-discount" => Coupon(cart, result, CouponKind.Discount),
        "merchant-coupon" => result.Effects.Any(e => e.Lane is Lane.MerchantCoupon),
        "platform-coupon" => result.Effects.Any(e => e.Lane is Lane.PlatformCoupon),
        "member" => result.Effects.Any(e => e.Lane is Lane.Member),
        "points" => result.Effects.Any(e => e.Lane is Lane.Points),
        "freight" => result.Effects.Any(e => e.Lane is Lane.Freight),
        "stacked" => result.Effects.Where(e => e.Lane is Lane.Bundle or Lane.Reduction or Lane.MerchantCoupon or Lane.PlatformCoupon)
            .GroupBy(e => e.Lane).Any(g => g.SelectMany(e => e.Shares.Select(s => s.LineId)).GroupBy(l => l).Any(l => l.Count() > 1)),
        _ => result.Effects.Any(e => cart.Promotions.Any(p => p.Id == e.RuleId && KindOf(p) == kind)),
    };

    private static bool Coupon(PriceRequest cart, PriceResult result, CouponKind kind) => result.Effects.Any(e => cart.Coupons.Any(c => c.Id == e.CouponId && c.Kind == kind));

    private static string KindOf(Promotion promotion) => promotion switch
    {
        FlashPrice => "flash-price",
        LimitPrice => "limit-price",
        AddOn => "add-on",
        BundlePrice => "bundle",
        FullReduction { Mode: ReductionMode.Tiered } => "full-reduction-tiered",
        FullReduction { Mode: ReductionMode.Repeated } => "full-reduction-repeated",
        FullReduction => "full-reduction-reduce-to",
        FullDiscount => "full-discount",
        FullGift => "full-gift",
        _ => throw new ArgumentException($"no kind for {promotion.GetType().Name}", nameof(promotion)),
    };
}
