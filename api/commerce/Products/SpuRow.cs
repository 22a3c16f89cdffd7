using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Commerce.Products;

/// <summary>How far the platform's look at a product has come [商品审核].</summary>
internal enum AuditState
{
    /// <summary>New or edited; nobody has been asked yet.</summary>
    Draft,
    Submitted,
    Passed,
    Rejected,
}

internal sealed record SpuRow
{
    public const string Columns = """
        id, merchant_id, circle_id, format, kind, category_1, category_2, category_id, brand_id, title_zh, title_en, description, images, tags, parcel_group, limit_per_member, is_stock_kept,
        currency, price_min_minor, price_max_minor, audit, audit_reason, is_listed, is_deleted, sold, stars_sum, stars_count, version
        """;

    public string Id { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Category1 { get; init; } = "";
    public string Category2 { get; init; } = "";
    public string CategoryId { get; init; } = "";
    public string? BrandId { get; init; }
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string? Description { get; init; }
    public string Images { get; init; } = "[]";
    public string Tags { get; init; } = "[]";
    public string? ParcelGroup { get; init; }
    public long? LimitPerMember { get; init; }
    public long IsStockKept { get; init; }
    public string Currency { get; init; } = "";
    public long PriceMinMinor { get; init; }
    public long PriceMaxMinor { get; init; }
    public string Audit { get; init; } = "";
    public string? AuditReason { get; init; }
    public long IsListed { get; init; }
    public long IsDeleted { get; init; }
    public long Sold { get; init; }
    public long StarsSum { get; init; }
    public long StarsCount { get; init; }
    public long Version { get; init; }

    public LocalText Title => new(TitleZh, TitleEn);

    public bool IsSeenBy(Actor actor) => IsDeleted == 0 && actor.Sees(MerchantId, CircleId, Format);
}

internal sealed record SkuRow
{
    public const string Columns = "id, product_id, position, spec, unit_price_minor, original_minor, weight_grams, supplier_id, is_gone";

    public string Id { get; init; } = "";
    public string ProductId { get; init; } = "";
    public long Position { get; init; }
    public string Spec { get; init; } = "[]";
    public long UnitPriceMinor { get; init; }
    public long? OriginalMinor { get; init; }
    public long WeightGrams { get; init; }
    public string? SupplierId { get; init; }
    public long IsGone { get; init; }
}
