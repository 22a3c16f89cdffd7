using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Stock;

namespace RailLife.Commerce.Orders;

/// <summary>A child order with its lines and money.</summary>
/// <param name="Lines">In the order of the parent's lines.</param>
internal sealed record ChildDraft(SplitPart Part, IReadOnlyList<ChildLine> Lines)
{
    public PriceAmounts Amounts => Lines.Aggregate(PriceAmounts.Zero, (sum, l) => sum.Plus(l.Amounts));
}

/// <param name="Effects">The parent line's effects, with this part's share of each.</param>
internal sealed record ChildLine(DraftLine Line, long Quantity, PriceAmounts Amounts, IReadOnlyList<DraftEffect> Effects);

/// <summary>An order over its child orders: pieces by where they lie and how they travel, money by pieces. Pure.</summary>
/// <remarks>Catalogue FUL-27 to FUL-31; law I-33: every heading, every rule's discount and every piece adds up to the parent's.</remarks>
internal static class SplitOrder
{
    /// <param name="allocations">Where the pieces of the lines that are kept in stock lie.</param>
    public static IReadOnlyList<ChildDraft> Of(IReadOnlyList<DraftLine> lines, IReadOnlyList<StockAllocation> allocations, OrdersOptions options)
    {
        var lying = allocations.ToLookup(a => a.LineNo);
        var parts = SplitPlan.Of([.. lines.Select(l => new SplitLine(l.LineNo, l.Sku.MerchantId, Words.Of(l.Sku.Kind), l.Sku.ParcelGroup, l.Sku.WeightGrams, l.Sku.UnitPriceMinor, From(l, lying)))], options);
        var children = parts.Select(_ => new List<ChildLine>()).ToList();
        foreach (var line in lines)
        {
            long[] quantities = [.. parts.Select(p => p.Pieces.FirstOrDefault(x => x.LineNo == line.LineNo)?.Quantity ?? 0)];
            var amounts = OrderSplit.Parts(line.Amounts, quantities);
            var effects = Effects(line, quantities, amounts);
            for (var i = 0; i < quantities.Length; i++)
                if (quantities[i] > 0) children[i].Add(new ChildLine(line, quantities[i], amounts[i], effects[i]));
        }
        return [.. parts.Select((p, i) => new ChildDraft(p, children[i]))];
    }

    private static IReadOnlyList<PiecesAt> From(DraftLine line, ILookup<int, StockAllocation> lying) => line.Sku.IsStockKept
        ? [.. lying[line.LineNo].Select(a => new PiecesAt(a.WarehouseId, a.Quantity))]
        : [new PiecesAt(null, line.Quantity)];

    // Each rule's share by pieces, never beyond what the heading of that part still has: the last rule of a heading gets exactly what is left everywhere.
    private static List<DraftEffect>[] Effects(DraftLine line, long[] quantities, IReadOnlyList<PriceAmounts> amounts)
    {
        List<DraftEffect>[] parts = [.. quantities.Select(_ => new List<DraftEffect>())];
        foreach (var heading in line.Effects.GroupBy(e => Heading(e.Lane)))
        {
            long[] left = [.. amounts.Select(a => OrderDraft.HeadingOf(a, heading.First().Lane))];
            foreach (var effect in heading)
            {
                var shares = Allocation.LargestRemainder(effect.AmountMinor, quantities, left);
                for (var i = 0; i < shares.Length; i++)
                {
                    left[i] -= shares[i];
                    if (shares[i] > 0) parts[i].Add(effect with { AmountMinor = shares[i] });
                }
            }
        }
        return parts;
    }

    private static int Heading(Lane lane) => lane switch
    {
        Lane.MerchantCoupon or Lane.PlatformCoupon => 1,
        Lane.Member => 2,
        Lane.Points => 3,
        _ => 0,
    };
}
