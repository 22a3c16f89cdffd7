using RailLife.Commerce.Edge;
using RailLife.Commerce.Orders;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>The money is back with the buyer: points and growth follow, the order closes when nothing is left of it.</summary>
/// <remarks>Catalogue PTS-07, MBR-18, ORD-15, CPN-09; laws I-21, I-22.</remarks>
internal sealed class FinishAfterSale(AfterSalesParts parts)
{
    public async Task<Outcome<CaseRow>> RefundedAsync(CoreTransaction tx, CaseRow row)
    {
        var moved = await parts.MoveAsync(tx, Actor.Platform, row, AfterSaleState.Succeeded, "refunded");
        if (!moved.IsDone) return moved;
        var order = (await parts.Orders.FindAsync(tx, row.OrderId))!;
        var lines = await CaseLineRow.OfAsync(tx, row.Id);
        if (row.PointsBack > 0) _ = (await parts.Points.ReturnSpentAsync(tx, row.MemberId, row.PointsBack, OrderReferences.PointsUsed(row.RootId), $"aftersale/{row.Id}/points", Actor.Platform)).Value;
        if (order.CompletedAt is not null) await TakeBackAsync(tx, row);
        var prices = (await parts.Orders.FindLinesAsync(tx, row.OrderId)).ToDictionary(l => l.LineNo, l => l.UnitPriceMinor / 100m);
        parts.Emit(tx, Actor.Platform, row, new RefundCompleted(row.RefundId!, row.OrderId, row.MemberId,
            [.. lines.Select(l => new RefundLine((int)l.LineNo, l.ProductId, l.Quantity, prices[(int)l.LineNo], l.PaidMinor))], row.Currency, order.Region, parts.Day(tx)));
        return await EndAsync(tx, moved.Value);
    }

    /// <summary>The application is over, however it ended: the order is free for the next one.</summary>
    public async Task<Outcome<CaseRow>> EndAsync(CoreTransaction tx, CaseRow row)
    {
        await tx.ExecuteAsync("update aftersale_line set is_open = 0 where case_id = @Id", row);
        var marked = await parts.Orders.MarkAfterSaleAsync(tx, Actor.Platform, row.OrderId, isOpen: false);
        if (!marked.IsDone) return marked.Refusal!;
        await parts.Orders.ShippedIfNothingLeftAsync(tx, Actor.Platform, row.OrderId);
        if (await parts.Orders.CloseIfAllReturnedAsync(tx, Actor.Platform, row.OrderId) && await parts.Orders.IsRootOverAsync(tx, row.RootId))
            await parts.Promotions.ReturnCouponsAsync(tx, Actor.Platform, row.RootId);
        return row;
    }

    // What a completed order gave in proportion to what was paid goes back in that proportion.
    private async Task TakeBackAsync(CoreTransaction tx, CaseRow row)
    {
        _ = (await parts.Points.ClawBackForRefundAsync(tx, row.MemberId, OrderReferences.Earned(row.OrderId), row.RefundedMinor, $"aftersale/{row.Id}/claw-back", Actor.Platform)).Value;
        _ = (await parts.Members.ReverseGrowthAsync(tx, row.MemberId, OrderReferences.Earned(row.OrderId), $"aftersale/{row.Id}/growth", row.RefundedMinor, Actor.Platform)).Value;
    }
}
