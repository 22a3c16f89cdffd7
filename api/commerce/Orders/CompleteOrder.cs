using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.Growth;
using RailLife.Commerce.Points;
using RailLife.Commerce.Pricing;
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
        var effects = await tx.ListAsync<EffectRow>("select order_id, line_no, number, lane, rule_id, rule_version, coupon_id, issuer, amount_minor from order_effect where order_id = @orderId", new { orderId });
        await postings.ConfirmedAsync(tx, Platform, order, Bears(lines, effects));
        await EarnAsync(tx, order);
        await gifts.GiveAsync(tx, order);
        await parts.LogAsync(tx, Platform, order, "completed", OrderState.Success);
        parts.Emit(tx, Platform, order, new OrderCompleted(order.Id, parts.Day(tx)));
        return true;
    }

    /// <summary>What the platform took off at its own cost, of the pieces that the buyer kept. Pure.</summary>
    public static IReadOnlyList<PlatformBears> Bears(IReadOnlyList<OrderLineRow> lines, IReadOnlyList<EffectRow> effects)
    {
        var lineOf = lines.ToDictionary(l => l.LineNo);
        return [.. effects.Where(e => e.Issuer == Words.Of(Issuer.Platform)).GroupBy(e => Kind(Words.Parse<Lane>(e.Lane))).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new PlatformBears(g.Key, g.Sum(e => Kept(e.AmountMinor, lineOf[e.LineNo]))))];
    }

    private static long Kept(long amount, OrderLineRow line) => amount - (long)((Int128)amount * line.Returned / line.Quantity);

    private static string Kind(Lane lane) => lane switch
    {
        Lane.PlatformCoupon or Lane.MerchantCoupon => "coupon",
        Lane.Points => "points",
        Lane.Member => "member",
        _ => "promotion",
    };

    private async Task EarnAsync(CoreTransaction tx, OrderRow order)
    {
        var kept = order.PaidMinor - order.RefundedMinor;
        if (kept == 0 || await parts.Members.FindAsync(tx, order.MemberId) is not { } member) return;
        _ = (await parts.Members.AddGrowthAsync(tx, new GrowthCause(order.MemberId, GrowthKind.Purchase, OrderReferences.Earned(order.Id), kept, order.Kind != OrderKinds.Physical), Platform)).Value;
        _ = (await parts.Points.EarnByRulesAsync(tx, order.MemberId, EarnKind.Purchase, OrderReferences.Earned(order.Id), kept, member.Level, Platform)).Value;
    }
}
