using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Reviews;

internal enum ReviewState
{
    Submitted,
    Approved,
    Rejected,
    Deleted,
}

internal sealed record ReviewRow
{
    public const string Columns = "id, order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, stars, body, images, tags, rank, state, reason, is_default, created_at";

    public string Id { get; init; } = "";
    public string OrderId { get; init; } = "";
    public long LineNo { get; init; }
    public string MemberId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public string SkuId { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public long Stars { get; init; }
    public string? Body { get; init; }
    public string Images { get; init; } = "[]";
    public string Tags { get; init; } = "[]";
    public long Rank { get; init; }
    public string State { get; init; } = "";
    public string? Reason { get; init; }
    public long IsDefault { get; init; }
    public long CreatedAt { get; init; }

    public JudgedReview ToJudged() => new(Id, MemberId, SkuId, IsDefault == 0);

    public ReviewView ToView() => new(
        Id, ProductId, SkuId, (int)Stars, Body, Words.ParseList<string>(Images), Words.ParseList<string>(Tags), Words.Parse<ReviewState>(State), Reason, IsDefault == 1, EventJson.Instant(CreatedAt.ToInstant()));

    public EventHeader Header(string id, CoreTransaction tx, string actor, string? traceParent) => new(id, "raillife/commerce/reviews", ProductId, tx.Now)
    {
        MemberId = MemberId, MerchantId = MerchantId, CircleId = CircleId, Format = Format, Actor = actor, TraceParent = traceParent,
    };

    public Task InsertAsync(CoreTransaction tx, string actor) => tx.ExecuteAsync(
        """
        insert into review_review (id, order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, stars, body, images, tags, rank, state, is_default, created_at, updated_at, actor)
        values (@Id, @OrderId, @LineNo, @MemberId, @ProductId, @SkuId, @MerchantId, @CircleId, @Format, @Stars, @Body, @Images, @Tags, @Rank, @State, @IsDefault, @CreatedAt, @CreatedAt, @actor)
        """, new { Id, OrderId, LineNo, MemberId, ProductId, SkuId, MerchantId, CircleId, Format, Stars, Body, Images, Tags, Rank, State, IsDefault, CreatedAt, actor });

    /// <summary>What is shown counts for the product's stars.</summary>
    public Task CountAsync(CoreTransaction tx, int sign) =>
        tx.ExecuteAsync("update product_spu set stars_sum = stars_sum + @Stars, stars_count = stars_count + @Count where id = @ProductId", new { Stars = sign * Stars, Count = (long)sign, ProductId });
}

/// <param name="Reason">Why it was rejected.</param>
/// <param name="IsDefault">The buyer said nothing in time.</param>
internal sealed record ReviewView(
    string Id, string ProductId, string SkuId, int Stars, string? Text, IReadOnlyList<string> Images, IReadOnlyList<string> Tags, ReviewState State, string? Reason, bool IsDefault, string At);

internal sealed record RightRow
{
    public const string Columns = "order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, is_used";

    public string OrderId { get; init; } = "";
    public long LineNo { get; init; }
    public string MemberId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public string SkuId { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public long IsUsed { get; init; }

    public ReviewRow ToReview(string id, long now) => new()
    {
        Id = id, OrderId = OrderId, LineNo = LineNo, MemberId = MemberId, ProductId = ProductId, SkuId = SkuId, MerchantId = MerchantId, CircleId = CircleId, Format = Format, CreatedAt = now,
    };
}
