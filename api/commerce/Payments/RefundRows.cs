using RailLife.Store;

namespace RailLife.Commerce.Payments;

internal static class RefundRows
{
    private const string Columns = "id, payment_id, attempt_id, order_id, cause, amount_minor, currency, reason, state, code, created_at";
    private const string PartColumns = "refund_id, line_no, tender, quota_id, amount_minor, refund_no, state, code, todo_at, tries";

    public static Task<RefundRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<RefundRow>($"select {Columns} from pay_refund where id = @id", new { id });

    public static Task<IReadOnlyList<RefundRow>> PageAsync(CoreTransaction tx, string? state, string? after, int limit) => tx.ListAsync<RefundRow>(
        $"select {Columns} from pay_refund where (@state is null or state = @state) and (@after is null or id > @after) order by id limit @limit", new { state, after, limit });

    public static Task<IReadOnlyList<RefundPartRow>> PartsAsync(CoreTransaction tx, string refundId) =>
        tx.ListAsync<RefundPartRow>($"select {PartColumns} from pay_refund_part where refund_id = @refundId order by line_no", new { refundId });

    public static Task<RefundPartRow?> PartOfNumberAsync(CoreTransaction tx, string refundNo) => tx.FindAsync<RefundPartRow>($"select {PartColumns} from pay_refund_part where refund_no = @refundNo", new { refundNo });

    public static Task<IReadOnlyList<RefundPartRow>> DueAsync(CoreTransaction tx, long now) => tx.ListAsync<RefundPartRow>($"select {PartColumns} from pay_refund_part where todo_at <= @now order by todo_at, refund_no limit 100", new { now });
}

internal sealed record RefundRow
{
    public string Id { get; init; } = "";
    public string PaymentId { get; init; } = "";
    public string AttemptId { get; init; } = "";
    public string OrderId { get; init; } = "";

    /// <summary>asked or surplus.</summary>
    public string Cause { get; init; } = "";
    public long AmountMinor { get; init; }
    public string Currency { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>waiting, succeeded or failed; a failed one may be tried again.</summary>
    public string State { get; init; } = "";
    public string? Code { get; init; }
    public long CreatedAt { get; init; }
}

internal sealed record RefundPartRow
{
    public string RefundId { get; init; } = "";
    public long LineNo { get; init; }
    public string Tender { get; init; } = "";
    public string? QuotaId { get; init; }
    public long AmountMinor { get; init; }
    public string RefundNo { get; init; } = "";

    /// <summary>waiting (to be asked for), unknown (asked for), succeeded, failed.</summary>
    public string State { get; init; } = "";
    public string? Code { get; init; }
    public long? TodoAt { get; init; }
    public long Tries { get; init; }
}
