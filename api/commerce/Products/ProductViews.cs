using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <param name="OriginalMinor">Struck through beside the price; null = none.</param>
/// <param name="SupplierId">Who delivers it to the merchant [供应链]; null in public answers.</param>
internal sealed record SkuView(string SkuId, IReadOnlyList<NamedValue> Spec, long UnitPriceMinor, long? OriginalMinor, long WeightGrams, string? SupplierId);

/// <param name="Pieces">How many of it: visits, hours, pieces.</param>
internal sealed record PartView(string SkuId, LocalText Title, long Pieces, bool IsGift, long UnitPriceMinor);

/// <param name="ValueMinor">Of a product made of others: what its parts cost alone, gifts as nothing; null otherwise.</param>
internal sealed record ProductView(
    string Id, string MerchantId, long CircleId, string Format, ProductKind Kind, string CategoryId, IReadOnlyList<string> CategoryPath, string? BrandId, LocalText Title, string? Description,
    IReadOnlyList<string> Images, IReadOnlyList<string> Tags, string? ParcelGroup, long? LimitPerMember, bool IsStockKept, string Currency, long PriceMinMinor, long PriceMaxMinor,
    IReadOnlyList<SkuView> Skus, IReadOnlyList<NamedValue> Attributes, IReadOnlyList<PartView> Parts, long? ValueMinor,
    AuditState Audit, string? AuditReason, bool IsListed, long Sold, long StarsSum, long StarsCount, long Version) : IVersioned;

/// <summary>A row of a product together with all that hangs on it.</summary>
internal static class ProductViews
{
    public static async Task<ProductView> OfAsync(CoreTransaction tx, SpuRow row)
    {
        var skus = await tx.ListAsync<SkuRow>($"select {SkuRow.Columns} from product_sku where product_id = @Id and is_gone = 0 order by position", new { row.Id });
        var values = await tx.ListAsync<NamedValueRow>("select name, value from product_value where product_id = @Id order by name", new { row.Id });
        var parts = await tx.ListAsync<PartRow>(
            """
            select c.sku_id, c.pieces, c.is_gift, s.unit_price_minor, p.title_zh, p.title_en from product_part c join product_sku s on s.id = c.sku_id join product_spu p on p.id = s.product_id
            where c.product_id = @Id order by c.position
            """, new { row.Id });
        var partViews = parts.Select(p => new PartView(p.SkuId, new LocalText(p.TitleZh, p.TitleEn), p.Pieces, p.IsGift == 1, p.UnitPriceMinor)).ToList();
        return new ProductView(
            row.Id, row.MerchantId, row.CircleId, row.Format, Words.Parse<ProductKind>(row.Kind), row.CategoryId, [row.Category1, row.Category2, row.CategoryId], row.BrandId, row.Title, row.Description,
            Words.ParseList<string>(row.Images), Words.ParseList<string>(row.Tags), row.ParcelGroup, row.LimitPerMember, row.IsStockKept == 1, row.Currency, row.PriceMinMinor, row.PriceMaxMinor,
            [.. skus.Select(s => new SkuView(s.Id, Words.ParseList<NamedValue>(s.Spec), s.UnitPriceMinor, s.OriginalMinor, s.WeightGrams, s.SupplierId))],
            [.. values.Select(v => new NamedValue(v.Name, v.Value))], partViews, partViews.Count == 0 ? null : ValueMinor(partViews),
            Words.Parse<AuditState>(row.Audit), row.AuditReason, row.IsListed == 1, row.Sold, row.StarsSum, row.StarsCount, row.Version);
    }

    /// <summary>What the parts cost alone, gifts as nothing. Catalogue PRD-08.</summary>
    public static long ValueMinor(IEnumerable<PartView> parts) => parts.Where(p => !p.IsGift).Sum(p => checked(p.Pieces * p.UnitPriceMinor));

    /// <summary>The product when it is within the caller's sight.</summary>
    public static async Task<SpuRow?> FindSeenAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var row = await tx.FindAsync<SpuRow>($"select {SpuRow.Columns} from product_spu where id = @id", new { id });
        return row is not null && row.IsSeenBy(call.Actor) ? row : null;
    }

    /// <summary>As <see cref="FindSeenAsync"/>, and nobody else changes it before the transaction ends.</summary>
    public static async Task<SpuRow?> HoldSeenAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        var row = await tx.FindAsync<SpuRow>($"select {SpuRow.Columns} from product_spu where id = @id{tx.Dialect.ForUpdate}", new { id });
        return row is not null && row.IsSeenBy(call.Actor) ? row : null;
    }

    public static async Task<ProductView> NowAsync(CoreTransaction tx, string id) =>
        await OfAsync(tx, await tx.GetAsync<SpuRow>($"select {SpuRow.Columns} from product_spu where id = @id", new { id }));

    private sealed record NamedValueRow
    {
        public string Name { get; init; } = "";
        public string Value { get; init; } = "";
    }

    private sealed record PartRow
    {
        public string SkuId { get; init; } = "";
        public long Pieces { get; init; }
        public long IsGift { get; init; }
        public long UnitPriceMinor { get; init; }
        public string? TitleZh { get; init; }
        public string? TitleEn { get; init; }
    }
}
