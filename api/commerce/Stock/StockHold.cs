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

    /// <summary>Moves the counted rows, in the order in which everybody locks them, and writes down what moved them; a row itself refuses to pass its bounds.</summary>
    /// <param name="onHand">-1, 0 or 1 for each piece; so is <paramref name="held"/>.</param>
    /// <exception cref="InvalidOperationException">It would: the caller decided on what it had not locked.</exception>
    public async Task MoveAsync(CoreTransaction tx, IReadOnlyList<StockAllocation> parts, string kind, long onHand, long held, string orderId, string actor)
    {
        var moves = InOrder(parts).Select(p => new Movement(ids.Next(), p.SkuId, p.WarehouseId, kind, onHand * p.Quantity, held * p.Quantity, orderId, p.LineNo, actor, tx.NowMicros)).ToList();
        var counted = await tx.ExecuteEachAsync(
            """
            update stock_level set on_hand = on_hand + @OnHandDelta, held = held + @HeldDelta
            where sku_id = @SkuId and warehouse_id = @WarehouseId and held + @HeldDelta >= 0 and held + @HeldDelta <= on_hand + @OnHandDelta
            """, moves);
        for (var i = 0; i < moves.Count; i++)
            if (counted[i] != 1) throw new InvalidOperationException($"sku '{moves[i].SkuId}' in warehouse '{moves[i].WarehouseId}' cannot move {moves[i].OnHandDelta} on hand and {moves[i].HeldDelta} held");
        await tx.ExecuteAsync(
            """
            insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, order_id, line_no, actor, created_at)
            values (@Id, @SkuId, @WarehouseId, @Kind, @OnHandDelta, @HeldDelta, @OrderId, @LineNo, @Actor, @CreatedAt)
            """, moves);
    }

    public static IOrderedEnumerable<StockAllocation> InOrder(IEnumerable<StockAllocation> parts) => parts.OrderBy(p => p.SkuId, StringComparer.Ordinal).ThenBy(p => p.WarehouseId, StringComparer.Ordinal);

    public void Emit(CoreTransaction tx, string orderId, string actor, IEventRecord record) =>
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/stock", orderId, tx.Now) { Actor = actor }, record);

    private sealed record Movement(string Id, string SkuId, string WarehouseId, string Kind, long OnHandDelta, long HeldDelta, string OrderId, long LineNo, string Actor, long CreatedAt);
}

internal static class Outcomes
{
    /// <summary>C# converts no interface by itself.</summary>
    public static Outcome<IReadOnlyList<T>> Of<T>(IReadOnlyList<T> items) => Done(items);

    private static Outcome<TItems> Done<TItems>(TItems items) => items;
}
