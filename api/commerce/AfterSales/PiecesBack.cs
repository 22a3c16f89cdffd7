using RailLife.Commerce.Edge;
using RailLife.Commerce.Stock;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>Puts pieces that came back to where they left from: for the order itself, or for an earlier exchange of the same line.</summary>
/// <remarks>Catalogue AFS-01, AFS-06; law I-50: a piece comes back to stock once for each time it left.</remarks>
internal sealed class PiecesBack(AfterSalesParts parts)
{
    /// <returns>Null when they are back; else why not, and nothing is.</returns>
    public async Task<Refusal?> RunAsync(CoreTransaction tx, Actor actor, CaseRow row, IReadOnlyList<CaseLineRow> lines, string? warehouseId)
    {
        var open = lines.ToDictionary(l => l.LineNo, l => l.Quantity);
        var exchanges = await tx.ListAsync<string>("select id from aftersale_case where order_id = @OrderId and kind = 'exchange' and state = 'succeeded' order by id", row);
        foreach (var holder in (string[])[row.RootId, .. exchanges])
        {
            var gone = await parts.Stock.GoneAsync(tx, holder);
            var taken = holder == row.RootId
                ? Take(gone.Where(g => warehouseId is null || g.WarehouseId == warehouseId), lines, l => l.RootLineNo, open)
                : Take(gone, lines, l => l.LineNo, open);
            if (taken.Count > 0 && await parts.Stock.ReturnAsync(tx, holder, taken, actor.ToString()) is { IsDone: false } no) return no.Refusal;
        }
        return open.FirstOrDefault(o => o.Value > 0) is { Value: > 0 } left ? Refusal.Conflict("stock-not-deducted", $"line {left.Key}: {left.Value} pieces more came back than left") : null;
    }

    // What each line still wants, out of what left under this holder.
    private static List<StockLine> Take(IEnumerable<StockAllocation> gone, IReadOnlyList<CaseLineRow> lines, Func<CaseLineRow, long> numberOf, Dictionary<long, long> open)
    {
        var taken = new List<StockLine>();
        foreach (var piece in gone)
        {
            if (lines.FirstOrDefault(l => numberOf(l) == piece.LineNo && l.SkuId == piece.SkuId) is not { } line) continue;
            var quantity = Math.Min(open[line.LineNo], piece.Quantity);
            if (quantity == 0) continue;
            open[line.LineNo] -= quantity;
            taken.Add(new StockLine(piece.LineNo, piece.SkuId, quantity, piece.WarehouseId));
        }
        return taken;
    }
}
