using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

internal enum StockMove
{
    Deduct,
    Release,
    Return,
}

/// <summary>Pieces of an order leave, come free or come back.</summary>
/// <remarks>Catalogue CRT-01, ORD-25, AFS-02; laws I-31, I-32.</remarks>
internal sealed class MoveStock(StockHold hold)
{
    /// <param name="lines">Null = all that is still kept (release only).</param>
    public async Task<Outcome<IReadOnlyList<StockAllocation>>> RunAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine>? lines, StockMove move, string actor, StockReleaseReason reason = StockReleaseReason.Cancelled)
    {
        if (await tx.FindAsync<string>($"select state from stock_hold where order_id = @orderId{tx.Dialect.ForUpdate}", new { orderId }) is not { } state) return Refusal.NotFound("stock-hold", orderId);
        if (move is StockMove.Deduct && state != "reserved") return Refusal.Conflict("stock-not-held", $"the pieces of order '{orderId}' are {state}; expected an order that is paid");
        var rows = await StockHold.LinesAsync(tx, orderId);
        var (parts, isShort) = Decide(rows, lines ?? [.. rows.Where(r => r.Held > 0).Select(r => new StockLine((int)r.LineNo, r.SkuId, r.Held, r.WarehouseId))], move);
        if (isShort is not null)
            return Refusal.Conflict(move is StockMove.Return ? "stock-not-deducted" : "stock-not-held", $"line {isShort.LineNo} of order '{orderId}' has fewer than {isShort.Quantity} pieces of sku '{isShort.SkuId}' to {Commerce.Edge.Words.Of(move)}");
        if (parts.Count > 0) await WriteAsync(tx, orderId, rows, parts, move, actor, reason);
        if (move is StockMove.Release && rows.Sum(r => r.Held) == parts.Sum(p => p.Quantity))
            await tx.ExecuteAsync("update stock_hold set state = 'released', updated_at = @NowMicros, actor = @actor where order_id = @orderId and state <> 'released'", new { tx.NowMicros, actor, orderId });
        return Outcomes.Of(parts);
    }

    /// <summary>What each row gives, in the order of lines and warehouses; or the first line that asks for more than there is.</summary>
    internal static (IReadOnlyList<StockAllocation> Parts, StockLine? Short) Decide(IReadOnlyList<HoldLineRow> rows, IReadOnlyList<StockLine> lines, StockMove move)
    {
        var left = rows.ToDictionary(r => (r.LineNo, r.SkuId, r.WarehouseId), r => move is StockMove.Return ? r.Deducted - r.Returned : r.Held);
        var parts = new List<StockAllocation>();
        foreach (var line in lines)
        {
            var open = line.Quantity;
            foreach (var row in rows.Where(r => r.LineNo == line.LineNo && r.SkuId == line.SkuId && (line.WarehouseId ?? r.WarehouseId) == r.WarehouseId))
            {
                var taken = Math.Min(open, left[(row.LineNo, row.SkuId, row.WarehouseId)]);
                if (taken == 0) continue;
                left[(row.LineNo, row.SkuId, row.WarehouseId)] -= taken;
                open -= taken;
                parts.Add(new StockAllocation(line.LineNo, line.SkuId, row.WarehouseId, taken));
            }
            if (open != 0) return ([], line);
        }
        return (parts, null);
    }

    private async Task WriteAsync(CoreTransaction tx, string orderId, IReadOnlyList<HoldLineRow> rows, IReadOnlyList<StockAllocation> parts, StockMove move, string actor, StockReleaseReason reason)
    {
        var (onHand, held) = move switch { StockMove.Deduct => (-1, -1), StockMove.Release => (0, -1), _ => (1, 0) };
        var column = move switch { StockMove.Deduct => "held = held - @Quantity, deducted = deducted + @Quantity", StockMove.Release => "held = held - @Quantity, released = released + @Quantity", _ => "returned = returned + @Quantity" };
        await hold.MoveAsync(tx, parts, Commerce.Edge.Words.Of(move), onHand, held, orderId, actor);
        await tx.ExecuteAsync($"update stock_hold_line set {column} where order_id = @orderId and line_no = @LineNo and sku_id = @SkuId and warehouse_id = @WarehouseId",
            parts.Select(p => new { p.Quantity, orderId, LineNo = (long)p.LineNo, p.SkuId, p.WarehouseId }).ToList());
        var products = rows.ToLookup(r => r.SkuId, r => r.ProductId);
        var said = parts.Select(p => new StockPart(p.LineNo, products[p.SkuId].First(), p.SkuId, p.WarehouseId, p.Quantity)).ToList();
        hold.Emit(tx, orderId, actor, move switch
        {
            StockMove.Deduct => new StockDeducted(orderId, said),
            StockMove.Release => new StockReleased(orderId, said, reason),
            _ => (IEventRecord)new StockReturned(orderId, said),
        });
    }
}
