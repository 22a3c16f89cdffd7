using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>A paid order, or one child, of which nothing has left: its money, points and stock go back.</summary>
/// <remarks>Catalogue ORD-14, FUL-23; law I-32: the stock is released once, by the one who moves the state.</remarks>
internal sealed class CancelPaidOrder(OrdersParts parts)
{
    private readonly SetAside aside = new(parts);
    private readonly OrderPostings postings = new(parts);

    /// <param name="isStockHeld">False when its pieces came free already.</param>
    /// <param name="arePointsSpent">False when its points came free already.</param>
    /// <param name="end">cancelled, or closed by the platform.</param>
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, OrderRow order, CancelReason reason, string? note, bool isStockHeld = true, OrderState end = OrderState.Cancelled, bool arePointsSpent = true)
    {
        if (order.AfterSalesOpen > 0) return Refusal.Conflict("after-sales-open", "an application for a refund is open; withdraw it, or wait for it");
        // The payment is locked before the order, as everywhere.
        var refundId = $"{order.Id}-cancelled";
        var owed = order.PaidMinor - order.RefundedMinor;
        if (owed > 0 && await parts.Payments.RefundAsync(tx, actor, new RefundRequest(order.RootId, refundId, owed, "the order was cancelled")) is { IsDone: false } no) return no.Refusal!;
        // Children that are cancelled at once take turns at their root: the last one sees that nothing is left.
        _ = await tx.FindAsync<string>($"select id from order_head where id = @RootId{tx.Dialect.ForUpdate}", order);
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set state = @State, payment = 'refunded', cancelled_at = @NowMicros, cancel_reason = @Reason, version = version + 1
            where id = @Id and state in ('wait-ship', 'wait-receive') and fulfilment = 'none' and payment = 'paid' and refunded_minor = @RefundedMinor and is_held = @IsHeld and after_sales_open = 0
            """, new { State = Words.Of(end), tx.NowMicros, Reason = Words.Of(reason), order.Id, order.RefundedMinor, order.IsHeld });
        if (!isWon) return Refusal.Conflict("order-changed", $"the order '{order.Id}' was shipped, served or cancelled in between; read it again");
        var lines = await OrderLineRow.OfAsync(tx, order.Id);
        var isLast = (await OrderRow.LeavesAsync(tx, order.RootId)).All(o => o.State is "cancelled" or "closed");
        await aside.GiveBackPaidAsync(tx, actor, order, isStockHeld ? lines : [.. lines.Select(l => l with { IsStockKept = 0 })], isLast, arePointsSpent);
        if (owed > 0)
        {
            await postings.OwedBackAsync(tx, actor, order, refundId, owed);
            await tx.ExecuteAsync("insert into order_refund (id, order_id, root_id, amount_minor, cause, state, created_at) values (@refundId, @Id, @RootId, @owed, 'cancelled', 'asked', @NowMicros)", new { refundId, order.Id, order.RootId, owed, tx.NowMicros });
        }
        await parts.LogAsync(tx, actor, order, Words.Of(end), end, note);
        parts.Emit(tx, actor, order, end is OrderState.Closed ? new OrderClosed(order.Id, OrderCloseReason.Intervention, parts.Day(tx)) : new OrderCancelled(order.Id, reason, parts.Day(tx)));
        await OrderSms.CancelledAsync(parts, tx, order);
        return order.Id;
    }
}
