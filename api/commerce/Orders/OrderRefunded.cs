using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>The money of a cancelled order is with its buyer. Catalogue PAY-03; refunds of after-sales are theirs to tell.</summary>
internal sealed class OrderRefunded(OrdersParts parts)
{
    /// <returns>False when the refund is not of a cancelled order.</returns>
    public async Task<bool> RunAsync(CoreTransaction tx, RefundDone refund)
    {
        if (!await tx.ExecuteOneAsync("update order_refund set state = 'refunded', refunded_at = @NowMicros where id = @RefundId and state = 'asked'", new { tx.NowMicros, refund.RefundId })) return false;
        var orderId = await tx.GetAsync<string>("select order_id from order_refund where id = @RefundId", refund);
        await tx.ExecuteAsync("update order_head set refunded_minor = refunded_minor + @AmountMinor, version = version + 1 where id = @orderId", new { refund.AmountMinor, orderId });
        var lines = await OrderLineRow.OfAsync(tx, orderId);
        await tx.ExecuteAsync("update order_line set refunded_minor = goods_minor - promotion_minor - coupon_minor - member_minor - points_minor where order_id = @orderId", new { orderId });
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        await parts.LogAsync(tx, Actor.Platform, order, "refunded", Words.Parse<OrderState>(order.State));
        parts.Emit(tx, Actor.Platform, order, new RefundCompleted(refund.RefundId, order.Id, order.MemberId,
            [.. lines.Select(l => new RefundLine((int)l.LineNo, l.ProductId, l.Quantity - l.Returned, l.UnitPriceMinor / 100m, l.Amounts.GoodsPaidMinor - l.RefundedMinor))], order.Currency, order.Region, parts.Day(tx)));
        return true;
    }
}
