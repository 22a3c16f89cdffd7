using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Takes in what a channel says of a refund, in any order and any number of times; the last part that arrives completes it.</summary>
/// <remarks>Catalogue PAY-03.</remarks>
internal sealed class SettleRefund(PaymentsFacade payments, IPaymentOutcomes outcomes, QueueNotices notices)
{
    /// <returns>False when no such refund is known.</returns>
    public async Task<bool> RunAsync(CoreTransaction tx, Actor actor, string refundNo, ChannelRefundReport report)
    {
        if (await RefundRows.PartOfNumberAsync(tx, refundNo) is not { } seen) return false;
        var refund = await RefundRows.FindAsync(tx, seen.RefundId) ?? throw new InvalidOperationException($"the part '{refundNo}' has no refund");
        var payment = await PaymentRows.LockAsync(tx, refund.PaymentId) ?? throw new InvalidOperationException($"the refund '{refund.Id}' has no payment");
        var part = await RefundRows.PartOfNumberAsync(tx, refundNo) ?? seen;
        if (part.State == "succeeded") return true;
        switch (report.State)
        {
            case ChannelRefundState.Succeeded:
                await SucceedAsync(tx, actor, payment, refund, part);
                break;
            case ChannelRefundState.Failed:
                await LaterAsync(tx, actor, payment, refund, part, "waiting", report.Code ?? "failed");
                break;
            case ChannelRefundState.NotFound:
                await tx.ExecuteAsync("update pay_refund_part set state = 'waiting', todo_at = @NowMicros where refund_no = @refundNo", new { tx.NowMicros, refundNo });
                break;
            default:
                await LaterAsync(tx, actor, payment, refund, part, "unknown", "no-answer");
                break;
        }
        return true;
    }

    private async Task SucceedAsync(CoreTransaction tx, Actor actor, PaymentRow payment, RefundRow refund, RefundPartRow part)
    {
        await tx.ExecuteAsync("update pay_refund_part set state = 'succeeded', code = null, todo_at = null where refund_no = @RefundNo", part);
        if (!Tenders.IsOwn(part.Tender)) await BookAsync(tx, actor, payment, refund, part);
        var open = await tx.GetAsync<long>("select count(*) from pay_refund_part where refund_id = @Id and state <> 'succeeded'", refund);
        if (open > 0) return;
        await tx.ExecuteAsync("update pay_refund set state = 'succeeded', code = null, ended_at = @NowMicros where id = @Id", new { tx.NowMicros, refund.Id });
        payments.Events.Emit(tx, actor, payment, new RefundSucceeded(refund.Id, payment.Id, payment.OrderId, refund.AmountMinor, payment.Currency, payments.Events.Day(tx)));
        if (refund.Cause == "surplus") return;
        await tx.ExecuteAsync("update pay_payment set refunded_minor = refunded_minor + @AmountMinor where id = @PaymentId", refund);
        await notices.RefundedAsync(tx, payment, refund);
        await outcomes.RefundedAsync(tx, Done(refund));
    }

    private async Task BookAsync(CoreTransaction tx, Actor actor, PaymentRow payment, RefundRow refund, RefundPartRow part)
    {
        IReadOnlyList<Posting> postings = refund.Cause == "surplus"
            ? [Posting.Debit(LedgerAccounts.Surplus(payment.Currency), part.AmountMinor), Posting.Credit(LedgerAccounts.Channel(part.Tender, payment.Currency), part.AmountMinor)]
            : [.. Tenders.GiveBack(payment.MemberId, part.Tender, part.QuotaId, part.AmountMinor, payment.Currency)];
        var posted = await payments.Ledger.PostAsync(tx, actor, new Transfer($"refund/{refund.Id}/{part.LineNo}", "refund", payments.Options.DayOf(tx.Now).Day, postings));
        if (!posted.IsDone) throw new InvalidOperationException($"refund '{refund.Id}': the ledger refused {posted.Refusal!.Code}");
    }

    // The money stays taken while it is not given back: a failed refund is tried again, by the ladder or by somebody.
    private async Task LaterAsync(CoreTransaction tx, Actor actor, PaymentRow payment, RefundRow refund, RefundPartRow part, string state, string code)
    {
        var next = Ladders.Refund.NextAt(part.Tries, tx.NowMicros);
        await tx.ExecuteAsync("update pay_refund_part set state = @state, code = @code, todo_at = @next where refund_no = @RefundNo", new { state = next is null ? "failed" : state, code, next, part.RefundNo });
        if (next is not null) return;
        await tx.ExecuteAsync("update pay_refund set state = 'failed', code = @code where id = @Id", new { code, refund.Id });
        await Alarms.RaiseAsync(tx, payments.Ids, "refund-failed", refund.Id, $"{part.Tender} did not give {part.AmountMinor} back: {code}");
        payments.Events.Emit(tx, actor, payment, new RefundFailed(refund.Id, payment.Id, payment.OrderId, code, payments.Events.Day(tx)));
        if (refund.Cause != "surplus") await outcomes.RefundFailedAsync(tx, Done(refund), code);
    }

    private static RefundDone Done(RefundRow refund) => new(refund.OrderId, refund.Id, refund.PaymentId, refund.AmountMinor, refund.Currency);
}
