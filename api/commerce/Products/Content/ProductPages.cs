using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Products.Reviews;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

internal sealed record SkuOffer(string SkuId, IReadOnlyList<NamedValue> Spec, long UnitPriceMinor, long? OriginalMinor, long WeightGrams, long? Available);

/// <param name="IsSelfOperated">The operator sells it itself [自营].</param>
/// <param name="Skus">Available: pieces that can be sold; null = it never runs out.</param>
/// <param name="Freight">What the merchant charges, by region.</param>
/// <param name="FrontIds">Front categories that show it.</param>
internal sealed record ProductPage(
    string Id, LocalText Title, string? Description, ProductKind Kind, IReadOnlyList<string> Images, IReadOnlyList<string> Tags, string Currency, long PriceMinMinor, long PriceMaxMinor, IReadOnlyList<SkuOffer> Skus,
    IReadOnlyList<NamedValue> Attributes, IReadOnlyList<PartView> Parts, long? ValueMinor, long? LimitPerMember, long Sold, long StarsSum, long StarsCount,
    string MerchantId, LocalText MerchantName, bool IsSelfOperated, IReadOnlyList<FreightRegion> Freight, IReadOnlyList<string> FrontIds, IReadOnlyList<ReviewView> Reviews);

/// <summary>All that the page of a product shows [商品详情页], in one call. Coupons and recommendations are other services' answers.</summary>
/// <remarks>Catalogue CNT-03. What is not on the shelf has no page.</remarks>
internal sealed class ProductPages(MerchantsFacade merchants, IStockLevels stock)
{
    private const int ReviewsShown = 3;

    public async Task<Outcome<ProductPage>> RunAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var row = await tx.FindAsync<SpuRow>($"select {SpuRow.Columns} from product_spu where id = @id and is_listed = 1 and is_deleted = 0", new { id });
        if (row is null || await merchants.FindAsync(tx, row.MerchantId) is not { } merchant) return Refusal.NotFound("product", id);
        var view = await ProductViews.OfAsync(tx, row);
        var free = view.IsStockKept ? await stock.AvailableAsync(tx, [.. view.Skus.Select(s => s.SkuId)]) : null;
        var freight = await merchants.FreightRuleAsync(tx, row.MerchantId);
        var fronts = await tx.ListAsync<string>(
            "select distinct b.front_id from product_front_back b join product_front_category f on f.id = b.front_id and f.is_hidden = 0 where b.back_id in (@Category1, @Category2, @CategoryId) order by b.front_id",
            new { row.Category1, row.Category2, row.CategoryId });
        var reviews = await ReviewViews.ShownAsync(tx, id, long.MaxValue, "", ReviewsShown);
        return new ProductPage(
            id, view.Title, view.Description, view.Kind, view.Images, view.Tags, view.Currency, view.PriceMinMinor, view.PriceMaxMinor,
            [.. view.Skus.Select(s => new SkuOffer(s.SkuId, s.Spec, s.UnitPriceMinor, s.OriginalMinor, s.WeightGrams, free?[s.SkuId]))],
            view.Attributes, view.Parts, view.ValueMinor, view.LimitPerMember, view.Sold, view.StarsSum, view.StarsCount,
            merchant.Id, merchant.Name, merchant.Kind is MerchantKind.SelfOperated, freight?.Regions ?? [], fronts, [.. reviews.Select(r => r.ToView())]);
    }
}
