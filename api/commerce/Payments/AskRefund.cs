using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Writes down what goes back, and by which means. Own parts are back at once; the clock's work sees the outside part through and tells when all is done.</summary>
/// <remarks>Catalogue PAY-03. Law I-23: refunded and on its way never pass what was paid; the guard is one statement on the payment's row, so racing refunds queue up at it.</remarks>
internal sealed class AskRefund(LedgerFacade ledger, IdSource ids, CommerceOptions options, PaymentEvents events)
{
    public async Task<Outcome<RefundView>> RunAsync(CoreTransaction tx, Actor actor, RefundRequest request)
    {
        if (await RefundRows.FindAsync(tx, request.RefundId) is { } known) return await RepeatedAsync(tx, known, request);
        if (request.AmountMinor <= 0) return Refusal.Invalid("bad-refund-amount", $"found {request.AmountMinor}, expected 1 or more");
        var isTaken = await tx.ExecuteOneAsync(
            "update pay_payment set refund_taken_minor = refund_taken_minor + @AmountMinor where order_id = @OrderId and state = 'succeeded' and refund_taken_minor + @AmountMinor <= payable_minor", request);
        if (await PaymentRows.OfOrderAsync(tx, request.OrderId) is not { } payment) return Refusal.NotFound("payment", request.OrderId);
        if (!isTaken)
            return payment.State == "succeeded"
                ? Refusal.Conflict("refund-too-large", $"found {request.AmountMinor}, expected at most {payment.PayableMinor - payment.RefundTakenMinor}: the rest is refunded or on its way")
                : Refusal.Conflict("not-paid", $"the payment is {payment.State}, expected succeeded");
        var attemptId = payment.AttemptId ?? throw new InvalidOperationException($"the payment '{payment.Id}' succeeded without an attempt");
        var parts = Plan(await PaymentRows.TendersAsync(tx, attemptId), request.AmountMinor);
        foreach (var part in parts)
        {
            var isWithin = await tx.ExecuteOneAsync("update pay_tender set refund_taken_minor = refund_taken_minor + @AmountMinor where attempt_id = @AttemptId and line_no = @LineNo and refund_taken_minor + @AmountMinor <= amount_minor", part);
            if (!isWithin) throw new InvalidOperationException($"the tenders of '{attemptId}' do not sum to its payment");
        }
        // Two calls with one id may have raced to here; the payment's row let them in one after the other.
        if (await RefundRows.FindAsync(tx, request.RefundId) is { } raced) return Refusal.Conflict("refund-raced", $"the refund '{raced.Id}' was asked for at the same moment; ask again");
        return await WriteAsync(tx, actor, payment, request.RefundId, attemptId, RefundCause.Asked, request.Reason, parts);
    }

    /// <summary>All of an outside part that was paid for nothing.</summary>
    public async Task SurplusAsync(CoreTransaction tx, Actor actor, PaymentRow payment, AttemptRow attempt)
    {
        var tender = (await PaymentRows.TendersAsync(tx, attempt.Id)).Single(t => !Tenders.IsOwn(t.Tender));
        await tx.ExecuteAsync("update pay_tender set refund_taken_minor = amount_minor where attempt_id = @AttemptId and line_no = @LineNo and refund_taken_minor = 0", tender);
        await WriteAsync(tx, actor, payment, ids.Next(), attempt.Id, RefundCause.Surplus, payment.State == "closed" ? "paid after the payment was closed" : "paid twice", [tender]);
    }

    /// <summary>Which tender gives how much: outside first, then the operator's own in their order; never more than is left of each.</summary>
    /// <remarks>Law I-28: refund by tender at most its part.</remarks>
    public static IReadOnlyList<TenderRow> Plan(IReadOnlyList<TenderRow> tenders, long amount)
    {
        var parts = new List<TenderRow>();
        foreach (var tender in tenders.OrderBy(t => Tenders.BackRank(t.Tender)).ThenBy(t => t.LineNo))
        {
            var part = Math.Min(amount, tender.AmountMinor - tender.RefundTakenMinor);
            if (part <= 0) continue;
            parts.Add(tender with { AmountMinor = part });
            amount -= part;
        }
        return amount == 0 ? parts : throw new InvalidOperationException($"{amount} of the refund finds no tender");
    }

    private static async Task<Outcome<RefundView>> RepeatedAsync(CoreTransaction tx, RefundRow known, RefundRequest request) =>
        known.OrderId == request.OrderId && known.AmountMinor == request.AmountMinor
            ? await PaymentViews.OfAsync(tx, known)
            : Refusal.Conflict("refund-id-reused", $"the refund '{known.Id}' came before with another order or amount");

    private async Task<Outcome<RefundView>> WriteAsync(CoreTransaction tx, Actor actor, PaymentRow payment, string refundId, string attemptId, RefundCause cause, string reason, IReadOnlyList<TenderRow> parts)
    {
        var amount = parts.Aggregate(0L, (sum, p) => checked(sum + p.AmountMinor));
        await tx.ExecuteAsync(
            """
            insert into pay_refund (id, payment_id, attempt_id, order_id, cause, amount_minor, currency, reason, state, created_at, actor)
            values (@refundId, @PaymentId, @attemptId, @OrderId, @Cause, @amount, @Currency, @reason, 'waiting', @NowMicros, @Actor)
            """,
            new { refundId, PaymentId = payment.Id, attemptId, payment.OrderId, Cause = cause == RefundCause.Surplus ? "surplus" : "asked", amount, payment.Currency, reason, tx.NowMicros, Actor = actor.ToString() });
        foreach (var part in parts)
            await tx.ExecuteAsync(
                "insert into pay_refund_part (refund_id, line_no, tender, quota_id, amount_minor, refund_no, state, todo_at, tries) values (@refundId, @LineNo, @Tender, @QuotaId, @AmountMinor, @RefundNo, 'waiting', @NowMicros, 0)",
                new { refundId, part.LineNo, part.Tender, part.QuotaId, part.AmountMinor, RefundNo = ids.Next().Replace("-", "", StringComparison.Ordinal), tx.NowMicros });
        var own = parts.Where(p => Tenders.IsOwn(p.Tender)).SelectMany(p => Tenders.GiveBack(payment.MemberId, p.Tender, p.QuotaId, p.AmountMinor, payment.Currency)).ToList();
        if (own.Count > 0)
        {
            var posted = await ledger.PostAsync(tx, actor, new Transfer($"refund/{refundId}/own", "refund", options.DayOf(tx.Now).Day, own));
            if (!posted.IsDone) return posted.Refusal!;
        }
        events.Emit(tx, actor, payment, new RefundCreated(refundId, payment.Id, payment.OrderId, cause, amount, payment.Currency, [.. parts.Select(p => new TenderPart(p.Tender, p.AmountMinor))], events.Day(tx)));
        return await PaymentViews.OfAsync(tx, await RefundRows.FindAsync(tx, refundId) ?? throw new InvalidOperationException($"the refund '{refundId}' was just written"));
    }
}
