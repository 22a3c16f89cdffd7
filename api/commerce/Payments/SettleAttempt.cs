using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>What a report of the channel does to a try to pay.</summary>
internal enum Settlement
{
    Nothing,

    /// <summary>The channel knows it, and waits for the payer.</summary>
    Known,
    Succeed,

    /// <summary>Paid for nothing: twice, or too late. It goes back.</summary>
    Surplus,
    Fail,
    Close,

    /// <summary>Another amount than was asked for.</summary>
    Differ,
}

/// <summary>Takes in what a channel says, by callback or by answer: in any order, any number of times, at any time.</summary>
/// <remarks>Catalogue PAY-02. Laws I-24, I-25, I-26: state changes once; money is never lost; every try ends.</remarks>
internal sealed class SettleAttempt(PaymentsFacade payments, IPaymentOutcomes outcomes, QueueNotices notices)
{
    private readonly LedgerFacade ledger = payments.Ledger;

    /// <returns>What was done; null when no such try is known.</returns>
    public async Task<Settlement?> RunAsync(CoreTransaction tx, Actor actor, string tradeNo, ChannelReport report)
    {
        if (await PaymentRows.AttemptOfTradeAsync(tx, tradeNo) is not { } seen) return null;
        var payment = await PaymentRows.LockAsync(tx, seen.PaymentId) ?? throw new InvalidOperationException($"the attempt '{seen.Id}' has no payment");
        var attempt = await PaymentRows.AttemptAsync(tx, seen.Id) ?? throw new InvalidOperationException($"the attempt '{seen.Id}' is gone");
        var settlement = Decide(payment, attempt, report);
        if (settlement == Settlement.Succeed && !await SucceedAsync(tx, actor, payment, attempt, report)) settlement = Settlement.Surplus;
        switch (settlement)
        {
            case Settlement.Known when attempt.State is "init" or "unknown":
                await tx.ExecuteAsync("update pay_attempt set state = 'pending' where id = @Id", attempt);
                break;
            case Settlement.Surplus:
                await SurplusAsync(tx, actor, payment, attempt, report);
                break;
            case Settlement.Fail:
                await Attempts.EndAsync(tx, ledger, payments.Risk, actor, attempt, "failed", report.Code ?? "failed");
                payments.Events.Emit(tx, actor, payment, new PaymentFailed(payment.Id, payment.OrderId, attempt.Id, attempt.Channel, report.Code ?? "failed", payments.Events.Day(tx)));
                break;
            case Settlement.Close:
                await Attempts.EndAsync(tx, ledger, payments.Risk, actor, attempt, "closed", null);
                break;
            case Settlement.Differ:
                await Alarms.RaiseAsync(tx, payments.Ids, "amount-differs", attempt.Id, $"the channel says {report.AmountMinor} was paid, {attempt.OutsideMinor} was asked for");
                break;
        }
        return settlement;
    }

    public static Settlement Decide(PaymentRow payment, AttemptRow attempt, ChannelReport report) => report.State switch
    {
        _ when attempt.State == "succeeded" => Settlement.Nothing,
        ChannelState.Paid when report.AmountMinor != attempt.OutsideMinor => Settlement.Differ,
        // A try that was given up has lost its own part; one that had none is as good as ever.
        ChannelState.Paid => payment.IsPending && (attempt.IsLive || attempt.HoldId is null) ? Settlement.Succeed : Settlement.Surplus,
        _ when attempt.State is "failed" or "closed" => Settlement.Nothing,
        ChannelState.Failed => Settlement.Fail,
        ChannelState.Closed => Settlement.Close,
        ChannelState.NotFound => attempt.State == "closing" ? Settlement.Close : Settlement.Nothing,
        _ => attempt.State == "closing" ? Settlement.Nothing : Settlement.Known,
    };

    /// <returns>False when the own part's hold is gone: then nothing was changed.</returns>
    private async Task<bool> SucceedAsync(CoreTransaction tx, Actor actor, PaymentRow payment, AttemptRow attempt, ChannelReport report)
    {
        if (attempt.HoldId is { } hold && !(await tx.TryAsync(() => ledger.PostHeldAsync(tx, actor, hold))).IsDone) return false;
        var tenders = await PaymentRows.TendersAsync(tx, attempt.Id);
        if (attempt.OutsideMinor > 0)
            await PostAsync(tx, actor, $"payment/{payment.Id}/{attempt.Id}/outside", "order-paid", [.. Tenders.Pay(payment.MemberId, attempt.Channel!, null, attempt.OutsideMinor, payment.Currency)]);
        await EndWellAsync(tx, attempt, report, isSurplus: false);
        await tx.ExecuteAsync("update pay_payment set state = 'succeeded', attempt_id = @AttemptId, ended_at = @NowMicros where id = @Id and state = 'pending'", new { AttemptId = attempt.Id, tx.NowMicros, payment.Id });
        foreach (var other in (await PaymentRows.AttemptsAsync(tx, payment.Id)).Where(a => a.IsLive)) await Attempts.GiveUpAsync(tx, ledger, payments.Risk, actor, other, "paid-otherwise");

        var day = payments.Events.Day(tx);
        payments.Events.Emit(tx, actor, payment, new PaymentSucceeded(payment.Id, payment.OrderId, attempt.Id, payment.PayableMinor, payment.Currency, [.. tenders.Select(t => new TenderPart(t.Tender, t.AmountMinor))], day));
        foreach (var subsidy in tenders.Where(t => t.QuotaId is not null))
            payments.Events.Emit(tx, actor, payment, new SubsidyQuotaConsumed(subsidy.QuotaId!, payment.Id, payment.OrderId, subsidy.AmountMinor, payment.Currency, day));
        await notices.PaidAsync(tx, payment);
        await outcomes.PaidAsync(tx, new PaymentDone(payment.OrderId, payment.Id, payment.MemberId, payment.PayableMinor, payment.Currency, attempt.Channel, PaymentViews.Of(tenders)));
        return true;
    }

    private async Task SurplusAsync(CoreTransaction tx, Actor actor, PaymentRow payment, AttemptRow attempt, ChannelReport report)
    {
        if (attempt.IsLive) await Attempts.EndAsync(tx, ledger, payments.Risk, actor, attempt, "closed", "hold-expired");
        if (attempt.OutsideMinor == 0) return;
        await PostAsync(tx, actor, $"payment/{payment.Id}/{attempt.Id}/surplus", "surplus-paid",
        [
            Posting.Debit(LedgerAccounts.Channel(attempt.Channel!, payment.Currency), attempt.OutsideMinor),
            Posting.Credit(LedgerAccounts.Surplus(payment.Currency), attempt.OutsideMinor),
        ]);
        await EndWellAsync(tx, attempt, report, isSurplus: true);
        await payments.Refund.SurplusAsync(tx, actor, payment, attempt);
    }

    private static Task EndWellAsync(CoreTransaction tx, AttemptRow attempt, ChannelReport report, bool isSurplus) => tx.ExecuteAsync(
        "update pay_attempt set state = 'succeeded', is_surplus = @IsSurplus, channel_trade_no = @ChannelTradeNo, todo = null, todo_at = null, ended_at = @NowMicros where id = @Id",
        new { IsSurplus = isSurplus ? 1L : 0L, report.ChannelTradeNo, tx.NowMicros, attempt.Id });

    private async Task PostAsync(CoreTransaction tx, Actor actor, string reference, string kind, IReadOnlyList<Posting> postings)
    {
        var posted = await ledger.PostAsync(tx, actor, new Transfer(reference, kind, payments.Options.DayOf(tx.Now).Day, postings));
        // Money that is there must be booked: a closed day is a matter of settings, and the report comes again.
        if (!posted.IsDone) throw new InvalidOperationException($"{reference}: the ledger refused {posted.Refusal!.Code}");
    }
}
