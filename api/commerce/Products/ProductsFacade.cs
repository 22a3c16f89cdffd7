using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

public enum ProductKind
{
    /// <summary>It is packed and shipped, or handed over.</summary>
    Physical,

    /// <summary>A course, a code, a recharge: nothing is shipped.</summary>
    Virtual,

    /// <summary>It is consumed on site: a meal, an hour of skating.</summary>
    Service,
}

/// <summary>A variant as it is sold now.</summary>
/// <param name="Spec">Its values, as people read them: <c>red / XL</c>; empty when the product has one variant.</param>
/// <param name="CategoryId">The back leaf.</param>
/// <param name="CategoryPath">Ids of the three levels, by slash.</param>
/// <param name="ParcelGroup">Goods of different groups do not share a box; null = they may share with all.</param>
/// <param name="IsListed">It can be bought: passed the audit, is on the shelf, its merchant has not left.</param>
/// <param name="LimitPerMember">Pieces that one member may buy in all; null = any.</param>
/// <param name="IsStockKept">Pieces are counted: lock them. False for what never runs out.</param>
public sealed record SkuForSale(
    string SkuId, string ProductId, string MerchantId, long CircleId, string Format, LocalText Title, string Spec, ProductKind Kind, long UnitPriceMinor, string Currency,
    string CategoryId, string CategoryPath, string? BrandId, long WeightGrams, string? ParcelGroup, bool IsListed, long? LimitPerMember, bool IsStockKept, string? SupplierId);

/// <summary>How many pieces can be sold; filled by the service behind this one that counts them.</summary>
public interface IStockLevels
{
    /// <summary>By sku; 0 for one that nobody keeps.</summary>
    Task<IReadOnlyDictionary<string, long>> AvailableAsync(CoreTransaction tx, IReadOnlyCollection<string> skuIds);
}

/// <summary>What other services ask about products.</summary>
public sealed class ProductsFacade(IdSource ids) : IMerchantFollower
{
    /// <summary>The variants that exist, by id; an unknown one is absent, one that is not for sale says so.</summary>
    public async Task<IReadOnlyList<SkuForSale>> SkusAsync(CoreTransaction tx, IReadOnlyCollection<string> skuIds) => skuIds.Count == 0
        ? []
        : [.. (await tx.ListAsync<SaleRow>($"{SaleRow.Select} where s.id in @skuIds order by s.id", new { skuIds })).Select(r => r.ToSku())];

    /// <summary>All variants under a back category of any level.</summary>
    public async Task<IReadOnlyList<SkuForSale>> SkusOfCategoryAsync(CoreTransaction tx, string categoryId) =>
        [.. (await tx.ListAsync<SaleRow>($"{SaleRow.Select} where @categoryId in (p.category_1, p.category_2, p.category_id) and s.is_gone = 0 order by s.id", new { categoryId })).Select(r => r.ToSku())];

    /// <summary>Counts what was sold, for lists and detail pages; negative when it came back.</summary>
    public async Task SoldAsync(CoreTransaction tx, IReadOnlyList<ProductSold> sold)
    {
        // By id, as everybody locks.
        var inOrder = sold.OrderBy(s => s.ProductId, StringComparer.Ordinal).ToList();
        var counted = await tx.ExecuteEachAsync("update product_spu set sold = sold + @Quantity where id = @ProductId", inOrder);
        for (var i = 0; i < inOrder.Count; i++)
            if (counted[i] != 1) throw new InvalidOperationException($"there is no product '{inOrder[i].ProductId}' to count sales of");
    }

    public Task MovedAsync(CoreTransaction tx, string merchantId, long circleId, string format) =>
        tx.ExecuteAsync("update product_spu set circle_id = @circleId, format = @format where merchant_id = @merchantId", new { merchantId, circleId, format });

    public async Task DeregisteredAsync(CoreTransaction tx, string merchantId, string actor, string reason)
    {
        var listed = await tx.ListAsync<SpuRow>($"select {SpuRow.Columns} from product_spu where merchant_id = @merchantId and is_listed = 1 order by id{tx.Dialect.ForUpdate}", new { merchantId });
        foreach (var row in listed)
        {
            await tx.ExecuteAsync("update product_spu set is_listed = 0, version = version + 1, updated_at = @NowMicros, actor = @actor where id = @Id", new { tx.NowMicros, actor, row.Id });
            tx.Emit(ProductEvents.Header(ids.Next(), tx, row, actor, null), new Contracts.Products.ProductDelisted(row.Id, reason));
        }
    }

    internal sealed record SaleRow
    {
        public const string Select = """
            select s.id as sku_id, s.spec, s.unit_price_minor, s.weight_grams, s.supplier_id, p.id as product_id, p.merchant_id, p.circle_id, p.format, p.title_zh, p.title_en, p.kind, p.currency,
                p.category_1, p.category_2, p.category_id, p.brand_id, p.parcel_group, p.limit_per_member, p.is_stock_kept, p.is_listed * (1 - p.is_deleted) * (1 - s.is_gone) as is_listed
            from product_sku s join product_spu p on p.id = s.product_id
            """;

        public string SkuId { get; init; } = "";
        public string Spec { get; init; } = "";
        public long UnitPriceMinor { get; init; }
        public long WeightGrams { get; init; }
        public string? SupplierId { get; init; }
        public string ProductId { get; init; } = "";
        public string MerchantId { get; init; } = "";
        public long CircleId { get; init; }
        public string Format { get; init; } = "";
        public string? TitleZh { get; init; }
        public string? TitleEn { get; init; }
        public string Kind { get; init; } = "";
        public string Currency { get; init; } = "";
        public string Category1 { get; init; } = "";
        public string Category2 { get; init; } = "";
        public string CategoryId { get; init; } = "";
        public string? BrandId { get; init; }
        public string? ParcelGroup { get; init; }
        public long? LimitPerMember { get; init; }
        public long IsStockKept { get; init; }
        public long IsListed { get; init; }

        public SkuForSale ToSku() => new(
            SkuId, ProductId, MerchantId, CircleId, Format, new LocalText(TitleZh, TitleEn), Specs.Read(Spec), Words.Parse<ProductKind>(Kind), UnitPriceMinor, Currency,
            CategoryId, $"{Category1}/{Category2}/{CategoryId}", BrandId, WeightGrams, ParcelGroup, IsListed == 1, LimitPerMember, IsStockKept == 1, SupplierId);
    }
}

/// <summary>Pieces of a product that were paid for.</summary>
public sealed record ProductSold(string ProductId, long Quantity);
