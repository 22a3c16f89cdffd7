using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Points;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>The after-sales window is over: the seller has earned it, the buyer gets growth and points. Catalogue ORD-11, LED-03, MBR-10, PTS-01.</summary>
internal sealed class CompleteOrder(OrdersParts parts)
{
    private static readonly Actor Platform = Actor.Platform;

    private readonly OrderPostings postings = new(parts);
    private readonly OrderGifts gifts = new(parts);

    /// <returns>False when it is not due any more.</returns>
    public async Task<bool> RunAsync(CoreTransaction tx, string orderId)
    {
        var isWon = await tx.ExecuteOneAsync(
            "update order_head set completed_at = @NowMicros, version = version + 1 where id = @orderId and state = 'success' and completed_at is null and completes_at <= @NowMicros and after_sales_open = 0",
            new { tx.NowMicros, orderId });
        if (!isWon) return false;
        var order = (await OrderRow.FindAsync(tx, orderId))!;
        var lines = await OrderLineRow.OfAsync(tx, orderId);
        await postings.ConfirmedAsync(tx, Platform, order, PlatformBears.Of(lines, await EffectRow.OfAsync(tx, orderId)));
        await EarnAsync(tx, order);
        await gifts.GiveAsync(tx, order);
        await parts.LogAsync(tx, Platform, order, "completed", OrderState.Success);
        parts.Emit(tx, Platform, order, new OrderCompleted(order.Id, parts.Day(tx)));
        return true;
    }

    private async Task EarnAsync(CoreTransaction tx, OrderRow order)
    {
        var kept = order.PaidMinor - order.RefundedMinor;
        if (kept == 0 || await parts.Members.FindAsync(tx, order.MemberId) is not { } member) return;
        _ = (await parts.Members.AddGrowthAsync(tx, new GrowthCause(order.MemberId, GrowthKind.Purchase, OrderReferences.Earned(order.Id), kept, order.Kind != OrderKinds.Physical), Platform)).Value;
        _ = (await parts.Points.EarnByRulesAsync(tx, order.MemberId, EarnKind.Purchase, OrderReferences.Earned(order.Id), kept, member.Level, Platform)).Value;
    }
}
