using RailLife.Contracts.Orders;

namespace RailLife.Commerce.Orders;

/// <summary>A line of an order that is to be split: what it is and from where it comes.</summary>
/// <param name="LineNo">Of the order, from 1.</param>
/// <param name="From">Pieces per warehouse; a single one with null when nothing is kept in a warehouse.</param>
internal sealed record SplitLine(int LineNo, string MerchantId, string Kind, string? ParcelGroup, long UnitGrams, long UnitPriceMinor, IReadOnlyList<PiecesAt> From);

internal sealed record PiecesAt(string? WarehouseId, long Quantity);

/// <summary>A child order to be.</summary>
/// <param name="Causes">Why it stands apart; empty when nothing was split.</param>
internal sealed record SplitPart(string MerchantId, string Kind, string? WarehouseId, IReadOnlySet<SplitCause> Causes, IReadOnlyList<SplitPieces> Pieces);

internal sealed record SplitPieces(int LineNo, long Quantity);

/// <summary>Which goods go together. Pure: lines in, parts out, every piece in exactly one part (FUL-30).</summary>
/// <remarks>Catalogue ORD-04 to ORD-09, FUL-02. First by merchant, kind, warehouse and box rules, then parcels within weight and value.</remarks>
internal static class SplitPlan
{
    private const string Physical = "physical";

    /// <returns>In a stable order; a single part when nothing has to be split.</returns>
    public static IReadOnlyList<SplitPart> Of(IReadOnlyList<SplitLine> lines, OrdersOptions options)
    {
        var boxes = lines.SelectMany(l => l.From.Select(f => (Line: l, f.WarehouseId, f.Quantity)))
            .GroupBy(x => (x.Line.MerchantId, x.Line.Kind, x.WarehouseId))
            .OrderBy(g => g.Key.MerchantId, StringComparer.Ordinal).ThenBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.WarehouseId, StringComparer.Ordinal)
            .SelectMany(g => ByParcelGroup([.. g]).SelectMany(group => g.Key.Kind == Physical ? Parcels(group, options) : [new Box([.. group.Select(x => (x.Line, x.WarehouseId, x.Quantity))])]))
            .ToList();
        return [.. boxes.Select(box => Part(box, boxes))];
    }

    // Goods without a group may share a box with any one group: they join the first.
    private static IEnumerable<List<(SplitLine Line, string? WarehouseId, long Quantity)>> ByParcelGroup(List<(SplitLine Line, string? WarehouseId, long Quantity)> together)
    {
        var first = together.Select(x => x.Line.ParcelGroup).Where(g => g is not null).Order(StringComparer.Ordinal).FirstOrDefault();
        return together.GroupBy(x => x.Line.ParcelGroup ?? first).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.OrderBy(x => x.Line.LineNo).ToList());
    }

    private static IEnumerable<Box> Parcels(List<(SplitLine Line, string? WarehouseId, long Quantity)> together, OrdersOptions options)
    {
        var open = new Box([]);
        foreach (var (line, warehouse, quantity) in together)
        {
            if (line.UnitPriceMinor >= options.ValuableFromMinor)
            {
                for (var i = 0L; i < quantity; i++) yield return new Box([(line, warehouse, 1)]) { IsForValue = true };
                continue;
            }
            for (var left = quantity; left > 0;)
            {
                var (fits, byValue) = open.Room(line, left, options);
                if (fits == 0)
                {
                    var next = new Box([]) { IsForValue = byValue, IsForWeight = !byValue };
                    (open.IsForValue, open.IsForWeight) = (open.IsForValue || byValue, open.IsForWeight || !byValue);
                    yield return open;
                    open = next;
                    continue;
                }
                open.Pieces.Add((line, warehouse, fits));
                left -= fits;
            }
        }
        if (open.Pieces.Count > 0) yield return open;
    }

    private static SplitPart Part(Box box, IReadOnlyList<Box> all)
    {
        var first = box.Pieces[0];
        var causes = new SortedSet<SplitCause>();
        var ofMerchant = all.Where(b => b.Pieces[0].Line.MerchantId == first.Line.MerchantId).ToList();
        var ofKind = ofMerchant.Where(b => b.Pieces[0].Line.Kind == first.Line.Kind).ToList();
        var ofWarehouse = ofKind.Where(b => b.Pieces[0].WarehouseId == first.WarehouseId).ToList();
        if (ofMerchant.Count < all.Count) causes.Add(SplitCause.Merchant);
        if (ofKind.Count < ofMerchant.Count) causes.Add(SplitCause.Kind);
        if (ofWarehouse.Count < ofKind.Count) causes.Add(SplitCause.Warehouse);
        if (ofWarehouse.Any(b => b.Group is { } other && box.Group is { } own && other != own)) causes.Add(SplitCause.Packing);
        if (ofWarehouse.Count > 1 && ofWarehouse.Any(b => b.IsForWeight)) causes.Add(SplitCause.Weight);
        if (ofWarehouse.Count > 1 && ofWarehouse.Any(b => b.IsForValue)) causes.Add(SplitCause.Value);
        var pieces = box.Pieces.GroupBy(p => p.Line.LineNo).OrderBy(g => g.Key).Select(g => new SplitPieces(g.Key, g.Sum(p => p.Quantity))).ToList();
        return new SplitPart(first.Line.MerchantId, first.Line.Kind, first.WarehouseId, causes, pieces);
    }

    private sealed class Box(List<(SplitLine Line, string? WarehouseId, long Quantity)> pieces)
    {
        public List<(SplitLine Line, string? WarehouseId, long Quantity)> Pieces { get; } = pieces;

        public bool IsForWeight { get; set; }

        public bool IsForValue { get; set; }

        public string? Group => Pieces.Select(p => p.Line.ParcelGroup).FirstOrDefault(g => g is not null);

        /// <summary>How many more pieces fit; a piece that is over a limit by itself gets a box of its own.</summary>
        public (long Fits, bool ByValue) Room(SplitLine line, long wanted, OrdersOptions options)
        {
            var byWeight = Fitting(options.ParcelGramsMax, Pieces.Sum(p => p.Quantity * p.Line.UnitGrams), line.UnitGrams, wanted);
            var byValue = Fitting(options.ParcelValueMinorMax, Pieces.Sum(p => p.Quantity * p.Line.UnitPriceMinor), line.UnitPriceMinor, wanted);
            var fits = Math.Min(wanted, Math.Min(byWeight, byValue));
            return fits == 0 && Pieces.Count == 0 ? (1, byValue < byWeight) : (fits, byValue < byWeight);
        }

        // What weighs or costs nothing does not join a piece that is over the limit either.
        private static long Fitting(long? most, long used, long unit, long wanted) => most is not { } limit ? wanted : used > limit ? 0 : unit == 0 ? wanted : (limit - used) / unit;
    }
}
