using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>The rows of one product, written whole.</summary>
internal static class ProductWrite
{
    public static async Task SpuAsync(CoreTransaction tx, SpuRow row, bool isNew, string searchText, string actor)
    {
        var sql = isNew
            ? """
              insert into product_spu (id, merchant_id, circle_id, format, kind, category_1, category_2, category_id, brand_id, title_zh, title_en, description, images, tags, parcel_group, limit_per_member,
                  is_stock_kept, currency, price_min_minor, price_max_minor, search_text, audit, is_listed, is_deleted, sold, stars_sum, stars_count, version, created_at, updated_at, actor)
              values (@Id, @MerchantId, @CircleId, @Format, @Kind, @Category1, @Category2, @CategoryId, @BrandId, @TitleZh, @TitleEn, @Description, @Images, @Tags, @ParcelGroup, @LimitPerMember,
                  @IsStockKept, @Currency, @PriceMinMinor, @PriceMaxMinor, @searchText, @Audit, 0, 0, 0, 0, 0, @Version, @NowMicros, @NowMicros, @actor)
              """
            : """
              update product_spu set kind = @Kind, category_1 = @Category1, category_2 = @Category2, category_id = @CategoryId, brand_id = @BrandId, title_zh = @TitleZh, title_en = @TitleEn,
                  description = @Description, images = @Images, tags = @Tags, parcel_group = @ParcelGroup, limit_per_member = @LimitPerMember, is_stock_kept = @IsStockKept, price_min_minor = @PriceMinMinor,
                  price_max_minor = @PriceMaxMinor, search_text = @searchText, audit = @Audit, audit_reason = null, is_listed = 0, version = @Version, updated_at = @NowMicros, actor = @actor
              where id = @Id
              """;
        await tx.ExecuteAsync(sql, new
        {
            row.Id, row.MerchantId, row.CircleId, row.Format, row.Kind, row.Category1, row.Category2, row.CategoryId, row.BrandId, row.TitleZh, row.TitleEn, row.Description, row.Images, row.Tags, row.ParcelGroup,
            row.LimitPerMember, row.IsStockKept, row.Currency, row.PriceMinMinor, row.PriceMaxMinor, searchText, row.Audit, row.Version, tx.NowMicros, actor,
        });
    }

    /// <summary>A variant that is no longer named stays as a row: orders refer to it.</summary>
    public static async Task SkusAsync(CoreTransaction tx, string productId, IReadOnlyList<SkuBody> skus, IReadOnlyList<SkuRow> known, IdSource ids)
    {
        foreach (var gone in known.Where(k => skus.All(s => s.SkuId != k.Id)))
            await tx.ExecuteAsync("update product_sku set is_gone = 1 where id = @Id", new { gone.Id });
        for (var i = 0; i < skus.Count; i++)
            await tx.ExecuteAsync(
                """
                insert into product_sku (id, product_id, position, spec, unit_price_minor, original_minor, weight_grams, supplier_id, is_gone)
                values (@Id, @productId, @i, @Spec, @UnitPriceMinor, @OriginalMinor, @WeightGrams, @SupplierId, 0)
                on conflict (id) do update set position = excluded.position, spec = excluded.spec, unit_price_minor = excluded.unit_price_minor, original_minor = excluded.original_minor,
                    weight_grams = excluded.weight_grams, supplier_id = excluded.supplier_id, is_gone = 0
                """,
                new { Id = skus[i].SkuId ?? ids.Next(), productId, i = (long)i, Spec = Words.ListOf(skus[i].Spec), skus[i].UnitPriceMinor, skus[i].OriginalMinor, skus[i].WeightGrams, skus[i].SupplierId });
    }

    public static async Task ValuesAndPartsAsync(CoreTransaction tx, string productId, SaveProductBody body)
    {
        await tx.ExecuteAsync("delete from product_value where product_id = @productId", new { productId });
        foreach (var value in body.Attributes ?? [])
            await tx.ExecuteAsync("insert into product_value (product_id, name, value) values (@productId, @Name, @Value)", new { productId, value.Name, value.Value });
        await tx.ExecuteAsync("delete from product_part where product_id = @productId", new { productId });
        var parts = body.Parts ?? [];
        for (var i = 0; i < parts.Count; i++)
            await tx.ExecuteAsync("insert into product_part (product_id, sku_id, position, pieces, is_gift) values (@productId, @SkuId, @i, @Pieces, @IsGift)",
                new { productId, parts[i].SkuId, i = (long)i, parts[i].Pieces, IsGift = parts[i].IsGift ? 1L : 0L });
    }
}
