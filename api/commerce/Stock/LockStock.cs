using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <summary>Keeps pieces for an order until it is paid or its time is up.</summary>
/// <remarks>Catalogue CRT-01, ORD-25; laws I-31, I-36.</remarks>
internal sealed class LockStock(StockHold hold)
{
    public async Task<Outcome<IReadOnlyList<StockAllocation>>> RunAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine> lines, DateTimeOffset expiresAt, string actor, string? region)
    {
        if (lines.Count == 0 || lines.Any(l => l.Quantity < 1) || lines.DistinctBy(l => l.LineNo).Count() != lines.Count)
            throw new ArgumentException("expected lines with a quantity from 1, each line number once", nameof(lines));
        if (await BeginAsync(tx, orderId, expiresAt, actor) is false) return await RepeatedAsync(tx, orderId, lines);

        var stock = await FreeAsync(tx, [.. lines.Select(l => l.SkuId).Distinct()], region);
        var (allocations, isShort, free) = AllocateStock.Decide(lines, stock);
        if (isShort is not null) return Refusal.Conflict("out-of-stock", $"sku '{isShort.SkuId}': found {free} free pieces for line {isShort.LineNo}, expected {isShort.Quantity}; order fewer or take the line out");
        var productOf = stock.ToLookup(s => s.SkuId, s => s.ProductId);
        await hold.MoveAsync(tx, allocations, StockHold.Lock, onHand: 0, held: 1, orderId, actor);
        await tx.ExecuteAsync(
            """
            insert into stock_hold_line (order_id, line_no, warehouse_id, sku_id, product_id, held, deducted, released, returned) values (@orderId, @LineNo, @WarehouseId, @SkuId, @ProductId, @Quantity, 0, 0, 0)
            on conflict (order_id, line_no, sku_id, warehouse_id) do update set held = stock_hold_line.held + excluded.held
            """, allocations.Select(a => new { orderId, LineNo = (long)a.LineNo, a.WarehouseId, a.SkuId, ProductId = productOf[a.SkuId].First(), a.Quantity }).ToList());
        var parts = allocations.Select(a => new StockPart(a.LineNo, productOf[a.SkuId].First(), a.SkuId, a.WarehouseId, a.Quantity)).ToList();
        hold.Emit(tx, orderId, actor, new StockLocked(orderId, parts, Math.Max(0, (long)(expiresAt - tx.Now).TotalSeconds)));
        return Outcomes.Of(allocations);
    }

    // True when this call is the one that locks: the order is new, or what it once kept came free.
    private static async Task<bool> BeginAsync(CoreTransaction tx, string orderId, DateTimeOffset expiresAt, string actor) =>
        await tx.ExecuteOneAsync(
            """
            insert into stock_hold (order_id, state, expires_at, created_at, updated_at, actor) values (@orderId, 'locked', @ExpiresAt, @NowMicros, @NowMicros, @actor)
            on conflict (order_id) do update set state = 'locked', expires_at = excluded.expires_at, updated_at = excluded.updated_at, actor = excluded.actor where stock_hold.state = 'released'
            """, new { orderId, ExpiresAt = expiresAt.ToMicros(), tx.NowMicros, actor });

    private static async Task<Outcome<IReadOnlyList<StockAllocation>>> RepeatedAsync(CoreTransaction tx, string orderId, IReadOnlyList<StockLine> lines)
    {
        var kept = (await StockHold.LinesAsync(tx, orderId)).Where(k => k.Held > 0).ToList();
        var sameLines = kept.GroupBy(k => (k.LineNo, k.SkuId)).Select(g => ((int)g.Key.LineNo, g.Key.SkuId, g.Sum(k => k.Held))).ToHashSet()
            .SetEquals(lines.Select(l => (l.LineNo, l.SkuId, l.Quantity)));
        return sameLines
            ? Outcomes.Of<StockAllocation>([.. kept.Select(k => new StockAllocation((int)k.LineNo, k.SkuId, k.WarehouseId, k.Held))])
            : Refusal.Conflict("stock-hold-exists", $"order '{orderId}' keeps other pieces already; release them first");
    }

    // The counted rows are locked in one order; what is read is what will be written.
    private static async Task<IReadOnlyList<FreeStock>> FreeAsync(CoreTransaction tx, IReadOnlyList<string> skuIds, string? region)
    {
        var levels = await tx.ListAsync<LevelRow>(
            $"select sku_id, warehouse_id, product_id, on_hand, held from stock_level where sku_id in @skuIds order by sku_id, warehouse_id{tx.Dialect.ForUpdate}", new { skuIds });
        if (levels.Count == 0) return [];
        var places = (await tx.ListAsync<PlaceRow>("select id, priority from stock_warehouse where is_active = 1 and id in @Ids", new { Ids = levels.Select(l => l.WarehouseId).Distinct().ToList() })).ToDictionary(p => p.Id);
        var regions = (await tx.ListAsync<RegionRow>("select warehouse_id, region from stock_warehouse_region where warehouse_id in @Keys", new { places.Keys })).ToLookup(r => r.WarehouseId, r => r.Region);
        return [.. levels.Where(l => places.ContainsKey(l.WarehouseId))
            .Select(l => new FreeStock(l.SkuId, l.WarehouseId, l.ProductId, l.OnHand - l.Held, places[l.WarehouseId].Priority, Match(regions[l.WarehouseId], region)))];
    }

    /// <summary>0 for a warehouse that names no region: it delivers everywhere alike.</summary>
    private static int Match(IEnumerable<string> regions, string? region) =>
        region is null || !regions.Any() ? 0 : regions.Where(r => region.StartsWith(r, StringComparison.Ordinal)).Select(r => r.Length).DefaultIfEmpty(-1).Max();

    private sealed record PlaceRow
    {
        public string Id { get; init; } = "";
        public long Priority { get; init; }
    }

    private sealed record RegionRow
    {
        public string WarehouseId { get; init; } = "";
        public string Region { get; init; } = "";
    }
}
