using RailLife.Commerce.Edge;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Stock;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>What goes back for an application's pieces.</summary>
/// <param name="FreightMinor">Freight on top.</param>
internal sealed record RefundPlan(IReadOnlyList<ReturnedLine> Lines, long FreightMinor)
{
    public long TotalMinor => FreightMinor + Lines.Sum(l => l.PaidMinor);
}

/// <summary>Computes what goes back, asks Payments for it and counts it on the order; the caller holds the document. The money is there when Payments says so.</summary>
/// <remarks>Catalogue AFS-08..11, PAY-03, ORD-20; laws I-21, I-59, I-60: the paid amount and the points used, by pieces; the last part takes the exact rest.</remarks>
internal sealed class RefundAfterSale(AfterSalesParts parts)
{
    private readonly FinishAfterSale finish = new(parts);

    public async Task<Outcome<CaseRow>> RunAsync(CoreTransaction tx, Actor actor, CaseRow row, string what, string? note)
    {
        var order = (await parts.Orders.FindAsync(tx, row.OrderId))!;
        var lines = await parts.Orders.FindLinesAsync(tx, row.OrderId);
        var plan = Plan(order, lines, await CaseLineRow.OfAsync(tx, row.Id), row.AdjustedMinor, row.FreightMinor);
        var refundId = $"aftersale-{row.Id}";
        if (plan.TotalMinor > 0 && await parts.Payments.RefundAsync(tx, actor, new RefundRequest(row.RootId, refundId, plan.TotalMinor, $"after-sale {row.Kind}")) is { IsDone: false } refused) return refused.Refusal!;
        var counted = await parts.Orders.ReturnAsync(tx, actor, row.OrderId, refundId, plan.Lines, plan.FreightMinor);
        if (!counted.IsDone) return counted.Refusal!;
        foreach (var line in plan.Lines)
            await tx.ExecuteAsync("update aftersale_line set paid_minor = @PaidMinor, points_back = @PointsBack, is_open = 0 where case_id = @Id and line_no = @LineNo", new { line.PaidMinor, line.PointsBack, row.Id, LineNo = (long)line.LineNo });
        if (order.State is OrderState.WaitShip) await ReleaseAsync(tx, actor, order, lines, plan);
        var moved = await parts.MoveAsync(tx, actor, row, AfterSaleState.WaitRefund, what, note, "refund_id = @refundId, refunded_minor = @TotalMinor, freight_minor = @FreightMinor, points_back = @Points",
            new { refundId, plan.TotalMinor, plan.FreightMinor, Points = plan.Lines.Sum(l => l.PointsBack) });
        if (!moved.IsDone) return moved;
        parts.Emit(tx, actor, row, new RefundComputed(refundId, row.OrderId, row.Id, plan.TotalMinor, plan.FreightMinor, plan.Lines.Sum(l => l.PointsBack), order.RefundedMinor + plan.TotalMinor < order.PaidMinor, row.Currency, parts.Day(tx)));
        // Bought with points alone: there is no money to wait for.
        return plan.TotalMinor == 0 ? await finish.RefundedAsync(tx, moved.Value) : moved;
    }

    /// <summary>Pure. An adjusted amount replaces what the pieces are worth and is spread over them; it never passes what is left of each.</summary>
    public static RefundPlan Plan(OrderInfo order, IReadOnlyList<OrderLineInfo> lines, IReadOnlyList<CaseLineRow> wanted, long? adjustedMinor, long freightMinor)
    {
        var shares = wanted.Select(w => (w, Line: lines.Single(l => l.LineNo == w.LineNo))).Select(p => (p.w, p.Line, Share: RefundShares.Of(p.Line.Amounts, p.Line.Quantity, p.Line.Returned, p.w.Quantity))).ToList();
        var left = shares.Select(s => Math.Min(s.Share.PaidMinor, s.Line.Amounts.GoodsPaidMinor - s.Line.RefundedMinor)).ToList();
        IReadOnlyList<long> paid = adjustedMinor is { } adjusted ? Allocation.LargestRemainder(Math.Min(adjusted, left.Sum()), left, left) : left;
        var returned = shares.Select((s, i) => new ReturnedLine(s.Line.LineNo, s.w.Quantity, paid[i], s.Share.PointsBack)).ToList();
        var isAllBack = lines.Where(l => !l.IsGift).All(l => l.Returned + (returned.FirstOrDefault(r => r.LineNo == l.LineNo)?.Quantity ?? 0) == l.Quantity);
        // Freight goes back by itself only when nothing has been shipped and nothing will be (AFS-10).
        var freight = order.Fulfilment is OrderFulfilment.None && isAllBack ? order.FreightMinor : freightMinor;
        return new RefundPlan(returned, Math.Min(freight, order.FreightMinor - order.ReturnedFreightMinor));
    }

    // A refusal leaves time to ship before the platform decides otherwise: pieces that are on their way are no longer here to come free.
    private async Task ReleaseAsync(CoreTransaction tx, Actor actor, OrderInfo order, IReadOnlyList<OrderLineInfo> lines, RefundPlan plan)
    {
        var kept = plan.Lines.Select(r => (r, Line: lines.Single(l => l.LineNo == r.LineNo))).Where(p => p.Line.IsStockKept)
            .Select(p => new StockLine(p.Line.RootLineNo, p.Line.SkuId, Math.Min(p.r.Quantity, p.Line.Quantity - p.Line.Shipped - p.Line.Returned), order.WarehouseId)).Where(l => l.Quantity > 0).ToList();
        if (kept.Count > 0) _ = (await parts.Stock.ReleaseAsync(tx, order.RootId, kept, actor.ToString())).Value;
    }
}
