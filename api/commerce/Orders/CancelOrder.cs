using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <param name="Reason">In the words of who cancels; stays in the order's log.</param>
internal sealed record CancelOrderBody([Text(500)] string? Reason);

/// <summary>Cancels an order on somebody's wish. Before payment the whole of it, after it each child by itself, as long as nothing has left.</summary>
/// <remarks>Catalogue ORD-13 to ORD-15, FUL-21 to FUL-26. The payment is closed first: whoever gets its row decides between paying, cancelling and timeout.</remarks>
internal sealed class CancelOrder(OrdersParts parts)
{
    private readonly ReleaseOrder release = new(parts);
    private readonly CancelPaidOrder refund = new(parts);

    public async Task<Outcome<OrderView>> RunAsync(Call call, CancelOrderBody body, CoreTransaction tx)
    {
        var seen = await OrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var done = await RunAsync(tx, call.Actor, seen.Value, By(call.Actor), body.Reason);
        return done.IsDone ? await OrderViews.DetailAsync(parts, tx, done.Value) : done.Refusal!;
    }

    /// <returns>The id of the order that was cancelled: the one asked for, or the whole that it belongs to.</returns>
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, OrderRow order, CancelBy by, string? note)
    {
        if (CancelDecision.Of(order, by) is CancelOutcome.Release)
        {
            var released = await release.RunAsync(tx, actor, order.RootId, ReasonOf(by), note);
            if (released.IsDone || released.Refusal!.Code != ReleaseOrder.AlreadyPaid) return released;
            // It was paid while we asked: what it is now decides.
            order = (await OrderRow.FindAsync(tx, order.Id))!;
        }
        return CancelDecision.Of(order, by) switch
        {
            CancelOutcome.Refund => await refund.RunAsync(tx, actor, order, ReasonOf(by), note),
            CancelOutcome.AlreadyOver => Refusal.Conflict("order-over", $"the order '{order.Id}' is {order.State}, nothing is left to cancel"),
            CancelOutcome.CancelTheChildren => Refusal.Conflict("cancel-the-parts", "the order was split and paid; cancel its parts one by one"),
            CancelOutcome.OnHold => Refusal.Conflict("order-held", "the platform holds the order; ask customer service"),
            CancelOutcome.NotHis => Refusal.Conflict("order-unpaid", "the order is not paid yet; it ends by itself when it is not paid in time"),
            _ => Failed(tx, actor, order),
        };
    }

    // The wish itself is a fact: it is told although nothing changes.
    private Refusal Failed(CoreTransaction tx, Actor actor, OrderRow order)
    {
        var refusal = Refusal.Conflict("already-shipped", $"the order '{order.Id}' is {order.State} and {order.Fulfilment}; it cannot be cancelled, only returned (after-sales)") with { KeepsChanges = true };
        parts.Emit(tx, actor, order, new OrderCancelFailed(order.Id, refusal.Code));
        return refusal;
    }

    private static CancelBy By(Actor actor) => actor.Kind switch
    {
        ActorKind.Member => CancelBy.Buyer,
        ActorKind.Merchant => CancelBy.Merchant,
        ActorKind.Staff => CancelBy.Service,
        _ => CancelBy.System,
    };

    private static CancelReason ReasonOf(CancelBy by) => by switch
    {
        CancelBy.System => CancelReason.Timeout,
        CancelBy.Merchant => CancelReason.Merchant,
        _ => CancelReason.Buyer,
    };
}
