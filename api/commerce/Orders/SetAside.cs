using RailLife.Commerce.Edge;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions.Quotas;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What an order takes from others: coupons, points, purchase limits, stock. Taken when it is placed, settled when paid, given back when cancelled.</summary>
/// <remarks>Catalogue ORD-11, ORD-25. Always in this order, so that two orders never wait for each other in a ring.</remarks>
internal sealed class SetAside(OrdersParts parts)
{
    public const string PointsGone = "points-gone";

    /// <summary>The stock outlives the order's own time: the order's cancelling gives it back, and a payment of the last second still finds it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    public async Task<Outcome<StockAllocation[]>> TakeAsync(CoreTransaction tx, Actor actor, OrderRow root, IReadOnlyList<DraftLine> lines, PriceResult price, QuotaTrace trace, string? region)
    {
        if (await parts.Promotions.LockCouponsAsync(tx, root.MemberId, root.Id, price) is { IsDone: false } noCoupon) return noCoupon.Refusal!;
        if (root.PointsUsed > 0 && await parts.Points.HoldAsync(tx, root.MemberId, root.PointsUsed, OrderReferences.PointsUsed(root.Id), root.ExpiresAt.ToInstant() + Grace, actor) is { IsDone: false } noPoints) return noPoints.Refusal!;
        if (await parts.Promotions.TakeLimitsAsync(tx, actor, root.MemberId, root.Id, price, trace) is { IsDone: false } noLimit) return noLimit.Refusal!;
        if (await TakeMemberLimitsAsync(tx, root.MemberId, lines) is { } overLimit) return overLimit;
        var kept = lines.Where(l => l.Sku.IsStockKept).Select(l => new StockLine(l.LineNo, l.Sku.SkuId, l.Quantity)).ToList();
        if (kept.Count == 0) return Array.Empty<StockAllocation>();
        var locked = await parts.Stock.LockAsync(tx, root.Id, kept, root.ExpiresAt.ToInstant() + Grace, actor.ToString(), region);
        return locked.IsDone ? locked.Value.ToArray() : locked.Refusal!;
    }

    /// <summary>The order is paid: what was set aside is used.</summary>
    /// <returns>Refused when points or stock came free before the money came: the order cannot be kept. <see cref="PointsGone"/>: then its points were not spent.</returns>
    public async Task<Outcome<bool>> UseAsync(CoreTransaction tx, Actor actor, OrderRow root, bool isStockKept)
    {
        await parts.Promotions.RedeemAsync(tx, parts.Header(tx, actor, root));
        if (root.HasPointsHold == 1 && !(await parts.Points.SpendHeldAsync(tx, OrderReferences.PointsUsed(root.Id), actor)).IsDone)
        {
            if (isStockKept) _ = (await parts.Stock.ReleaseAsync(tx, root.Id, null, actor.ToString())).Value;
            return Refusal.Conflict(PointsGone, $"the points of the order '{root.Id}' came free before it was paid");
        }
        if (!isStockKept) return true;
        var reserved = await parts.Stock.ReserveAsync(tx, root.Id, actor.ToString());
        return reserved.IsDone ? true : reserved.Refusal!;
    }

    /// <summary>The order was never paid: all of it is free again.</summary>
    public async Task GiveBackAsync(CoreTransaction tx, Actor actor, OrderRow root, IReadOnlyList<OrderLineRow> lines)
    {
        await parts.Promotions.ReturnCouponsAsync(tx, actor, root.Id);
        if (root.HasPointsHold == 1) _ = (await parts.Points.ReleaseAsync(tx, OrderReferences.PointsUsed(root.Id), actor)).Value;
        await parts.Promotions.ReleaseLimitsAsync(tx, root.Id);
        await GiveMemberLimitsAsync(tx, root.MemberId, lines);
        if (lines.Any(l => l.IsStockKept == 1)) _ = (await parts.Stock.ReleaseAsync(tx, root.Id, null, actor.ToString())).Value;
    }

    /// <summary>A paid order, or one child of it, is cancelled before anything of it left.</summary>
    /// <param name="isLast">Nothing of the whole order is left: coupons and limits, which belong to the whole, come back too.</param>
    /// <param name="arePointsSpent">False when they came free already.</param>
    public async Task GiveBackPaidAsync(CoreTransaction tx, Actor actor, OrderRow order, IReadOnlyList<OrderLineRow> lines, bool isLast, bool arePointsSpent = true)
    {
        if (isLast) await parts.Promotions.ReturnCouponsAsync(tx, actor, order.RootId);
        var points = order.PointsUsed - lines.Sum(l => l.PointsBack);
        if (points > 0 && arePointsSpent) _ = (await parts.Points.ReturnSpentAsync(tx, order.MemberId, points, OrderReferences.PointsUsed(order.RootId), $"order/{order.Id}/cancelled", actor)).Value;
        if (isLast) await parts.Promotions.ReleaseLimitsAsync(tx, order.RootId);
        await GiveMemberLimitsAsync(tx, order.MemberId, lines);
        var kept = StockLines(order, lines, l => l.Quantity - l.Shipped - l.Returned);
        if (kept.Count > 0) _ = (await parts.Stock.ReleaseAsync(tx, order.RootId, kept, actor.ToString())).Value;
    }

    /// <summary>Lines as the stock knows them: under the order that was placed.</summary>
    public static IReadOnlyList<StockLine> StockLines(OrderRow order, IEnumerable<OrderLineRow> lines, Func<OrderLineRow, long> quantity) =>
        [.. lines.Where(l => l.IsStockKept == 1 && quantity(l) > 0).Select(l => new StockLine((int)l.RootLineNo, l.SkuId, quantity(l), order.WarehouseId))];

    // Pieces that one member may buy of a product in all: a counter that only a guarded update passes.
    private static async Task<Refusal?> TakeMemberLimitsAsync(CoreTransaction tx, string memberId, IReadOnlyList<DraftLine> lines)
    {
        foreach (var product in lines.Where(l => l is { IsGift: false, Sku.LimitPerMember: not null }).GroupBy(l => l.Sku.ProductId).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (limit, wanted) = (product.First().Sku.LimitPerMember!.Value, product.Sum(l => l.Quantity));
            await tx.ExecuteAsync("insert into order_member_product (member_id, product_id, bought) values (@memberId, @Key, 0) on conflict do nothing", new { memberId, product.Key });
            if (!await tx.ExecuteOneAsync("update order_member_product set bought = bought + @wanted where member_id = @memberId and product_id = @Key and bought + @wanted <= @limit", new { wanted, memberId, product.Key, limit }))
                return Refusal.Conflict("over-limit", $"product '{product.Key}': {wanted} more pieces would pass the {limit} that one member may buy");
        }
        return null;
    }

    private static async Task GiveMemberLimitsAsync(CoreTransaction tx, string memberId, IReadOnlyList<OrderLineRow> lines)
    {
        foreach (var product in lines.Where(l => l.IsGift == 0).GroupBy(l => l.ProductId).OrderBy(g => g.Key, StringComparer.Ordinal))
            await tx.ExecuteAsync("update order_member_product set bought = bought - @Pieces where member_id = @memberId and product_id = @Key and bought >= @Pieces", new { Pieces = product.Sum(l => l.Quantity), memberId, product.Key });
    }
}
