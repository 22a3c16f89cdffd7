using RailLife.Commerce.Edge;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What after-sales does to an order: opens and ends applications, counts what came back, closes it when all did.</summary>
/// <remarks>Catalogue ORD-15, ORD-20, AFS-08; law I-59: the counters themselves refuse more than was bought or paid.</remarks>
internal sealed class ReturnLines(OrdersParts parts)
{
    private readonly OrderPostings postings = new(parts);

    public async Task<Outcome<OrderInfo>> MarkAsync(CoreTransaction tx, Actor actor, string orderId, bool isOpen)
    {
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set after_sales_open = after_sales_open + @Delta, version = version + 1,
                after_sale = case when after_sale = 'all-returned' then after_sale when after_sales_open + @Delta > 0 then 'open' when refunded_minor > 0 then 'part-returned' else 'none' end
            where id = @orderId and payment = 'paid' and state in ('wait-ship', 'wait-receive', 'success', 'closed') and after_sales_open + @Delta >= 0 and (@Delta < 0 or state <> 'closed')
            """, new { Delta = isOpen ? 1L : -1L, orderId });
        if (!isWon) return Refusal.Conflict("order-over", $"the order '{orderId}' is not paid, or it is over; nothing of it can be returned");
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        await parts.LogAsync(tx, actor, order, isOpen ? "after-sale-opened" : "after-sale-ended", Words.Parse<OrderState>(order.State));
        return OrdersFacade.Info(order);
    }

    public async Task<Outcome<OrderInfo>> RunAsync(CoreTransaction tx, Actor actor, string orderId, string refundId, IReadOnlyList<ReturnedLine> lines, long freightMinor)
    {
        var total = freightMinor + lines.Sum(l => l.PaidMinor);
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set refunded_minor = refunded_minor + @total, returned_freight_minor = returned_freight_minor + @freightMinor, version = version + 1,
                after_sale = case when after_sales_open > 0 then 'open' else 'part-returned' end
            where id = @orderId and payment = 'paid' and refunded_minor + @total <= paid_minor and returned_freight_minor + @freightMinor <= freight_minor
            """, new { total, freightMinor, orderId });
        if (!isWon) return Refusal.Conflict("refund-over-paid", $"the order '{orderId}' is not paid, or {total} more would pass what was paid for it");
        var before = await OrderLineRow.OfAsync(tx, orderId);
        foreach (var line in lines.OrderBy(l => l.LineNo))
        {
            var isCounted = await tx.ExecuteOneAsync(
                """
                update order_line set returned = returned + @Quantity, refunded_minor = refunded_minor + @PaidMinor, points_back = points_back + @PointsBack
                where order_id = @orderId and line_no = @LineNo and returned + @Quantity <= quantity and points_back + @PointsBack <= points_used
                    and refunded_minor + @PaidMinor <= goods_minor - promotion_minor - coupon_minor - member_minor - points_minor
                """, new { line.Quantity, line.PaidMinor, line.PointsBack, orderId, LineNo = (long)line.LineNo });
            if (!isCounted) return Refusal.Conflict("too-many-returned", $"line {line.LineNo}: {line.Quantity} more pieces or {line.PaidMinor} more money would pass what was bought and paid");
        }
        var after = await OrderLineRow.OfAsync(tx, orderId);
        foreach (var line in after.Where(l => l.Returned == l.Quantity)) await parts.Reviews.CloseAsync(tx, orderId, (int)line.LineNo);
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        if (total > 0) await postings.OwedBackAsync(tx, actor, order, refundId, total);
        // When it was completed the seller got what the platform had taken off at its own cost: of pieces that come back later it is the platform's again.
        if (order.CompletedAt is not null) await postings.UnborneAsync(tx, actor, order, refundId, PlatformBears.Less(before, after, await EffectRow.OfAsync(tx, orderId)));
        await parts.LogAsync(tx, actor, order, "returned", Words.Parse<OrderState>(order.State));
        return OrdersFacade.Info(order);
    }

    /// <summary>A part left and the rest was refunded: nothing is left to ship, so it waits to be received.</summary>
    public async Task ShippedIfNothingLeftAsync(CoreTransaction tx, Actor actor, string orderId)
    {
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set state = 'wait-receive', fulfilment = 'shipped', shipped_at = @NowMicros, signs_at = @SignsAt, version = version + 1 where id = @orderId and state = 'wait-ship' and fulfilment = 'part-shipped'
                and not exists (select 1 from order_line l where l.order_id = order_head.id and l.shipped + l.returned < l.quantity)
            """, new { tx.NowMicros, SignsAt = tx.Now.AddDays(parts.Options.AutoSignDays).ToMicros(), orderId });
        if (!isWon) return;
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        await postings.ShippedAsync(tx, actor, order);
        await parts.LogAsync(tx, actor, order, "shipped", OrderState.WaitReceive);
    }

    public async Task<bool> CloseIfAllAsync(CoreTransaction tx, Actor actor, string orderId)
    {
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set state = 'closed', after_sale = 'all-returned', version = version + 1 where id = @orderId and state in ('wait-ship', 'wait-receive', 'success')
                and not exists (select 1 from order_line l where l.order_id = order_head.id and l.returned < l.quantity and l.is_gift = 0)
            """, new { orderId });
        if (!isWon) return false;
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        if (order.CompletedAt is null) await postings.KeptAsync(tx, actor, order);
        await parts.LogAsync(tx, actor, order, "closed", OrderState.Closed);
        parts.Emit(tx, actor, order, new OrderClosed(order.Id, OrderCloseReason.AllReturned, parts.Day(tx)));
        return true;
    }
}
