using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal sealed record NewPrice(string SkuId, [Range(0, Money.MinorMax)] long UnitPriceMinor, [Range(0, Money.MinorMax)] long? OriginalMinor);

internal sealed record ChangePriceBody([Items(1, 200)] IReadOnlyList<NewPrice> Prices);

/// <summary>A merchant, or staff for it, changes prices; the product stays on the shelf.</summary>
/// <remarks>Catalogue PRD-06. Orders that were placed keep the price they were placed at.</remarks>
internal sealed class ChangePrice(IdSource ids)
{
    public async Task<Outcome<ProductView>> RunAsync(Call call, ChangePriceBody body, CoreTransaction tx)
    {
        if (await ProductViews.HoldSeenAsync(call, tx) is not { } row) return Refusal.NotFound("product", call.Path("id"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        if (body.Prices.DistinctBy(p => p.SkuId).Count() != body.Prices.Count) return Refusal.Invalid("sku-twice", "a sku is named twice; expected once");
        var skus = (await tx.ListAsync<SkuRow>($"select {SkuRow.Columns} from product_sku where product_id = @Id and is_gone = 0", new { row.Id })).ToDictionary(s => s.Id);
        foreach (var price in body.Prices)
        {
            if (!skus.TryGetValue(price.SkuId, out var was)) return Refusal.NotFound("sku", price.SkuId);
            await tx.ExecuteAsync("update product_sku set unit_price_minor = @UnitPriceMinor, original_minor = @OriginalMinor where id = @SkuId", new { price.UnitPriceMinor, price.OriginalMinor, price.SkuId });
            if (was.UnitPriceMinor != price.UnitPriceMinor)
                tx.Emit(ProductEvents.Header(ids.Next(), tx, row, call), new PriceChanged(row.Id, ProductEvents.Major(was.UnitPriceMinor), ProductEvents.Major(price.UnitPriceMinor), row.Currency, price.SkuId));
        }
        await tx.ExecuteAsync(
            """
            update product_spu set price_min_minor = (select min(unit_price_minor) from product_sku where product_id = @Id and is_gone = 0),
                price_max_minor = (select max(unit_price_minor) from product_sku where product_id = @Id and is_gone = 0), version = version + 1, updated_at = @NowMicros, actor = @Actor
            where id = @Id
            """, new { row.Id, tx.NowMicros, Actor = call.Actor.ToString() });
        return await ProductViews.NowAsync(tx, row.Id);
    }
}
