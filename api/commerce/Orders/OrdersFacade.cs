using RailLife.Commerce.Edge;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Pricing;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>An order that was shipped or is to be: never the void parent of others.</summary>
/// <param name="RootId">What was paid, and under which the stock is kept.</param>
/// <param name="RefundedMinor">Money given back or owed back, freight included.</param>
/// <param name="ReturnsUntil">End of the after-sales window; null until it is received.</param>
public sealed record OrderInfo(
    string Id, string Number, string RootId, string MemberId, string MerchantId, long CircleId, string Format, string Kind, string Currency, OrderState State, OrderPayment Payment, OrderFulfilment Fulfilment, OrderAfterSale AfterSale,
    bool IsHeld, long PaidMinor, long FreightMinor, long RefundedMinor, string? WarehouseId, string? Region, string? ReceiverMasked, string? PhoneMasked, string? AddressSealed, DateTimeOffset? ShippedAt, DateTimeOffset? ReceivedAt, DateTimeOffset? ReturnsUntil, DateTimeOffset? CompletedAt)
{
    /// <summary>Freight that went back already.</summary>
    public long ReturnedFreightMinor { get; init; }
}

/// <param name="RootLineNo">The line under which the stock of the root keeps it.</param>
/// <param name="Amounts">Of all its pieces, as priced: what <see cref="RefundShares"/> takes.</param>
/// <param name="Returned">Pieces that came back or were refunded.</param>
/// <param name="RefundedMinor">Money given back for them.</param>
/// <param name="PointsBack">Points given back for them.</param>
public sealed record OrderLineInfo(
    int LineNo, int RootLineNo, string SkuId, string ProductId, LocalText Title, string Spec, string CategoryId, long Quantity, long Shipped, long Returned, long UnitPriceMinor, PriceAmounts Amounts, long RefundedMinor, long PointsBack, bool IsGift, bool IsStockKept);

/// <param name="Quantity">Pieces that come back; 0 = money only.</param>
/// <param name="PaidMinor">Money for them.</param>
public sealed record ReturnedLine(int LineNo, long Quantity, long PaidMinor, long PointsBack);

/// <summary>What services after orders may ask and do; and what Payments tell (<see cref="IPaymentOutcomes"/>).</summary>
public sealed class OrdersFacade(OrdersParts parts) : IPaymentOutcomes
{
    private readonly OrderPaidFor paid = new(parts);
    private readonly OrderRefunded refunded = new(parts);
    private readonly ReleaseOrder release = new(parts);
    private readonly ReturnLines returns = new(parts);

    /// <summary>Null when there is none, or it is a void parent.</summary>
    public async Task<OrderInfo?> FindAsync(CoreTransaction tx, string orderId) =>
        await OrderRow.FindAsync(tx, orderId) is { } row && row.State != Words.Of(OrderState.Split) ? Info(row) : null;

    /// <summary>Lines with their paid, discount and points shares, and what came back of them already. By line number.</summary>
    public async Task<IReadOnlyList<OrderLineInfo>> FindLinesAsync(CoreTransaction tx, string orderId) => [.. (await OrderLineRow.OfAsync(tx, orderId)).Select(Info)];

    /// <summary>An application begins (+1) or ends (-1): while one is open the order is neither shipped further nor completed.</summary>
    /// <returns>Refused with <c>order-over</c> when it is cancelled, closed or unpaid.</returns>
    public Task<Outcome<OrderInfo>> MarkAfterSaleAsync(CoreTransaction tx, Actor actor, string orderId, bool isOpen) => returns.MarkAsync(tx, actor, orderId, isOpen);

    /// <summary>Counts what came back and what is owed for it: lines, freight, books. The refund itself is asked of Payments by the caller, before this.</summary>
    /// <param name="refundId">Unique: it names the posting.</param>
    /// <returns>Refused with <c>too-many-returned</c> or <c>refund-over-paid</c>; then nothing may be refunded.</returns>
    public Task<Outcome<OrderInfo>> ReturnAsync(CoreTransaction tx, Actor actor, string orderId, string refundId, IReadOnlyList<ReturnedLine> lines, long freightMinor) =>
        returns.RunAsync(tx, actor, orderId, refundId, lines, freightMinor);

    /// <summary>Closes the order when every piece came back (ORD-15), and gives the seller what was kept; growth and points are the caller's and are done by then.</summary>
    /// <returns>True when it is closed now.</returns>
    public Task<bool> CloseIfAllReturnedAsync(CoreTransaction tx, Actor actor, string orderId) => returns.CloseIfAllAsync(tx, actor, orderId);

    /// <summary>An order of which a part left waits to be received once the rest of it was refunded.</summary>
    public Task ShippedIfNothingLeftAsync(CoreTransaction tx, Actor actor, string orderId) => returns.ShippedIfNothingLeftAsync(tx, actor, orderId);

    /// <summary>True when nothing of what was placed together is left: all of it is cancelled or closed.</summary>
    public async Task<bool> IsRootOverAsync(CoreTransaction tx, string rootId) => (await OrderRow.LeavesAsync(tx, rootId)).All(o => o.State is "cancelled" or "closed");

    public Task PaidAsync(CoreTransaction tx, PaymentDone payment) => paid.RunAsync(tx, payment);

    public async Task ExpiredAsync(CoreTransaction tx, string orderId) =>
        _ = (await release.RunAsync(tx, Actor.Platform, orderId, Contracts.Orders.CancelReason.Timeout, "not paid in time", isClosed: true)).IsDone;

    /// <summary>Told of every refund; those that are not of cancelled orders are left to whoever asked for them.</summary>
    public async Task RefundedAsync(CoreTransaction tx, RefundDone refund) => _ = await refunded.RunAsync(tx, refund);

    public async Task RefundFailedAsync(CoreTransaction tx, RefundDone refund, string code) =>
        await tx.ExecuteAsync("update order_refund set state = 'failed' where id = @RefundId and state = 'asked'", refund);

    internal static OrderInfo Info(OrderRow o) => new(
        o.Id, o.Number, o.RootId, o.MemberId, o.MerchantId, o.CircleId, o.Format, o.Kind, o.Currency, Words.Parse<OrderState>(o.State), Words.Parse<OrderPayment>(o.Payment), Words.Parse<OrderFulfilment>(o.Fulfilment),
        Words.Parse<OrderAfterSale>(o.AfterSale), o.IsHeld == 1, o.PaidMinor, o.FreightMinor, o.RefundedMinor, o.WarehouseId, o.Region, o.ReceiverMasked, o.PhoneMasked, o.AddressSealed,
        o.ShippedAt?.ToInstant(), o.ReceivedAt?.ToInstant(), o.CompletesAt?.ToInstant(), o.CompletedAt?.ToInstant())
    {
        ReturnedFreightMinor = o.ReturnedFreightMinor,
    };

    private static OrderLineInfo Info(OrderLineRow l) => new(
        (int)l.LineNo, (int)l.RootLineNo, l.SkuId, l.ProductId, new LocalText(l.TitleZh, l.TitleEn), l.Spec, l.CategoryId, l.Quantity, l.Shipped, l.Returned, l.UnitPriceMinor, l.Amounts, l.RefundedMinor, l.PointsBack, l.IsGift == 1, l.IsStockKept == 1);
}
