using RailLife.Commerce.Edge;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What is not shipped goes on by itself once it is paid: a course or a code is the buyer's at once, a meal waits to be served.</summary>
/// <remarks>Catalogue ORD-01, FUL-20: no warehouse, no carrier.</remarks>
internal sealed class DeliverVirtual(OrdersParts parts)
{
    private readonly OrderPostings postings = new(parts);
    private readonly ReceiveOrder receive = new(parts);

    /// <param name="order">Paid just now.</param>
    public async Task RunAsync(CoreTransaction tx, OrderRow order, IReadOnlyList<OrderLineRow> lines)
    {
        if (order.Kind == OrderKinds.Physical) return;
        await tx.ExecuteAsync("update order_head set state = 'wait-receive', version = version + 1 where id = @Id and state = 'wait-ship'", order);
        if (order.Kind == OrderKinds.Virtual) await HandOverAsync(tx, Actor.Platform, order, lines);
    }

    /// <summary>The buyer has it: a virtual good at once, a service when it was served.</summary>
    public async Task HandOverAsync(CoreTransaction tx, Actor actor, OrderRow order, IReadOnlyList<OrderLineRow> lines)
    {
        var kept = SetAside.StockLines(order, lines, l => l.Quantity - l.Shipped - l.Returned);
        if (kept.Count > 0) _ = (await parts.Stock.DeductAsync(tx, order.RootId, kept, actor.ToString())).Value;
        await tx.ExecuteAsync("update order_line set shipped = quantity where order_id = @Id", order);
        await tx.ExecuteAsync("update order_head set shipped_at = @NowMicros, fulfilment = 'shipped' where id = @Id", new { tx.NowMicros, order.Id });
        await postings.ShippedAsync(tx, actor, order);
        if (order.Kind == OrderKinds.Virtual) parts.Emit(tx, actor, order, new VirtualDelivered(order.Id, parts.Day(tx)));
        await receive.DoneAsync(tx, actor, order, order.Kind == OrderKinds.Virtual ? "delivered" : "served");
    }
}

/// <summary>Kinds of orders by what has to happen with the goods: the words of the products' kinds.</summary>
internal static class OrderKinds
{
    public const string Physical = "physical";
    public const string Virtual = "virtual";
    public const string Service = "service";
}
