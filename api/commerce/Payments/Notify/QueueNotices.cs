using System.Text.Json;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>What a merchant's system is told: <c>payment.succeeded</c> or <c>refund.succeeded</c>.</summary>
/// <param name="Id">The notice's: the same in every try, so that its reader can tell a repeated one.</param>
/// <param name="AmountMinor">Of the whole payment or refund.</param>
internal sealed record NoticeBody(string Id, string Kind, string PaymentId, string OrderId, string? RefundId, long AmountMinor, string Currency, string HappenedAt);

/// <summary>Writes down, in the transaction that moved the money, whom to tell.</summary>
/// <remarks>Catalogue PAY-05.</remarks>
internal sealed class QueueNotices(IdSource ids)
{
    public Task PaidAsync(CoreTransaction tx, PaymentRow payment) => QueueAsync(tx, "payment.succeeded", payment, null, payment.PayableMinor);

    public Task RefundedAsync(CoreTransaction tx, PaymentRow payment, RefundRow refund) => QueueAsync(tx, "refund.succeeded", payment, refund.Id, refund.AmountMinor);

    private async Task QueueAsync(CoreTransaction tx, string kind, PaymentRow payment, string? refundId, long amountMinor)
    {
        var merchants = await tx.ListAsync<string>("select p.merchant_id from pay_party p join pay_hook h on h.merchant_id = p.merchant_id where p.payment_id = @Id and h.is_active = 1 order by p.merchant_id", payment);
        foreach (var merchantId in merchants)
        {
            var id = ids.Next();
            var body = JsonSerializer.SerializeToUtf8Bytes(new NoticeBody(id, kind, payment.Id, payment.OrderId, refundId, amountMinor, payment.Currency, EventJson.Instant(tx.Now)), EventJson.Options);
            await tx.ExecuteAsync(
                "insert into pay_notice (id, kind, payment_id, order_id, merchant_id, body, state, next_at, tries, created_at) values (@id, @kind, @PaymentId, @OrderId, @merchantId, @body, 'waiting', @NowMicros, 0, @NowMicros)",
                new { id, kind, PaymentId = payment.Id, payment.OrderId, merchantId, body, tx.NowMicros });
        }
    }
}
