using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>An after-sales document as stored.</summary>
internal sealed record CaseRow
{
    public const string Columns = """
        id, order_id, root_id, member_id, merchant_id, circle_id, format, kind, state, reason, description, evidence, currency, expected_minor, adjusted_minor, freight_minor, adjusted_by, adjusted_why, liability, coupon_id,
        is_disputed, is_refused, carrier, tracking_number, exchange_carrier, exchange_number, reception, refund_id, refunded_minor, points_back, close_reason, created_at, due_at, ended_at, version
        """;

    public string Id { get; init; } = "";
    public string OrderId { get; init; } = "";
    public string RootId { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string MerchantId { get; init; } = "";
    public long CircleId { get; init; }
    public string Format { get; init; } = "";
    public string Kind { get; init; } = "";
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string? Description { get; init; }
    public string Evidence { get; init; } = "[]";
    public string Currency { get; init; } = "";
    public long ExpectedMinor { get; init; }
    public long? AdjustedMinor { get; init; }
    public long FreightMinor { get; init; }
    public string? AdjustedBy { get; init; }
    public string? AdjustedWhy { get; init; }
    public string? Liability { get; init; }
    public string? CouponId { get; init; }
    public long IsDisputed { get; init; }
    public long IsRefused { get; init; }
    public string? Carrier { get; init; }
    public string? TrackingNumber { get; init; }
    public string? ExchangeCarrier { get; init; }
    public string? ExchangeNumber { get; init; }
    public string? Reception { get; init; }
    public string? RefundId { get; init; }
    public long RefundedMinor { get; init; }
    public long PointsBack { get; init; }
    public string? CloseReason { get; init; }
    public long CreatedAt { get; init; }
    public long? DueAt { get; init; }
    public long? EndedAt { get; init; }
    public long Version { get; init; }

    public static Task<CaseRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<CaseRow>($"select {Columns} from aftersale_case where id = @id", new { id });

    /// <summary>The document when it is within sight of the caller; else it is not there.</summary>
    public static async Task<Outcome<CaseRow>> SeenAsync(CoreTransaction tx, Actor actor, string id) =>
        await FindAsync(tx, id) is { } row && (actor.IsMember(row.MemberId) || actor.Sees(row.MerchantId, row.CircleId, row.Format)) ? row : Refusal.NotFound("after-sale", id);
}

/// <summary>Pieces of an order's line that a document is about.</summary>
internal sealed record CaseLineRow
{
    public const string Columns = "case_id, line_no, order_id, root_line_no, sku_id, product_id, quantity, paid_minor, points_back, is_open";

    public string CaseId { get; init; } = "";
    public long LineNo { get; init; }
    public string OrderId { get; init; } = "";
    public long RootLineNo { get; init; }
    public string SkuId { get; init; } = "";
    public string ProductId { get; init; } = "";
    public long Quantity { get; init; }
    public long PaidMinor { get; init; }
    public long PointsBack { get; init; }
    public long IsOpen { get; init; }

    public static Task<IReadOnlyList<CaseLineRow>> OfAsync(CoreTransaction tx, string caseId) =>
        tx.ListAsync<CaseLineRow>($"select {Columns} from aftersale_line where case_id = @caseId order by line_no", new { caseId });
}
