using RailLife.Commerce.Orders;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <param name="Kept">Pieces that could still come back: neither returned nor in another open application.</param>
internal sealed record LeftOfLine(OrderLineInfo Line, long Kept);

/// <summary>May these pieces be applied for, in this way, now?</summary>
/// <remarks>Catalogue AFS-02 (by node), AFS-03 (time limit), AFS-04 (one or all products), Z-6 (partial refunds by format); laws I-57, I-58.</remarks>
internal static class ApplyDecision
{
    /// <summary>Null when they may.</summary>
    /// <param name="isStaff">Customer service may apply for a buyer after the limit: by negotiation.</param>
    public static Refusal? Decide(OrderInfo order, IReadOnlyList<LeftOfLine> left, AfterSaleKind kind, IReadOnlyList<AppliedLine> wanted, bool isPartialAllowed, bool isStaff, DateTimeOffset now)
    {
        if (ByNode(order, kind) is { } wrongNode) return wrongNode;
        if (order.State is OrderState.Success && now > order.ReturnsUntil && !isStaff)
            return Refusal.Conflict("after-sales-over", $"the after-sales window ended at {order.ReturnsUntil:u}; ask customer service");
        if (wanted.DistinctBy(w => w.LineNo).Count() != wanted.Count) return Refusal.Invalid("line-twice", "found two entries of one line; add their pieces up");
        foreach (var line in wanted)
        {
            if (left.FirstOrDefault(l => l.Line.LineNo == line.LineNo) is not { } of) return Refusal.Invalid("unknown-line", $"the order has no line {line.LineNo}");
            if (of.Line.IsGift) return Refusal.Conflict("gift-line", $"line {line.LineNo} is a gift: nothing was paid for it");
            if (line.Quantity > of.Kept) return Refusal.Conflict("too-many-returned", $"line {line.LineNo}: found {line.Quantity} pieces, expected at most {of.Kept}: the rest came back or is applied for");
            if (ByShipping(order, of, kind, line) is { } wrongShipping) return wrongShipping;
        }
        var isWhole = left.Where(l => !l.Line.IsGift).All(l => l.Line.Returned == 0 && wanted.Any(w => w.LineNo == l.Line.LineNo && w.Quantity == l.Line.Quantity));
        return isPartialAllowed || isWhole ? null : Refusal.Conflict("partial-refund-not-allowed", "this merchant takes back whole orders only; apply for all pieces of all lines");
    }

    private static Refusal? ByNode(OrderInfo order, AfterSaleKind kind) => (order.State, kind) switch
    {
        (OrderState.WaitPay, _) => Refusal.Conflict("order-not-paid", "the order is not paid; cancel it instead"),
        (OrderState.Cancelled or OrderState.Closed or OrderState.Split, _) => Refusal.Conflict("order-over", "the order is over"),
        (OrderState.WaitShip, not AfterSaleKind.Refund) => Refusal.Conflict("not-shipped", "nothing has been shipped yet; apply for a refund"),
        _ => null,
    };

    // Before shipping only pieces that are still here can be refunded; a return needs pieces that left.
    private static Refusal? ByShipping(OrderInfo order, LeftOfLine of, AfterSaleKind kind, AppliedLine line)
    {
        if (order.State is OrderState.WaitShip && of.Line.Quantity - of.Line.Shipped - of.Line.Returned < line.Quantity)
            return Refusal.Conflict("already-shipped", $"line {line.LineNo}: some of these pieces are on their way; apply when they have arrived");
        return kind is AfterSaleKind.Refund || of.Line.IsStockKept || of.Line.Shipped > 0 ? null : Refusal.Conflict("nothing-to-send-back", $"line {line.LineNo} is no goods that could be sent back; apply for a refund");
    }
}
