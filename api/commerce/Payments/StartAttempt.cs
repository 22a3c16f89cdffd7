using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Scene">native, jsapi, h5, app.</param>
internal sealed record AttemptAsk(IReadOnlyList<TenderAsk> Tenders, string Scene, string? Payer, string? Device);

/// <summary>One try to pay: own parts are held in the ledger, the outside part is announced to its channel by the clock's work.</summary>
/// <remarks>Catalogue PAY-01, PAY-02, RSK-02. A new try replaces the one before: its holds are void, and its channel is asked to close it.</remarks>
internal sealed class StartAttempt(LedgerFacade ledger, IdSource ids, CommerceOptions options, ChannelSet channels, PaymentEvents events, RiskGate risk, DueBell bell)
{
    /// <summary>Holds outlive the payment: a success that comes at the last moment still finds its own part.</summary>
    private static readonly TimeSpan HoldsBeyond = TimeSpan.FromDays(2);

    /// <param name="payment">Locked by the caller, or just written by him.</param>
    public async Task<Outcome<AttemptRow>> RunAsync(CoreTransaction tx, Actor actor, PaymentRow payment, AttemptAsk ask)
    {
        if (!payment.IsPending) return Refusal.Conflict("payment-not-open", $"the payment is {payment.State}, expected pending");
        if (payment.ExpiresAt <= tx.NowMicros) return Refusal.Conflict("payment-expired", "its time to be paid is over; order again");
        if (Tenders.Decide(payment.PayableMinor, ask.Tenders, t => channels.Find(t) is not null) is { } wrong) return wrong;
        foreach (var subsidy in ask.Tenders.Where(t => t.QuotaId is not null))
            if (await Quotas.RefuseAsync(tx, subsidy, payment.Currency) is { } refused) return refused;
        foreach (var before in (await PaymentRows.AttemptsAsync(tx, payment.Id)).Where(a => a.IsLive)) await ReplaceAsync(tx, actor, before);

        var attemptId = ids.Next();
        var outside = ask.Tenders.FirstOrDefault(t => !Tenders.IsOwn(t.Tender));
        await WriteAsync(tx, actor, payment, ask, attemptId, outside);
        var decision = await risk.DecideAsync(tx, actor, payment, attemptId, ask.Device);
        switch (decision.Verdict)
        {
            case RiskVerdict.Reject:
                await tx.ExecuteAsync("update pay_attempt set state = 'failed', code = 'risk-rejected', ended_at = @NowMicros where id = @attemptId", new { tx.NowMicros, attemptId });
                events.Emit(tx, actor, payment, new PaymentFailed(payment.Id, payment.OrderId, attemptId, outside?.Tender, "risk-rejected", events.Day(tx)));
                break;
            case RiskVerdict.Verify:
                await tx.ExecuteAsync("update pay_attempt set state = 'verifying' where id = @attemptId", new { attemptId });
                break;
            default:
                await GoAsync(tx, attemptId, outside is null, decision.NotBefore);
                if (decision.NotBefore <= tx.NowMicros) tx.WhenCommitted(bell.Ring);
                break;
        }
        if (decision.Verdict != RiskVerdict.Reject && await HoldAsync(tx, actor, payment, ask.Tenders, attemptId) is { } shortOf) return shortOf;
        return await PaymentRows.AttemptAsync(tx, attemptId) ?? throw new InvalidOperationException($"the attempt '{attemptId}' was just written");
    }

    /// <summary>Gives it to the clock's work.</summary>
    public static Task GoAsync(CoreTransaction tx, string attemptId, bool isOwnOnly, long notBefore) => tx.ExecuteAsync(
        "update pay_attempt set state = 'init', todo = @Todo, todo_at = @notBefore, tries = 0 where id = @attemptId",
        new { Todo = isOwnOnly ? "settle" : "prepay", notBefore, attemptId });

    private async Task WriteAsync(CoreTransaction tx, Actor actor, PaymentRow payment, AttemptAsk ask, string attemptId, TenderAsk? outside)
    {
        await tx.ExecuteAsync(
            """
            insert into pay_attempt (id, payment_id, trade_no, channel, outside_minor, scene, payer, device_hash, state, is_surplus, tries, created_at, actor)
            values (@attemptId, @PaymentId, @TradeNo, @Channel, @OutsideMinor, @Scene, @Payer, @DeviceHash, 'init', 0, 0, @NowMicros, @Actor)
            """,
            new
            {
                attemptId, PaymentId = payment.Id, TradeNo = attemptId.Replace("-", "", StringComparison.Ordinal), Channel = outside?.Tender, OutsideMinor = outside?.AmountMinor ?? 0, ask.Scene, ask.Payer,
                DeviceHash = RiskGate.DeviceHash(ask.Device), tx.NowMicros, Actor = actor.ToString(),
            });
        await tx.ExecuteAsync("insert into pay_tender (attempt_id, line_no, tender, quota_id, amount_minor, refund_taken_minor) values (@attemptId, @LineNo, @Tender, @QuotaId, @AmountMinor, 0)",
            ask.Tenders.Select((t, i) => new { attemptId, LineNo = i + 1L, t.Tender, t.QuotaId, t.AmountMinor }).ToList());
    }

    private async Task<Refusal?> HoldAsync(CoreTransaction tx, Actor actor, PaymentRow payment, IReadOnlyList<TenderAsk> tenders, string attemptId)
    {
        var postings = tenders.Where(t => Tenders.IsOwn(t.Tender)).SelectMany(t => Tenders.Pay(payment.MemberId, t.Tender, t.QuotaId, t.AmountMinor, payment.Currency)).ToList();
        if (postings.Count == 0) return null;
        var hold = await ledger.HoldAsync(tx, actor, new Transfer($"payment/{payment.Id}/{attemptId}/own", "order-paid", options.DayOf(tx.Now).Day, postings), payment.ExpiresAt.ToInstant() + HoldsBeyond);
        if (!hold.IsDone) return hold.Refusal;
        await tx.ExecuteAsync("update pay_attempt set hold_id = @Hold where id = @attemptId", new { Hold = hold.Value, attemptId });
        return null;
    }

    private async Task ReplaceAsync(CoreTransaction tx, Actor actor, AttemptRow before)
    {
        await Attempts.GiveUpAsync(tx, ledger, risk, actor, before, "replaced");
    }
}
