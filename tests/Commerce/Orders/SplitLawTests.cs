using RailLife.Commerce.Orders;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Products;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Contracts.Orders;

namespace RailLife.Tests.Commerce.Orders;

public class SplitLawTests
{
    private const int Orders = 2_000;

    /// <summary>FUL-28 to FUL-31, law I-33: pieces, money by heading, and every rule's discount add up to the parent's; each child keeps paid = goods + freight - discounts, none negative.</summary>
    [Fact]
    public void However_an_order_is_split_its_parts_are_the_whole()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < Orders; i++)
        {
            var (lines, allocations) = RandomOrder(random);
            var children = SplitOrder.Of(lines, allocations, RandomLimits(random));
            var note = $"seed {seed}, order {i}";
            Assert.Equal(lines.Aggregate(PriceAmounts.Zero, (s, l) => s.Plus(l.Amounts)), children.Aggregate(PriceAmounts.Zero, (s, c) => s.Plus(c.Amounts)));
            foreach (var line in lines)
            {
                var parts = children.SelectMany(c => c.Lines).Where(l => l.Line.LineNo == line.LineNo).ToList();
                Assert.True(line.Quantity == parts.Sum(p => p.Quantity), note);
                for (var e = 0; e < line.Effects.Count; e++)
                    Assert.True(line.Effects[e].AmountMinor == parts.SelectMany(p => p.Effects).Where(x => x.RuleId == line.Effects[e].RuleId && x.Lane == line.Effects[e].Lane).Sum(x => x.AmountMinor), note);
                foreach (var part in parts) Holds(part, note);
            }
        }
    }

    private static void Holds(ChildLine part, string note)
    {
        Assert.True(part.Quantity > 0 && part.Amounts is { GoodsMinor: >= 0, PromotionMinor: >= 0, CouponMinor: >= 0, MemberMinor: >= 0, PointsMinor: >= 0, GoodsPaidMinor: >= 0, FreightMinor: >= 0 }, note);
        Assert.True(part.Effects.Where(e => e.Lane is Lane.Reduction).Sum(e => e.AmountMinor) == part.Amounts.PromotionMinor, note);
        Assert.True(part.Effects.Where(e => e.Lane is Lane.PlatformCoupon or Lane.MerchantCoupon).Sum(e => e.AmountMinor) == part.Amounts.CouponMinor, note);
    }

    /// <summary>A part that is split again is exact again.</summary>
    [Fact]
    public void A_split_of_a_split_is_exact()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < Orders; i++)
        {
            var (lines, allocations) = RandomOrder(random);
            foreach (var part in SplitOrder.Of(lines, allocations, RandomLimits(random)).SelectMany(c => c.Lines))
            {
                var first = random.NextInt64(0, part.Quantity + 1);
                var halves = OrderSplit.Parts(part.Amounts, [first, part.Quantity - first]);
                Assert.True(part.Amounts == halves[0].Plus(halves[1]), $"seed {seed}, order {i}");
            }
        }
    }

    /// <summary>No child mixes what must not travel together, and none is over a limit unless a single piece is.</summary>
    [Fact]
    public void Every_parcel_keeps_the_rules()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < Orders; i++)
        {
            var (lines, allocations) = RandomOrder(random);
            var limits = RandomLimits(random);
            foreach (var child in SplitOrder.Of(lines, allocations, limits))
            {
                var note = $"seed {seed}, order {i}";
                Assert.True(child.Lines.Select(l => (l.Line.Sku.MerchantId, l.Line.Sku.Kind)).Distinct().Count() == 1, note);
                Assert.True(child.Lines.Select(l => l.Line.Sku.ParcelGroup).OfType<string>().Distinct().Count() <= 1 || child.Lines[0].Line.Sku.Kind is not ProductKind.Physical, note);
                if (child.Lines[0].Line.Sku.Kind is not ProductKind.Physical) continue;
                var pieces = child.Lines.Sum(l => l.Quantity);
                Assert.True(pieces == 1 || child.Lines.Sum(l => l.Quantity * l.Line.Sku.WeightGrams) <= limits.ParcelGramsMax, note);
                Assert.True(pieces == 1 || child.Lines.Sum(l => l.Quantity * l.Line.Sku.UnitPriceMinor) <= limits.ParcelValueMinorMax, note);
                Assert.True(pieces == 1 || child.Lines.All(l => l.Line.Sku.UnitPriceMinor < limits.ValuableFromMinor), note);
            }
        }
    }

    public static TheoryData<string, SplitCause[]> Causes { get; } = new()
    {
        { "two merchants", [SplitCause.Merchant] },
        { "two warehouses", [SplitCause.Warehouse] },
        { "glass beside iron", [SplitCause.Packing] },
        { "too heavy", [SplitCause.Weight] },
        { "a feather beside an anvil", [SplitCause.Weight] },
        { "too dear together", [SplitCause.Value] },
        { "a course beside a coat", [SplitCause.Kind] },
        { "nothing special", [] },
    };

    [Theory, MemberData(nameof(Causes))]
    public void Every_split_names_its_cause(string what, SplitCause[] causes)
    {
        var limits = new OrdersOptions();
        DraftLine[] lines = what switch
        {
            "two merchants" => [Line(1, Sku("a", 100)), Line(2, Sku("b", 100, merchant: "mer-2"))],
            "glass beside iron" => [Line(1, Sku("a", 100, group: "glass")), Line(2, Sku("b", 100, group: "iron"))],
            "too heavy" => [Line(1, Sku("a", 100, grams: 16_000), 2)],
            "a feather beside an anvil" => [Line(1, Sku("a", 100, grams: 90_000)), Line(2, Sku("b", 100, grams: 0))],
            "too dear together" => [Line(1, Sku("a", 1_900_000), 3)],
            "a course beside a coat" => [Line(1, Sku("a", 100)), Line(2, Sku("b", 100, kind: ProductKind.Virtual))],
            _ => [Line(1, Sku("a", 100), 2), Line(2, Sku("b", 100))],
        };
        StockAllocation[] allocations = what == "two warehouses"
            ? [new(1, "a", "w1", 1), new(1, "a", "w2", 1), new(2, "b", "w1", 1)]
            : [.. lines.Where(l => l.Sku.IsStockKept).Select(l => new StockAllocation(l.LineNo, l.Sku.SkuId, "w1", l.Quantity))];

        var children = SplitOrder.Of(lines, allocations, limits);

        Assert.Equal(causes.Length == 0 ? 1 : 2, children.Count);
        Assert.All(children, c => Assert.Equal(causes, c.Part.Causes));
    }

    private static SkuForSale Sku(string id, long price, string merchant = "mer-1", string? group = null, long grams = 500, ProductKind kind = ProductKind.Physical) => new(
        id, $"p-{id}", merchant, 7, "retail", new LocalText(null, id), "", kind, price, "CNY", "leaf", "top/middle/leaf", null, grams, group, true, null, kind is ProductKind.Physical, null);

    private static DraftLine Line(int no, SkuForSale sku, long quantity = 1) => new(no, sku, quantity, PriceAmounts.Zero with { GoodsMinor = quantity * sku.UnitPriceMinor }, false, []);

    private static OrdersOptions RandomLimits(Random random) => new()
    {
        ParcelGramsMax = random.Next(500, 20_000), ParcelValueMinorMax = random.Next(1_000, 500_000), ValuableFromMinor = random.Next(50_000, 200_000),
    };

    private static (IReadOnlyList<DraftLine> Lines, IReadOnlyList<StockAllocation> Allocations) RandomOrder(Random random)
    {
        var lines = new List<DraftLine>();
        var allocations = new List<StockAllocation>();
        for (var no = 1; no <= random.Next(1, 7); no++)
        {
            var kind = random.Next(5) == 0 ? ProductKind.Virtual : ProductKind.Physical;
            var sku = Sku($"sku-{no}", random.NextInt64(1, random.Next(2) == 0 ? 100 : 100_000), $"mer-{random.Next(1, 4)}", random.Next(3) == 0 ? $"group-{random.Next(2)}" : null, random.Next(5) == 0 ? 0 : random.NextInt64(0, 3_000), kind);
            var quantity = random.NextInt64(1, 12);
            lines.Add(RandomLine(random, no, sku, quantity));
            if (!sku.IsStockKept) continue;
            var first = random.Next(3) == 0 ? random.NextInt64(0, quantity + 1) : quantity;
            if (first > 0) allocations.Add(new StockAllocation(no, sku.SkuId, "w1", first));
            if (first < quantity) allocations.Add(new StockAllocation(no, sku.SkuId, "w2", quantity - first));
        }
        return (lines, allocations);
    }

    private static DraftLine RandomLine(Random random, int no, SkuForSale sku, long quantity)
    {
        var goods = quantity * sku.UnitPriceMinor;
        var (one, two) = (random.NextInt64(0, goods + 1), 0L);
        two = random.NextInt64(0, goods - one + 1);
        var coupon = random.NextInt64(0, goods - one - two + 1);
        var points = random.NextInt64(0, goods - one - two - coupon + 1);
        var effects = new List<DraftEffect> { new(Lane.Reduction, "r1", 1, null, Issuer.Platform, one), new(Lane.Reduction, "r2", 1, null, Issuer.Merchant, two), new(Lane.PlatformCoupon, "c1", 1, "cp", Issuer.Platform, coupon), new(Lane.Points, "points", 1, null, Issuer.Platform, points) };
        var amounts = new PriceAmounts(goods, one + two, coupon, 0, points, points * 3, random.NextInt64(0, 2_000), random.NextInt64(0, 500));
        return new DraftLine(no, sku, quantity, amounts, false, [.. effects.Where(e => e.AmountMinor > 0)]);
    }
}
