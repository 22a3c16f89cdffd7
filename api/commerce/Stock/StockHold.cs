using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

internal sealed record LevelRow
{
    public string SkuId { get; init; } = "";
    public string WarehouseId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public long OnHand { get; init; }
    public long Held { get; init; }
}

/// <param name="Held">Pieces still kept; with what left and what came free they are all that were ever locked.</param>
internal sealed record HoldLineRow
{
    public long LineNo { get; init; }
    public string WarehouseId { get; init; } = "";
    public string SkuId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public long Held { get; init; }
    public long Deducted { get; init; }
    public long Returned { get; init; }
}

/// <summary>What an order keeps, the counted rows under it, and the ledger of what moved them.</summary>
internal sealed class StockHold(IdSource ids)
{
    public const string Lock = "lock";

    public async Task<Outcome<IReadOnlyList<StockAllocation>>> ReserveAsync(CoreTransaction tx, string orderId, string actor)
    {
        var isWon = await tx.ExecuteOneAsync("update stock_hold set state = 'reserved', updated_at = @NowMicros, actor = @actor where order_id = @orderId and state = 'locked'", new { tx.NowMicros, actor, orderId });
        if (!isWon)
        {
            var state = await tx.FindAsync<string>("select state from stock_hold where order_id = @orderId", new { orderId });
            if (state is null) return Refusal.NotFound("stock-hold", orderId);
            if (state != "reserved") return Refusal.Conflict("stock-hold-expired", $"the pieces of order '{orderId}' came free; lock again, or give the money back");
        }
        var lines = (await LinesAsync(tx, orderId)).Where(l => l.Held > 0).ToList();
        if (isWon) Emit(tx, orderId, actor, new StockReserved(orderId, [.. lines.Select(l => new StockPart((int)l.LineNo, l.ProductId, l.SkuId, l.WarehouseId, l.Held))]));
        return Outcomes.Of<StockAllocation>([.. lines.Select(l => new StockAllocation((int)l.LineNo, l.SkuId, l.WarehouseId, l.Held))]);
    }

    public static Task<IReadOnlyList<HoldLineRow>> LinesAsync(CoreTransaction tx, string orderId) => tx.ListAsync<HoldLineRow>(
        "select line_no, warehouse_id, sku_id, product_id, held, deducted, returned from stock_hold_line where order_id = @orderId order by line_no, sku_id, warehouse_id", new { orderId });

    /// <summary>Moves the counted row; the row itself refuses to pass its bounds.</summary>
    /// <exception cref="InvalidOperationException">It would: the caller decided on what it had not locked.</exception>
    public static async Task CountAsync(CoreTransaction tx, string skuId, string warehouseId, long onHandDelta, long heldDelta)
    {
        var isCounted = await tx.ExecuteOneAsync(
            """
            update stock_level set on_hand = on_hand + @onHandDelta, held = held + @heldDelta
            where sku_id = @skuId and warehouse_id = @warehouseId and held + @heldDelta >= 0 and held + @heldDelta <= on_hand + @onHandDelta
            """, new { onHandDelta, heldDelta, skuId, warehouseId });
        if (!isCounted) throw new InvalidOperationException($"sku '{skuId}' in warehouse '{warehouseId}' cannot move {onHandDelta} on hand and {heldDelta} held");
    }

    public Task MovedAsync(CoreTransaction tx, StockAllocation part, string kind, long onHandDelta, long heldDelta, string orderId, string actor) => tx.ExecuteAsync(
        """
        insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, order_id, line_no, actor, created_at)
        values (@Id, @SkuId, @WarehouseId, @kind, @onHandDelta, @heldDelta, @orderId, @LineNo, @actor, @NowMicros)
        """, new { Id = ids.Next(), part.SkuId, part.WarehouseId, kind, onHandDelta, heldDelta, orderId, LineNo = (long)part.LineNo, actor, tx.NowMicros });

    public void Emit(CoreTransaction tx, string orderId, string actor, IEventRecord record) =>
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/stock", orderId, tx.Now) { Actor = actor }, record);
}

internal static class Outcomes
{
    /// <summary>C# converts no interface by itself.</summary>
    public static Outcome<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items) => Done(items);

    private static Outcome<TItems> Done<TItems>(TItems items) => items;
}
