using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Ends the time in which an order can be paid. Of paying and closing exactly one wins: both lock the payment.</summary>
/// <remarks>Catalogue PAY-04, ORD-13. Law I-25: money that comes later goes back.</remarks>
internal sealed class ClosePayment(LedgerFacade ledger, PaymentEvents events, RiskGate risk)
{
    public async Task<Outcome<PaymentView>> OfOrderAsync(CoreTransaction tx, string orderId, Actor actor)
    {
        if (await PaymentRows.LockOfOrderAsync(tx, orderId) is not { } payment) return Refusal.NotFound("payment", orderId);
        return await RunAsync(tx, actor, payment, PaymentCloseReason.Cancelled);
    }

    /// <param name="payment">Locked.</param>
    public async Task<Outcome<PaymentView>> RunAsync(CoreTransaction tx, Actor actor, PaymentRow payment, PaymentCloseReason reason)
    {
        if (payment.State == "succeeded") return Refusal.Conflict("already-paid", "the order is paid; refund it instead");
        if (payment.State == "closed") return await PaymentViews.OfAsync(tx, payment);
        await tx.ExecuteAsync("update pay_payment set state = 'closed', ended_at = @NowMicros where id = @Id and state = 'pending'", new { tx.NowMicros, payment.Id });
        foreach (var attempt in (await PaymentRows.AttemptsAsync(tx, payment.Id)).Where(a => a.IsLive)) await Attempts.GiveUpAsync(tx, ledger, risk, actor, attempt, "payment-closed");
        events.Emit(tx, actor, payment, new PaymentClosed(payment.Id, payment.OrderId, reason, events.Day(tx)));
        return await PaymentViews.OfAsync(tx, payment with { State = "closed" });
    }
}
