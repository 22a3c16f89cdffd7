using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Makes an order payable: one payment per order.</summary>
/// <remarks>Catalogue PAY-01.</remarks>
internal sealed class CreatePayment(IdSource ids, PaymentEvents events, StartAttempt start)
{
    public async Task<Outcome<PaymentView>> RunAsync(CoreTransaction tx, Actor actor, PaymentRequest request)
    {
        if (request.PayableMinor is < 0 or > Money.MinorMax) return Refusal.Invalid("bad-payable", $"found {request.PayableMinor}, expected 0 to {Money.MinorMax}");
        if (request.ExpiresAt <= tx.Now) return Refusal.Invalid("already-expired", $"the payment would end at {request.ExpiresAt:u}, which is over");
        var id = ids.Next();
        var isFirst = await tx.ExecuteOneAsync(
            """
            insert into pay_payment (id, order_id, member_id, currency, description, payable_minor, state, refund_taken_minor, refunded_minor, expires_at, created_at, actor)
            values (@id, @OrderId, @MemberId, @Currency, @Description, @PayableMinor, 'pending', 0, 0, @ExpiresAt, @NowMicros, @Actor) on conflict do nothing
            """,
            new { id, request.OrderId, request.MemberId, request.Currency, request.Description, request.PayableMinor, ExpiresAt = request.ExpiresAt.ToMicros(), tx.NowMicros, Actor = actor.ToString() });
        if (!isFirst) return Refusal.Conflict("payment-exists", $"the order '{request.OrderId}' has a payment already");
        await tx.ExecuteAsync("insert into pay_party (payment_id, merchant_id) values (@id, @merchantId)", request.MerchantIds.Distinct().Order(StringComparer.Ordinal).Select(merchantId => new { id, merchantId }).ToList());
        var payment = await PaymentRows.FindAsync(tx, id) ?? throw new InvalidOperationException($"the payment '{id}' was just written");
        events.Emit(tx, actor, payment, new PaymentCreated(id, request.OrderId, request.PayableMinor, request.Currency, events.Day(tx)));
        if (request.Tenders.Count > 0 || request.PayableMinor == 0)
        {
            var attempt = await start.RunAsync(tx, actor, payment, new AttemptAsk(request.Tenders, request.Scene, request.Payer, request.Device));
            if (!attempt.IsDone) return attempt.Refusal!;
        }
        return await PaymentViews.OfAsync(tx, payment);
    }
}
