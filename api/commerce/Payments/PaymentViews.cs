using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Tender">wallet, staff-cash, staff-welfare, instant-credit, subsidy, or a channel's name.</param>
/// <param name="QuotaId">Of a subsidy.</param>
public sealed record TenderAsk(string Tender, [Range(1, Money.MinorMax)] long AmountMinor, string? QuotaId);

public sealed record TenderView(string Tender, long AmountMinor, string? QuotaId);

/// <param name="State">pending, succeeded, closed.</param>
/// <param name="ExpiresAt">RFC 3339.</param>
/// <param name="Attempt">The one that paid, else the last try; null before the first.</param>
public sealed record PaymentView(string Id, string OrderId, string State, long PayableMinor, long RefundedMinor, string Currency, string ExpiresAt, AttemptView? Attempt);

/// <param name="State">init, verifying, pending, unknown, closing, succeeded, failed, closed.</param>
/// <param name="ClientParams">What the payer's client opens or shows, once the channel has answered.</param>
/// <param name="Code">Why it failed.</param>
public sealed record AttemptView(string Id, string TradeNo, string State, string? Channel, string? ClientParams, string? Code, IReadOnlyList<TenderView> Tenders);

/// <param name="State">waiting, succeeded, failed.</param>
public sealed record RefundView(string Id, string OrderId, string PaymentId, string State, long AmountMinor, string Currency, string Cause, string? Code, IReadOnlyList<RefundPartView> Parts);

public sealed record RefundPartView(string Tender, long AmountMinor, string State, string? Code);

internal static class PaymentViews
{
    public static async Task<PaymentView> OfAsync(CoreTransaction tx, PaymentRow payment)
    {
        var attempts = await PaymentRows.AttemptsAsync(tx, payment.Id);
        var shown = attempts.FirstOrDefault(a => a.Id == payment.AttemptId) ?? attempts.LastOrDefault();
        return new PaymentView(payment.Id, payment.OrderId, payment.State, payment.PayableMinor, payment.RefundedMinor, payment.Currency, EventJson.Instant(payment.ExpiresAt.ToInstant()), shown is null ? null : await OfAsync(tx, shown));
    }

    public static async Task<AttemptView> OfAsync(CoreTransaction tx, AttemptRow attempt) =>
        new(attempt.Id, attempt.TradeNo, attempt.State, attempt.Channel, attempt.ClientParams, attempt.Code, Of(await PaymentRows.TendersAsync(tx, attempt.Id)));

    public static IReadOnlyList<TenderView> Of(IReadOnlyList<TenderRow> tenders) => [.. tenders.Select(t => new TenderView(t.Tender, t.AmountMinor, t.QuotaId))];

    public static async Task<RefundView> OfAsync(CoreTransaction tx, RefundRow refund) => new(refund.Id, refund.OrderId, refund.PaymentId, refund.State, refund.AmountMinor, refund.Currency, refund.Cause, refund.Code,
        [.. (await RefundRows.PartsAsync(tx, refund.Id)).Select(p => new RefundPartView(p.Tender, p.AmountMinor, p.State, p.Code))]);
}
