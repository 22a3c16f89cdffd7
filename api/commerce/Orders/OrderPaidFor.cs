using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Products;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An order is paid: what was set aside is used, its children wait to be shipped, what needs no shipping goes on by itself.</summary>
/// <remarks>Catalogue ORD-11, ORD-25, FUL-20; law I-25. Payments call it with the payment locked, once; of paying and cancelling the payment's row lets one win.</remarks>
internal sealed class OrderPaidFor(OrdersParts parts)
{
    private static readonly Actor Platform = Actor.Platform;

    private readonly SetAside aside = new(parts);
    private readonly CancelPaidOrder cancel = new(parts);
    private readonly DeliverVirtual deliver = new(parts);

    public async Task RunAsync(CoreTransaction tx, PaymentDone payment)
    {
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set payment = 'paid', paid_minor = payable_minor, paid_at = @NowMicros, payment_channel = @Channel, version = version + 1,
                is_shown = case when state = 'split' then 0 else 1 end, state = case when state = 'split' then 'split' else 'wait-ship' end
            where id = @OrderId and parent_id is null and payment = 'unpaid'
            """, new { tx.NowMicros, Channel = ChannelOf(payment), payment.OrderId });
        if (!isWon)
        {
            // Nobody owes this money any more: it goes back, whatever happened in between.
            _ = (await parts.Payments.RefundAsync(tx, Platform, new RefundRequest(payment.OrderId, $"{payment.OrderId}-unwanted", payment.PaidMinor, "the order was given up before it was paid"))).Value;
            return;
        }
        await tx.ExecuteAsync(
            "update order_head set payment = 'paid', paid_minor = payable_minor, paid_at = @NowMicros, payment_channel = @Channel, version = version + 1, is_shown = 1, state = 'wait-ship' where root_id = @OrderId and parent_id is not null and state = 'wait-pay'",
            new { tx.NowMicros, Channel = ChannelOf(payment), payment.OrderId });
        var root = (await OrderRow.FindAsync(tx, payment.OrderId))!;
        var orders = await OrderRow.LeavesAsync(tx, root.Id);
        var lines = await OrderLineRow.OfAllAsync(tx, [.. orders.Select(o => o.Id)]);
        await parts.LogAsync(tx, Platform, orders, "paid", OrderState.WaitShip);
        foreach (var order in orders)
        {
            parts.Emit(tx, Platform, order, new OrderPaid(order.Id, order.PaidMinor, order.Currency, order.PaymentChannel, parts.Day(tx)));
        }
        var used = await aside.UseAsync(tx, Platform, root, lines.SelectMany(g => g).Any(l => l.IsStockKept == 1));
        if (used.IsDone)
        {
            await GoOnAsync(tx, orders, lines);
            await OrderSms.PaidAsync(parts, tx, root);
        }
        else await UndoAsync(tx, orders, arePointsSpent: used.Refusal!.Code != SetAside.PointsGone);
    }

    private async Task GoOnAsync(CoreTransaction tx, IReadOnlyList<OrderRow> orders, ILookup<string, OrderLineRow> lines)
    {
        await parts.Products.SoldAsync(tx, [.. lines.SelectMany(g => g).GroupBy(l => l.ProductId).Select(g => new ProductSold(g.Key, g.Sum(l => l.Quantity)))]);
        foreach (var order in orders) await deliver.RunAsync(tx, order, [.. lines[order.Id]]);
    }

    // The pieces or points came free before the money came: the buyer gets it back.
    private async Task UndoAsync(CoreTransaction tx, IReadOnlyList<OrderRow> orders, bool arePointsSpent)
    {
        foreach (var order in orders)
            _ = (await cancel.RunAsync(tx, Platform, order, CancelReason.Timeout, "what was set aside for it was free again when it was paid", isStockHeld: false, arePointsSpent: arePointsSpent)).Value;
    }

    private static string? ChannelOf(PaymentDone payment) => payment.Channel ?? payment.Tenders.Select(t => t.Tender).FirstOrDefault();
}
