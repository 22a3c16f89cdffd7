using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <param name="Kind">held, released or closed.</param>
/// <param name="Reason">Why; stays in the order's log.</param>
internal sealed record InterveneOrderBody(InterventionKind Kind, [Text(500)] string Reason);

/// <summary>The platform holds an order back, lets it go, or ends it [平台介入]. Catalogue ORD-23, FUL-04.</summary>
internal sealed class InterveneOrder(OrdersParts parts)
{
    private readonly CancelPaidOrder close = new(parts);
    private readonly ReleaseOrder release = new(parts);

    public async Task<Outcome<OrderView>> RunAsync(Call call, InterveneOrderBody body, CoreTransaction tx)
    {
        var seen = await OrderRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!seen.IsDone) return seen.Refusal!;
        var order = seen.Value;
        if (string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("reason-needed", "found no reason, expected why the platform steps in");
        var done = body.Kind is InterventionKind.Closed ? await CloseAsync(call, tx, order, body.Reason) : await HoldAsync(call, tx, order, body);
        if (!done.IsDone) return done.Refusal!;
        parts.Emit(tx, call.Actor, order, new OrderIntervened(order.Id, body.Kind));
        return await OrderViews.DetailAsync(parts, tx, order.Id);
    }

    private async Task<Outcome<string>> HoldAsync(Call call, CoreTransaction tx, OrderRow order, InterveneOrderBody body)
    {
        var (from, to) = body.Kind is InterventionKind.Held ? (0L, 1L) : (1L, 0L);
        var isWon = await tx.ExecuteOneAsync("update order_head set is_held = @to, version = version + 1 where id = @Id and is_held = @from and state in ('wait-pay', 'wait-ship', 'wait-receive')", new { to, from, order.Id });
        if (!isWon) return Refusal.Conflict("nothing-to-intervene", $"the order '{order.Id}' is {order.State}{(order.IsHeld == 1 ? " and held" : "")}; it cannot be {Words.Of(body.Kind)}");
        await parts.LogAsync(tx, call.Actor, order, Words.Of(body.Kind), Words.Parse<OrderState>(order.State), body.Reason);
        return order.Id;
    }

    private async Task<Outcome<string>> CloseAsync(Call call, CoreTransaction tx, OrderRow order, string reason) => CancelDecision.Of(order, CancelBy.System) switch
    {
        CancelOutcome.Release => await release.RunAsync(tx, call.Actor, order.RootId, CancelReason.Risk, reason),
        CancelOutcome.Refund => await close.RunAsync(tx, call.Actor, order, CancelReason.Risk, reason, end: OrderState.Closed),
        _ => Refusal.Conflict("cannot-close", $"the order '{order.Id}' is {order.State} and {order.Fulfilment}; what left is only returned (after-sales)"),
    };
}
