using RailLife.Commerce.Edge;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An unpaid order is given up, with all its children: nobody can pay it any more, and what was set aside is free.</summary>
/// <remarks>Catalogue ORD-13, FUL-22, FUL-23.</remarks>
internal sealed class ReleaseOrder(OrdersParts parts)
{
    public const string AlreadyPaid = "already-paid";

    private readonly SetAside aside = new(parts);
    private readonly OrderPostings postings = new(parts);

    /// <param name="isClosed">The payment's own time ran out: it is closed already.</param>
    /// <returns>The root's id; refused with <c>already-paid</c> or <c>order-over</c>.</returns>
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, string rootId, CancelReason reason, string? note, bool isClosed = false)
    {
        if (!isClosed && await parts.Payments.CloseAsync(tx, rootId, actor) is { IsDone: false } paid) return paid.Refusal!;
        var isWon = await tx.ExecuteOneAsync(
            """
            update order_head set payment = 'void', cancelled_at = @NowMicros, cancel_reason = @Reason, version = version + 1, state = case when state = 'split' then 'split' else 'cancelled' end
            where id = @rootId and parent_id is null and payment = 'unpaid'
            """, new { tx.NowMicros, Reason = Words.Of(reason), rootId });
        if (!isWon) return Refusal.Conflict("order-over", $"the order '{rootId}' is paid or over");
        await tx.ExecuteAsync("update order_head set payment = 'void', state = 'cancelled', cancelled_at = @NowMicros, cancel_reason = @Reason, version = version + 1 where root_id = @rootId and parent_id is not null and state = 'wait-pay'",
            new { tx.NowMicros, Reason = Words.Of(reason), rootId });
        var root = (await OrderRow.FindAsync(tx, rootId))!;
        await aside.GiveBackAsync(tx, actor, root, await OrderLineRow.OfAsync(tx, rootId));
        await postings.UnorderedAsync(tx, actor, root);
        foreach (var order in await OrderRow.LeavesAsync(tx, rootId))
        {
            await parts.LogAsync(tx, actor, order, "cancelled", OrderState.Cancelled, note);
            parts.Emit(tx, actor, order, new OrderCancelled(order.Id, reason, parts.Day(tx)));
        }
        await OrderSms.CancelledAsync(parts, tx, root);
        return rootId;
    }
}
