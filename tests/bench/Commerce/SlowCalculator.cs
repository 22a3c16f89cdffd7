using System.Numerics;
using RailLife.Commerce.Pricing;

namespace RailLife.Bench.Commerce;

/// <summary>The price rules once more, rule by rule and piece by piece over big rationals, sharing no code with the calculator: slow, and easy to check by reading.</summary>
public sealed class SlowCalculator
{
    private readonly PriceRequest request;
    private readonly SortedDictionary<string, PriceLine> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BigInteger> left = [];
    private readonly Dictionary<(string Line, string What), BigInteger> booked = [];
    private readonly List<string> said = [];

    private SlowCalculator(PriceRequest request)
    {
        this.request = request;
        foreach (var line in request.Lines)
        {
            lines.Add(line.LineId, line);
            left[line.LineId] = new BigInteger(line.Quantity) * line.UnitPriceMinor;
        }
    }

    /// <summary>What each line and rule came to, as sorted lines of text; <see cref="Told"/> tells the same of a result of the calculator.</summary>
    public static string Tell(PriceRequest request)
    {
        var slow = new SlowCalculator(request);
        slow.Deals();
        slow.AddOns();
        slow.Lane("promotion", [.. request.Promotions.OfType<BundlePrice>().Select(slow.Of)]);
        slow.Lane("promotion", [.. request.Promotions.OfType<FullReduction>().Select(slow.Of), .. request.Promotions.OfType<FullDiscount>().Select(slow.Of)]);
        slow.Lane("gift", [.. request.Promotions.OfType<FullGift>().Select(slow.Of)]);
        slow.Coupons(Issuer.Merchant);
        slow.Coupons(Issuer.Platform);
        slow.Member();
        slow.Points();
        slow.Freight();
        return slow.Text();
    }

    public static string Told(PriceResult result)
    {
        var text = new List<string>();
        foreach (var line in result.Lines)
        {
            var a = line.Amounts;
            text.Add(LineText(line.LineId, a.PromotionMinor, a.CouponMinor, a.MemberMinor, a.PointsMinor, a.PointsUsed, a.FreightMinor, a.GiftValueMinor, a.PayableMinor));
        }
        text.AddRange(result.Effects.GroupBy(e => e.CouponId ?? e.RuleId).Select(g => $"rule {g.Key} {g.Sum(e => e.AmountMinor)}"));
        text.AddRange(result.WhyNot.Select(w => $"why {w.RuleId} {w.Code} {w.Found} {w.Needed} {w.OtherId}"));
        text.AddRange(result.Blocks.Select(b => $"block {b.Code} {string.Join(',', b.Ids)}"));
        text.AddRange(result.Gifts.Select(g => $"gift {g.PromotionId} {g.GiftId} {g.Quantity} {g.ValueMinor}"));
        return string.Join('\n', text.Order(StringComparer.Ordinal));
    }

    private static string LineText(string line, BigInteger promotion, BigInteger coupon, BigInteger member, BigInteger points, BigInteger used, BigInteger freight, BigInteger gift, BigInteger payable) =>
        $"line {line} {promotion} {coupon} {member} {points} {used} {freight} {gift} pays {payable}";

    private string Text()
    {
        var rules = booked.Where(b => b.Key.Line == "").Select(b => $"rule {b.Key.What} {b.Value}");
        var each = lines.Keys.Select(id => LineText(id, Booked(id, "promotion"), Booked(id, "coupon"), Booked(id, "member"), Booked(id, "points"), Booked(id, "used"), Booked(id, "freight"), Booked(id, "gift"),
            left[id] + Booked(id, "freight")));
        return string.Join('\n', rules.Concat(each).Concat(said).Order(StringComparer.Ordinal));
    }

    private BigInteger Booked(string line, string what) => booked.GetValueOrDefault((line, what));

    private void Book(string rule, string what, IReadOnlyDictionary<string, BigInteger> shares)
    {
        foreach (var (line, share) in shares)
        {
            booked[(line, what)] = Booked(line, what) + share;
            if (what is not ("freight" or "gift")) left[line] -= share;
        }
        booked[("", rule)] = Booked("", rule) + shares.Values.Aggregate(BigInteger.Zero, (a, b) => a + b);
    }

    private void Why(string rule, string code, BigInteger? found = null, BigInteger? needed = null, string? other = null) => said.Add($"why {rule} {code} {found} {needed} {other}");

    /// <summary>Everybody gets his exact share rounded down; the cents over go one each to the largest fractions, then by name.</summary>
    private static Dictionary<string, BigInteger> Spread(BigInteger total, IEnumerable<KeyValuePair<string, BigInteger>> weights)
    {
        var parts = weights.OrderBy(w => w.Key, StringComparer.Ordinal).ToList();
        var whole = parts.Aggregate(BigInteger.Zero, (a, b) => a + b.Value);
        if (whole.IsZero) (parts, whole) = ([.. parts.Select(p => KeyValuePair.Create(p.Key, BigInteger.One))], parts.Count);
        var shares = parts.ToDictionary(p => p.Key, p => total * p.Value / whole);
        var over = total - shares.Values.Aggregate(BigInteger.Zero, (a, b) => a + b);
        foreach (var lucky in parts.OrderByDescending(p => total * p.Value % whole).Take((int)over)) shares[lucky.Key] += 1;
        return shares;
    }

    private Dictionary<string, BigInteger> LeftOf(IEnumerable<string> ids) => ids.ToDictionary(id => id, id => left[id]);

    private BigInteger Sum(IEnumerable<string> ids) => ids.Aggregate(BigInteger.Zero, (a, id) => a + left[id]);

    private BigInteger Reached(ThresholdUnit unit, IReadOnlyCollection<string> ids) => unit is ThresholdUnit.Amount ? Sum(ids) : ids.Aggregate(BigInteger.Zero, (a, id) => a + lines[id].Quantity);

    private static bool InScope(PriceLine line, Issuer issuer, string? merchant, Scope scope)
    {
        if (issuer == Issuer.Merchant && merchant != line.MerchantId) return false;
        string?[] names = scope.Kind switch
        {
            ScopeKind.All => ["*"], ScopeKind.Sku => [line.SkuId], ScopeKind.Merchant => [line.MerchantId], ScopeKind.Brand => [line.BrandId], _ => [.. line.CategoryIds],
        };
        return scope.Kind == ScopeKind.All || names.Any(n => n is not null && scope.Ids.Contains(n));
    }

    private void Deals()
    {
        var rules = request.Promotions.Select(p => p is LimitPrice l ? (p, l.Prices, true) : p is FlashPrice f ? (p, f.Prices, false) : ((Promotion p, IReadOnlyList<DealPrice> Prices, bool IsLimit)?)null)
            .OfType<(Promotion Rule, IReadOnlyList<DealPrice> Prices, bool IsLimit)>().OrderBy(r => r.Rule.Id, StringComparer.Ordinal).ToList();
        var taken = new Dictionary<string, long>();
        var (limited, flashed) = (new List<string>(), new List<string>());
        foreach (var line in lines.Values.Where(l => l.AddOnOf is null))
        {
            var offers = new List<(string Rule, bool IsLimit, long Units, BigInteger Off)>();
            foreach (var (rule, prices, isLimit) in rules.Where(r => r.Rule.Issuer == Issuer.Platform || r.Rule.MerchantId == line.MerchantId))
                foreach (var price in prices.Where(p => p.SkuId == line.SkuId).Take(1))
                {
                    if (price.UnitPriceMinor >= line.UnitPriceMinor) { Why(rule.Id, "no-gain"); continue; }
                    var room = Math.Max(0, (price.UnitsLeft ?? long.MaxValue / 2) - taken.GetValueOrDefault($"{rule.Id} {line.SkuId}"));
                    if (room < line.Quantity) Why(rule.Id, "quota-used", room, line.Quantity);
                    var units = room >= line.Quantity ? line.Quantity : isLimit ? 0 : room;
                    offers.Add((rule.Id, isLimit, units, new BigInteger(units) * (line.UnitPriceMinor - price.UnitPriceMinor)));
                }
            if (offers.Where(o => o.Off > 0).OrderByDescending(o => o.Off).FirstOrDefault() is not { Rule: { } winner } best) continue;
            taken[$"{winner} {line.SkuId}"] = taken.GetValueOrDefault($"{winner} {line.SkuId}") + best.Units;
            (best.IsLimit ? limited : flashed).Add(line.LineId);
            Book(winner, "promotion", new Dictionary<string, BigInteger> { [line.LineId] = best.Off });
        }
        if (limited.Count > 0 && lines.Keys.Except(limited).Except(flashed).Any()) said.Add($"block limit-goods-apart {string.Join(',', limited)}");
    }

    private void AddOns()
    {
        var taken = new Dictionary<string, long>();
        foreach (var line in lines.Values.Where(l => l.AddOnOf is not null))
        {
            if (request.Promotions.SingleOrDefault(p => p.Id == line.AddOnOf) is not AddOn rule) { Why(line.AddOnOf!, "not-in-force"); continue; }
            var triggers = lines.Values.Where(l => l.AddOnOf is null && InScope(l, rule.Issuer, rule.MerchantId, rule.Scope)).Select(l => l.LineId).ToList();
            var item = rule.Items.SingleOrDefault(i => i.SkuId == line.SkuId);
            if (triggers.Count == 0 || item is null) { Why(rule.Id, "no-goods-in-scope"); continue; }
            if (Reached(rule.Unit, triggers) < rule.From) { Why(rule.Id, "threshold-not-reached", Reached(rule.Unit, triggers), rule.From); continue; }
            var room = Math.Max(0, Math.Min(triggers.Sum(t => lines[t].Quantity), item.UnitsLeft ?? long.MaxValue) - taken.GetValueOrDefault(line.SkuId));
            if (room < line.Quantity) Why(rule.Id, "quota-used", room, line.Quantity);
            var units = Math.Min(room, line.Quantity);
            var off = new BigInteger(units) * (line.UnitPriceMinor - item.UnitPriceMinor);
            if (off <= 0) { if (units > 0) Why(rule.Id, "no-gain"); continue; }
            taken[line.SkuId] = taken.GetValueOrDefault(line.SkuId) + units;
            Book(rule.Id, "promotion", new Dictionary<string, BigInteger> { [line.LineId] = off });
        }
    }

    /// <param name="Try">Over the covered lines: what it takes off (0 = nothing), over which weights, and what it has to say when it does or does not.</param>
    private sealed record Rule(string Id, string? Group, List<string> Covered, Func<List<string>, (BigInteger Off, Dictionary<string, BigInteger>? Weights, Action? Say)> Try);

    private Rule Of(BundlePrice p) => new(p.Id, p.StackingGroup, Covered(p.Issuer, p.MerchantId, p.Scope), ids =>
    {
        var count = Reached(ThresholdUnit.Pieces, ids);
        if (count < p.Units) return (0, null, () => Why(p.Id, "threshold-not-reached", count, p.Units));
        var pieces = ids.Order(StringComparer.Ordinal).SelectMany(id => Pieces(id)).OrderByDescending(x => x.Cents).ToList();   // stable: equal pieces stay by line
        var packs = pieces.Chunk((int)p.Units).Where(c => c.Length == p.Units).TakeWhile(c => c.Aggregate(BigInteger.Zero, (a, x) => a + x.Cents) > p.PriceMinor).Take((int)(p.BundlesMax ?? 1_000_000)).ToList();
        if (packs.Count == 0) return (0, null, () => Why(p.Id, "no-gain"));
        var chosen = packs.SelectMany(c => c).ToList();
        var weights = ids.ToDictionary(id => id, id => chosen.Where(x => x.Line == id).Aggregate(BigInteger.Zero, (a, x) => a + x.Cents));
        return (chosen.Aggregate(BigInteger.Zero, (a, x) => a + x.Cents) - new BigInteger(packs.Count) * p.PriceMinor, weights, null);
    });

    private IEnumerable<(string Line, BigInteger Cents)> Pieces(string id) =>
        Enumerable.Range(0, (int)lines[id].Quantity).Select(n => (id, left[id] / lines[id].Quantity + (n < left[id] % lines[id].Quantity ? 1 : 0)));

    private Rule Of(FullReduction p) => new(p.Id, p.StackingGroup, Covered(p.Issuer, p.MerchantId, p.Scope), ids =>
    {
        var reached = Reached(p.Unit, ids);
        var tiers = p.Tiers.Where(t => t.From <= reached).OrderByDescending(t => t.From).ToList();
        if (tiers.Count == 0) return (0, null, () => Why(p.Id, "threshold-not-reached", reached, p.Tiers.Min(t => t.From)));
        var off = p.Mode == ReductionMode.Tiered ? tiers[0].Value : BigInteger.Zero;
        if (p.Mode == ReductionMode.Repeated)
            off = reached / p.Tiers[0].From * p.Tiers[0].Value;
        if (p.Mode == ReductionMode.ReduceTo) off = Sum(ids) > tiers[0].Value ? Sum(ids) - tiers[0].Value : 0;
        off = BigInteger.Min(off, BigInteger.Min(Sum(ids), p.CapMinor ?? long.MaxValue));
        if (off == 0) return (0, null, () => Why(p.Id, "no-gain"));
        return (off, null, p.Mode == ReductionMode.Repeated ? null : Next(p.Id, p.Tiers, reached));
    });

    private Rule Of(FullDiscount p) => new(p.Id, p.StackingGroup, Covered(p.Issuer, p.MerchantId, p.Scope), ids =>
    {
        var reached = Reached(p.Unit, ids);
        var tiers = p.Tiers.Where(t => t.From <= reached).OrderByDescending(t => t.From).ToList();
        if (tiers.Count == 0) return (0, null, () => Why(p.Id, "threshold-not-reached", reached, p.Tiers.Min(t => t.From)));
        var off = BigInteger.Min(Percent(Sum(ids), 10_000 - tiers[0].Value), p.CapMinor ?? long.MaxValue);
        return off == 0 ? (0, null, () => Why(p.Id, "no-gain")) : (off, null, Next(p.Id, p.Tiers, reached));
    });

    private Action? Next(string id, IReadOnlyList<Tier> tiers, BigInteger reached) =>
        tiers.Where(t => t.From > reached).Select(t => t.From).Order().Cast<long?>().FirstOrDefault() is { } next ? () => Why(id, "next-tier-not-reached", reached, next) : null;

    private Rule Of(FullGift p) => new(p.Id, p.StackingGroup, Covered(p.Issuer, p.MerchantId, p.Scope), ids =>
    {
        var reached = Reached(p.Unit, ids);
        if (reached < p.From) return (0, null, () => Why(p.Id, "threshold-not-reached", reached, p.From));
        var wanted = request.GiftChoices.Where(c => c.PromotionId == p.Id).GroupBy(c => c.GiftId).ToDictionary(g => g.Key, g => g.Sum(c => c.Quantity));
        var count = wanted.Values.Sum();
        if (count == 0) return (0, null, () => Why(p.Id, "gift-to-choose", count, p.Choose));
        var wrong = count > p.Choose ? $"block gift-choice-too-many {p.Id}" : wanted.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w =>
            p.Pool.SingleOrDefault(g => g.GiftId == w.Key) is not { } gift ? $"block unknown-gift {p.Id},{w.Key}"
            : w.Value > gift.UnitsMax || w.Value > gift.UnitsLeft ? $"block gift-over-limit {p.Id},{w.Key}" : null).FirstOrDefault(x => x is not null);
        if (wrong is not null)
            return (0, null, () =>
            {
                Why(p.Id, "gift-to-choose", count, p.Choose);
                said.Add(wrong);
            });
        var gifts = p.Pool.Where(g => wanted.GetValueOrDefault(g.GiftId) > 0).ToList();
        return (gifts.Aggregate(BigInteger.Zero, (a, g) => a + new BigInteger(g.ValueMinor) * wanted[g.GiftId]), null, () =>
        {
            if (count < p.Choose) Why(p.Id, "gift-to-choose", count, p.Choose);
            foreach (var g in gifts) said.Add($"gift {p.Id} {g.GiftId} {wanted[g.GiftId]} {g.ValueMinor * wanted[g.GiftId]}");
        });
    });

    private Rule Of(Coupon c) => new(c.Id, c.StackingGroup, Covered(c.Issuer, c.MerchantId, c.Scope), ids =>
    {
        var sum = Sum(ids);
        if (sum < c.FromMinor) return (0, null, () => Why(c.Id, "threshold-not-reached", sum, c.FromMinor));
        var off = c.Kind switch
        {
            CouponKind.Offset or CouponKind.FullReduction => BigInteger.Min(c.OffMinor, sum),
            _ => BigInteger.Min(Percent(sum, 10_000 - c.PayBasisPoints), c.CapMinor ?? long.MaxValue),
        };
        return off == 0 ? (0, null, () => Why(c.Id, "no-gain")) : (off, null, null);
    });

    private static BigInteger Percent(BigInteger amount, BigInteger basisPoints) => amount * basisPoints / 10_000;

    private List<string> Covered(Issuer issuer, string? merchant, Scope scope) => [.. lines.Values.Where(l => InScope(l, issuer, merchant, scope)).Select(l => l.LineId)];

    private void Lane(string what, IReadOnlyList<Rule> rules)
    {
        foreach (var rule in rules.Where(r => r.Covered.Count == 0)) Why(rule.Id, "no-goods-in-scope");
        var waiting = rules.Where(r => r.Covered.Count > 0).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        while (waiting.Count > 0)
        {
            var tries = waiting.Select(r => (Rule: r, Try: r.Try(r.Covered))).ToList();
            var best = tries.OrderByDescending(t => t.Try.Off).First();
            if (best.Try.Off == 0)
            {
                foreach (var (_, (_, _, say)) in tries) say?.Invoke();
                return;
            }
            best.Try.Say?.Invoke();
            Book(best.Rule.Id, what, Spread(best.Try.Off, best.Try.Weights ?? LeftOf(best.Rule.Covered)));
            waiting.Remove(best.Rule);
            foreach (var loser in waiting.Where(r => r.Covered.Intersect(best.Rule.Covered).Any() && !Approved(r.Group, best.Rule.Group)).ToList())
            {
                Why(loser.Id, "not-stackable", other: best.Rule.Id);
                waiting.Remove(loser);
            }
        }
    }

    private bool Approved(string? a, string? b) => a is not null && b is not null && request.Stacking.Any(s => (s.GroupA, s.GroupB) == (a, b) || (s.GroupB, s.GroupA) == (a, b));

    private void Coupons(Issuer issuer)
    {
        var mine = request.Coupons.Where(c => c.Issuer == issuer).ToList();
        foreach (var coupon in mine.Where(c => request.ChosenCouponIds?.Contains(c.Id) == false))
        {
            var rule = Of(coupon);
            if (rule.Covered.Count == 0) { Why(coupon.Id, "no-goods-in-scope"); continue; }
            var (off, _, say) = rule.Try(rule.Covered);
            if (off > 0) Why(coupon.Id, "not-chosen");
            else say?.Invoke();
        }
        Lane("coupon", [.. mine.Where(c => request.ChosenCouponIds?.Contains(c.Id) != false).Select(Of)]);
    }

    private void Member()
    {
        if (request.Member is { } rule && Percent(Sum(lines.Keys), rule.OffBasisPoints) is { IsZero: false } off) Book(rule.RuleId, "member", Spread(off, LeftOf(lines.Keys)));
    }

    private void Points()
    {
        if (request.Points is not { } rule) return;
        var most = Percent(Sum(lines.Keys), rule.MaxBasisPoints);
        var steps = BigInteger.Zero;
        if (rule.PointsWanted >= rule.PointsPerStep) steps = BigInteger.Min(rule.PointsWanted / rule.PointsPerStep, most / rule.MinorPerStep);
        if (steps == 0) { Why(rule.RuleId, "no-gain"); return; }
        var shares = Spread(steps * rule.MinorPerStep, LeftOf(lines.Keys));
        Book(rule.RuleId, "points", shares);
        foreach (var (line, used) in Spread(steps * rule.PointsPerStep, shares)) booked[(line, "used")] = used;
    }

    private void Freight()
    {
        foreach (var rule in request.Freight)
        {
            var shipped = lines.Values.Where(l => l.NeedsShipping && l.MerchantId == rule.MerchantId).Select(l => l.LineId).ToList();
            if (shipped.Count == 0 || Sum(shipped) >= (rule.FreeFromMinor ?? long.MaxValue)) continue;
            if (rule.FreeFromMinor is not null) Why(rule.RuleId, "threshold-not-reached", Sum(shipped), rule.FreeFromMinor);
            Book(rule.RuleId, "freight", Spread(rule.FeeMinor, shipped.ToDictionary(id => id, id => new BigInteger(lines[id].Quantity) * lines[id].UnitPriceMinor)));
        }
    }
}
