using RailLife.Commerce.Edge;
using RailLife.Commerce.Products;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

internal sealed record WarehouseList(IReadOnlyList<WarehouseView> Items);

internal sealed record StockLevelList(IReadOnlyList<StockLevelView> Items);

/// <param name="OnHandDelta">Pieces; negative = they left.</param>
/// <param name="HeldDelta">Pieces that wait for orders.</param>
internal sealed record StockMovementView(string Id, string WarehouseId, string Kind, long OnHandDelta, long HeldDelta, string? OrderId, long? LineNo, string? Reason, string Actor, string At);

internal sealed record CategoryStockView(string CategoryId, long Skus, long OnHand, long Held, long Available);

/// <summary>Questions about pieces, as their merchant and the platform see them.</summary>
/// <remarks>Catalogue PRD-06, PRD-15, PLT-07.</remarks>
internal sealed class StockViews(ProductsFacade products)
{
    public static async Task<Outcome<WarehouseList>> WarehousesAsync(Call call, CoreTransaction tx)
    {
        var (sql, args) = Sight.Of(call.Actor, "merchant_id");
        var rows = await tx.ListAsync<WarehouseRow>($"select {WarehouseRow.Columns} from stock_warehouse where {sql} order by priority, id", args);
        if (rows.Count == 0) return new WarehouseList([]);
        var regions = (await tx.ListAsync<RegionRow>("select warehouse_id, region from stock_warehouse_region where warehouse_id in @Ids order by region", new { Ids = rows.Select(r => r.Id).ToList() })).ToLookup(r => r.WarehouseId, r => r.Region);
        return new WarehouseList([.. rows.Select(r => new WarehouseView(r.Id, r.MerchantId, new LocalText(r.NameZh, r.NameEn), r.Priority, [.. regions[r.Id]], r.IsActive == 1, r.Version))]);
    }

    public async Task<Outcome<StockLevelList>> LevelsAsync(Call call, CoreTransaction tx)
    {
        if (await SeenAsync(call, tx) is not { } sku) return Refusal.NotFound("sku", call.Path("id"));
        var rows = await tx.ListAsync<LevelRow>("select sku_id, warehouse_id, product_id, on_hand, held from stock_level where sku_id = @SkuId order by warehouse_id", new { sku.SkuId });
        return new StockLevelList([.. rows.Select(View)]);
    }

    public async Task<Outcome<Page<StockMovementView>>> MovementsAsync(Call call, CoreTransaction tx)
    {
        if (await SeenAsync(call, tx) is not { } sku) return Refusal.NotFound("sku", call.Path("id"));
        var page = call.Page();
        var rows = await tx.ListAsync<MovementRow>(
            $"select {MovementRow.Columns} from stock_movement where sku_id = @SkuId and (cast(@After as text) is null or id < @After) order by id desc limit @Limit", new { sku.SkuId, page.After, Limit = page.Limit + 1 });
        var shown = page.Of(rows, r => r.Id);
        return new Page<StockMovementView>(
            [.. shown.Items.Select(r => new StockMovementView(r.Id, r.WarehouseId, r.Kind, r.OnHandDelta, r.HeldDelta, r.OrderId, r.LineNo, r.Reason, r.Actor, EventJson.Instant(r.CreatedAt.ToInstant())))], shown.Next);
    }

    /// <summary>Of the goods within the caller's sight.</summary>
    public async Task<Outcome<CategoryStockView>> CategoryAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var skus = (await products.SkusOfCategoryAsync(tx, id)).Where(s => call.Actor.Sees(s.MerchantId, s.CircleId, s.Format)).Select(s => s.SkuId).ToList();
        if (skus.Count == 0) return new CategoryStockView(id, 0, 0, 0, 0);
        var sum = await tx.GetAsync<LevelRow>("select cast(coalesce(sum(on_hand), 0) as bigint) as on_hand, cast(coalesce(sum(held), 0) as bigint) as held from stock_level where sku_id in @skus", new { skus });
        return new CategoryStockView(id, skus.Count, sum.OnHand, sum.Held, sum.OnHand - sum.Held);
    }

    public static async Task<StockLevelView> LevelAsync(CoreTransaction tx, string skuId, string warehouseId) =>
        View(await tx.GetAsync<LevelRow>("select sku_id, warehouse_id, product_id, on_hand, held from stock_level where sku_id = @skuId and warehouse_id = @warehouseId", new { skuId, warehouseId }));

    private async Task<SkuForSale?> SeenAsync(Call call, CoreTransaction tx) =>
        (await products.SkusAsync(tx, [call.Path("id")])).FirstOrDefault(s => call.Actor.Sees(s.MerchantId, s.CircleId, s.Format));

    private static StockLevelView View(LevelRow row) => new(row.SkuId, row.WarehouseId, row.OnHand, row.Held, row.OnHand - row.Held);

    private sealed record RegionRow
    {
        public string WarehouseId { get; init; } = "";
        public string Region { get; init; } = "";
    }
}

internal sealed record MovementRow
{
    public const string Columns = "id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, order_id, line_no, reason, actor, created_at";

    public string Id { get; init; } = "";
    public string SkuId { get; init; } = "";
    public string WarehouseId { get; init; } = "";
    public string Kind { get; init; } = "";
    public long OnHandDelta { get; init; }
    public long HeldDelta { get; init; }
    public string? OrderId { get; init; }
    public long? LineNo { get; init; }
    public string? Reason { get; init; }
    public string Actor { get; init; } = "";
    public long CreatedAt { get; init; }
}
