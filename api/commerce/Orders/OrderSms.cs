using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Short messages about an order to its buyer; nothing is sent to one who has told no number.</summary>
/// <remarks>Catalogue ORD-26: payment, shipping, cancelling. The text names the order's number and nothing personal.</remarks>
internal static class OrderSms
{
    public static Task PaidAsync(OrdersParts parts, CoreTransaction tx, OrderRow root) =>
        parts.Members.SendSmsAsync(tx, root.MemberId, "order-paid", $"您的订单{root.Number}已支付成功，我们将尽快为您安排。");

    public static Task ShippedAsync(OrdersParts parts, CoreTransaction tx, OrderRow order, string? carrier, string? trackingNumber) =>
        parts.Members.SendSmsAsync(tx, order.MemberId, "order-shipped", $"您的订单{order.Number}已发货{(trackingNumber is null ? "" : $"，{carrier} {trackingNumber}")}，请留意查收。");

    public static Task CancelledAsync(OrdersParts parts, CoreTransaction tx, OrderRow order) =>
        parts.Members.SendSmsAsync(tx, order.MemberId, "order-cancelled", $"您的订单{order.Number}已取消。");
}
