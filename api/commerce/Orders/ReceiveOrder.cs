using RailLife.Commerce.Edge;
using RailLife.Commerce.Products.Reviews;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>The buyer has the goods: he signs, the courier's word comes, or the time is over. Catalogue ORD-11, FUL-19, PRD-12: he may judge it now.</summary>
internal sealed class ReceiveOrder(OrdersParts parts)
{
    /// <summary>The buyer, or whoever delivered, says so.</summary>
    public async Task<Outcome<OrderView>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var held = await OrderRow.HeldAsync(tx, call.Actor, call.Path("id"));
        if (!held.IsDone) return held.Refusal!;
        var order = held.Value;
        if (order.State != Words.Of(OrderState.WaitReceive)) return Refusal.Conflict("not-waiting-to-be-received", $"the order '{order.Id}' is {order.State}, expected wait-receive");
        if (order.Kind == OrderKinds.Service) return await ServeAsync(call, order, tx);
        await DoneAsync(tx, call.Actor, order, "received");
        return await OrderViews.DetailAsync(parts, tx, order.Id);
    }

    /// <summary>Moves an order whose row is held and that waits to be received.</summary>
    public async Task DoneAsync(CoreTransaction tx, Actor actor, OrderRow order, string what)
    {
        await tx.ExecuteAsync(
            "update order_head set state = 'success', fulfilment = 'received', received_at = @NowMicros, completes_at = @CompletesAt, signs_at = null, version = version + 1 where id = @Id",
            new { tx.NowMicros, CompletesAt = tx.Now.AddDays(parts.Options.AfterSalesDays).ToMicros(), order.Id });
        foreach (var line in (await OrderLineRow.OfAsync(tx, order.Id)).Where(l => l.IsGift == 0 && l.Returned < l.Quantity))
            await parts.Reviews.OpenAsync(tx, new ReviewRight(order.Id, (int)line.LineNo, order.MemberId, line.ProductId, line.SkuId, order.MerchantId, order.CircleId, order.Format));
        await parts.LogAsync(tx, actor, order, what, OrderState.Success);
        parts.Emit(tx, actor, order, new OrderReceived(order.Id, parts.Day(tx)));
    }

    // A service is received where it is served: the seller says so, not the buyer.
    private async Task<Outcome<OrderView>> ServeAsync(Call call, OrderRow order, CoreTransaction tx)
    {
        if (call.Actor.Kind is ActorKind.Member) return Refusal.Conflict("not-served", "a service is received when the seller serves it");
        await new DeliverVirtual(parts).HandOverAsync(tx, call.Actor, order, await OrderLineRow.OfAsync(tx, order.Id));
        return await OrderViews.DetailAsync(parts, tx, order.Id);
    }
}
