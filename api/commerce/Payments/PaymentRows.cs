using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>How rows of a payment are read. Whoever changes any of them locks the payment's row first.</summary>
internal static class PaymentRows
{
    private const string PaymentColumns = "id, order_id, member_id, currency, description, payable_minor, state, attempt_id, refund_taken_minor, refunded_minor, expires_at, created_at";
    private const string AttemptColumns = "id, payment_id, trade_no, channel, outside_minor, scene, payer, state, hold_id, is_surplus, client_params, code, todo, todo_at, tries";

    public static Task<PaymentRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<PaymentRow>($"select {PaymentColumns} from pay_payment where id = @id", new { id });

    public static Task<PaymentRow?> OfOrderAsync(CoreTransaction tx, string orderId) => tx.FindAsync<PaymentRow>($"select {PaymentColumns} from pay_payment where order_id = @orderId", new { orderId });

    public static Task<PaymentRow?> LockAsync(CoreTransaction tx, string id) => tx.FindAsync<PaymentRow>($"select {PaymentColumns} from pay_payment where id = @id{tx.Dialect.ForUpdate}", new { id });

    public static Task<PaymentRow?> LockOfOrderAsync(CoreTransaction tx, string orderId) => tx.FindAsync<PaymentRow>($"select {PaymentColumns} from pay_payment where order_id = @orderId{tx.Dialect.ForUpdate}", new { orderId });

    public static Task<AttemptRow?> AttemptAsync(CoreTransaction tx, string id) => tx.FindAsync<AttemptRow>($"select {AttemptColumns} from pay_attempt where id = @id", new { id });

    public static Task<AttemptRow?> AttemptOfTradeAsync(CoreTransaction tx, string tradeNo) => tx.FindAsync<AttemptRow>($"select {AttemptColumns} from pay_attempt where trade_no = @tradeNo", new { tradeNo });

    public static Task<IReadOnlyList<AttemptRow>> AttemptsAsync(CoreTransaction tx, string paymentId) => tx.ListAsync<AttemptRow>($"select {AttemptColumns} from pay_attempt where payment_id = @paymentId order by id", new { paymentId });

    public static Task<IReadOnlyList<AttemptRow>> DueAttemptsAsync(CoreTransaction tx, long now) => tx.ListAsync<AttemptRow>($"select {AttemptColumns} from pay_attempt where todo_at <= @now order by todo_at, id limit 100", new { now });

    public static Task<IReadOnlyList<TenderRow>> TendersAsync(CoreTransaction tx, string attemptId) =>
        tx.ListAsync<TenderRow>("select attempt_id, line_no, tender, quota_id, amount_minor, refund_taken_minor from pay_tender where attempt_id = @attemptId order by line_no", new { attemptId });
}

internal sealed record PaymentRow
{
    public string Id { get; init; } = "";
    public string OrderId { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Currency { get; init; } = "";
    public string Description { get; init; } = "";
    public long PayableMinor { get; init; }

    /// <summary>pending, succeeded or closed.</summary>
    public string State { get; init; } = "";
    public string? AttemptId { get; init; }

    /// <summary>Refunded or on its way: never above what is payable (I-23).</summary>
    public long RefundTakenMinor { get; init; }
    public long RefundedMinor { get; init; }
    public long ExpiresAt { get; init; }
    public long CreatedAt { get; init; }

    public bool IsPending => State == "pending";
}

internal sealed record AttemptRow
{
    public string Id { get; init; } = "";
    public string PaymentId { get; init; } = "";
    public string TradeNo { get; init; } = "";

    /// <summary>Null when only own means are used.</summary>
    public string? Channel { get; init; }
    public long OutsideMinor { get; init; }
    public string Scene { get; init; } = "";
    public string? Payer { get; init; }

    /// <summary>init, verifying, pending, unknown, closing; or ended: succeeded, failed, closed.</summary>
    public string State { get; init; } = "";
    public string? HoldId { get; init; }
    public long IsSurplus { get; init; }
    public string? ClientParams { get; init; }
    public string? Code { get; init; }

    /// <summary>What the clock does next: prepay, ask, close, settle.</summary>
    public string? Todo { get; init; }
    public long? TodoAt { get; init; }
    public long Tries { get; init; }

    public bool IsLive => State is "init" or "verifying" or "pending" or "unknown";
}

internal sealed record TenderRow
{
    public string AttemptId { get; init; } = "";
    public long LineNo { get; init; }
    public string Tender { get; init; } = "";
    public string? QuotaId { get; init; }
    public long AmountMinor { get; init; }
    public long RefundTakenMinor { get; init; }
}
