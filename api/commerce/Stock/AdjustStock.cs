using RailLife.Commerce.Edge;
using RailLife.Commerce.Products;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <param name="Delta">Pieces; negative = fewer.</param>
/// <param name="Reference">The caller's own: the same one again changes nothing, with other content it is refused.</param>
internal sealed record AdjustStockBody(string SkuId, string WarehouseId, [Range(-1_000_000_000, 1_000_000_000)] long Delta, [Text(500)] string Reason, string Reference);

/// <param name="Available">Pieces that can be sold: on hand, less those that wait for orders.</param>
internal sealed record StockLevelView(string SkuId, string WarehouseId, long OnHand, long Held, long Available);

/// <summary>A merchant, or staff for it, corrects the pieces on hand. Pieces that wait for orders cannot be taken away.</summary>
/// <remarks>Catalogue PRD-06, WMS-07; law I-50: what is on hand is the sum of what moved it.</remarks>
internal sealed class AdjustStock(ProductsFacade products, IdSource ids)
{
    public async Task<Outcome<StockLevelView>> RunAsync(Call call, AdjustStockBody body, CoreTransaction tx)
    {
        if (body.Delta == 0) return Refusal.Invalid("invalid-field", "delta: found 0, expected pieces that came or went");
        if (string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("invalid-field", "reason: found nothing, expected why the count changes");
        if ((await products.SkusAsync(tx, [body.SkuId])).FirstOrDefault() is not { } sku || !call.Actor.Sees(sku.MerchantId, sku.CircleId, sku.Format)) return Refusal.NotFound("sku", body.SkuId);
        var warehouse = await tx.FindAsync<WarehouseRow>($"select {WarehouseRow.Columns} from stock_warehouse where id = @WarehouseId", new { body.WarehouseId });
        if (warehouse is null || warehouse.MerchantId != sku.MerchantId) return Refusal.NotFound("warehouse", body.WarehouseId);

        var reference = $"{sku.MerchantId}:{body.Reference}";
        var isFirst = await tx.ExecuteOneAsync(
            """
            insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, reason, reference, actor, created_at)
            values (@Id, @SkuId, @WarehouseId, 'adjust', @Delta, 0, @Reason, @reference, @Actor, @NowMicros) on conflict do nothing
            """, new { Id = ids.Next(), body.SkuId, body.WarehouseId, body.Delta, body.Reason, reference, Actor = call.Actor.ToString(), tx.NowMicros });
        if (!isFirst) return await RepeatedAsync(tx, body, reference);
        await tx.ExecuteAsync("insert into stock_level (sku_id, warehouse_id, product_id, on_hand, held) values (@SkuId, @WarehouseId, @ProductId, 0, 0) on conflict do nothing", new { body.SkuId, body.WarehouseId, sku.ProductId });
        var isCounted = await tx.ExecuteOneAsync("update stock_level set on_hand = on_hand + @Delta where sku_id = @SkuId and warehouse_id = @WarehouseId and on_hand + @Delta >= held", new { body.Delta, body.SkuId, body.WarehouseId });
        var view = await LevelAsync(tx, body.SkuId, body.WarehouseId);
        if (!isCounted) return Refusal.Conflict("stock-below-held", $"found {view.OnHand} on hand of which {view.Held} wait for orders; {-body.Delta} cannot be taken away: release orders first");
        tx.Emit(
            new EventHeader(ids.Next(), "raillife/commerce/stock", sku.ProductId, tx.Now) { MerchantId = sku.MerchantId, CircleId = sku.CircleId, Format = sku.Format, Actor = call.Actor.ToString(), TraceParent = call.TraceParent },
            new StockAdjusted(sku.ProductId, body.WarehouseId, body.Delta, body.Reason, body.SkuId));
        return view;
    }

    private static async Task<Outcome<StockLevelView>> RepeatedAsync(CoreTransaction tx, AdjustStockBody body, string reference)
    {
        var first = await tx.GetAsync<MovementRow>($"select {MovementRow.Columns} from stock_movement where reference = @reference", new { reference });
        return first.SkuId == body.SkuId && first.WarehouseId == body.WarehouseId && first.OnHandDelta == body.Delta
            ? await LevelAsync(tx, body.SkuId, body.WarehouseId)
            : Refusal.Conflict("reference-reused", $"reference '{body.Reference}' came before with another adjustment; use a new one for a new adjustment");
    }

    private static Task<StockLevelView> LevelAsync(CoreTransaction tx, string skuId, string warehouseId) => StockViews.LevelAsync(tx, skuId, warehouseId);
}
