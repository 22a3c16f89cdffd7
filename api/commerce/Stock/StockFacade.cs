using RailLife.Commerce.Products;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <param name="LineNo">Of the order.</param>
/// <param name="WarehouseId">For what leaves or comes back: of which warehouse; null = of those that keep it, in the order of their ids.</param>
public sealed record StockLine(int LineNo, string SkuId, long Quantity, string? WarehouseId = null);

/// <summary>Pieces of a line from one warehouse; a line may have several.</summary>
public sealed record StockAllocation(int LineNo, string SkuId, string WarehouseId, long Quantity);

/// <summary>One reservation per order: lock (placed), reserve (paid), deduct (shipped), return (came back); release at any point before shipping.</summary>
/// <remarks>
/// Catalogue CRT-01, ORD-25; law I-31: sold + held never passes what is on hand. Every call locks the order's row first, then the counted rows
/// by sku and warehouse, so no two calls wait for each other. Only lines whose sku says <c>IsStockKept</c> belong here.
/// </remarks>
public sealed class StockFacade(IdSource ids) : IStockLevels
{
    private readonly StockHold hold = new(ids);

    /// <summary>Keeps pieces for an order that is not paid. The same order again, with the same lines, gives the same allocations.</summary>
    /// <param name="region">Administrative code of the address: warehouses that deliver there come first; null = by priority alone.</param>
    /// <returns>Refused with <c>out-of-stock</c>, and nothing is kept; or with <c>stock-hold-exists</c>.</returns>
    public Task<Outcome<IReadOnlyList<StockAllocation>>> LockAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine> lines, DateTimeOffset expiresAt, string actor, string? region = null) =>
        new LockStock(hold).RunAsync(tx, orderId, lines, expiresAt, actor, region);

    /// <summary>The order is paid: its pieces no longer come free by themselves. Repeating it changes nothing.</summary>
    /// <returns>Refused with <c>stock-hold-expired</c> when they came free already: lock again, or give the money back.</returns>
    public Task<Outcome<IReadOnlyList<StockAllocation>>> ReserveAsync(CoreTransaction tx, string orderId, string actor) => hold.ReserveAsync(tx, orderId, actor);

    /// <summary>Pieces of a reserved order leave. Once per parcel: a repeated call is the caller's to tell.</summary>
    /// <returns>Refused with <c>stock-not-held</c> when a line has fewer.</returns>
    public Task<Outcome<IReadOnlyList<StockAllocation>>> DeductAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine> lines, string actor) =>
        new MoveStock(hold).RunAsync(tx, orderId, lines, StockMove.Deduct, actor);

    /// <summary>Pieces that were kept are free again; null = all that are still kept, and then repeating it changes nothing.</summary>
    /// <returns>Refused with <c>stock-not-held</c> when a line has fewer.</returns>
    public Task<Outcome<IReadOnlyList<StockAllocation>>> ReleaseAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine>? lines, string actor) =>
        new MoveStock(hold).RunAsync(tx, orderId, lines, StockMove.Release, actor);

    /// <summary>Pieces that left come back and can be sold again, to the warehouse they came from.</summary>
    /// <returns>Refused with <c>stock-not-deducted</c> when fewer left.</returns>
    public Task<Outcome<IReadOnlyList<StockAllocation>>> ReturnAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine> lines, string actor) =>
        new MoveStock(hold).RunAsync(tx, orderId, lines, StockMove.Return, actor);

    /// <summary>What the order keeps now, by line and warehouse.</summary>
    public async Task<IReadOnlyList<StockAllocation>> HeldAsync(CoreTransaction tx, string orderId) =>
        [.. (await StockHold.LinesAsync(tx, orderId)).Where(l => l.Held > 0).Select(l => new StockAllocation((int)l.LineNo, l.SkuId, l.WarehouseId, l.Held))];

    /// <summary>What left for the order and has not come back, by line and warehouse.</summary>
    public async Task<IReadOnlyList<StockAllocation>> GoneAsync(CoreTransaction tx, string orderId) =>
        [.. (await StockHold.LinesAsync(tx, orderId)).Where(l => l.Deducted > l.Returned).Select(l => new StockAllocation((int)l.LineNo, l.SkuId, l.WarehouseId, l.Deducted - l.Returned))];

    /// <summary>Pieces that can be sold now, by sku; 0 for one that nobody keeps.</summary>
    public async Task<IReadOnlyDictionary<string, long>> AvailableAsync(CoreTransaction tx, IReadOnlyCollection<string> skuIds)
    {
        var free = skuIds.Distinct().ToDictionary(s => s, _ => 0L);
        if (free.Count == 0) return free;
        foreach (var row in await tx.ListAsync<FreeRow>(
            """
            select l.sku_id, cast(sum(l.on_hand - l.held) as bigint) as free from stock_level l join stock_warehouse w on w.id = l.warehouse_id and w.is_active = 1
            where l.sku_id in @Keys group by l.sku_id
            """, new { free.Keys })) free[row.SkuId] = row.Free;
        return free;
    }

    private sealed record FreeRow
    {
        public string SkuId { get; init; } = "";
        public long Free { get; init; }
    }
}
