namespace RailLife.Contracts.Orders;

/// <summary>The order is over without success [交易关闭]: everything came back, or the platform ended it.</summary>
/// <remarks>Catalogue ORD-11, ORD-15.</remarks>
[Event("order.closed", Topics.Order)]
public sealed record OrderClosed(string OrderId, OrderCloseReason Reason, BusinessDate BusinessDate) : IEventRecord;

public enum OrderCloseReason
{
    /// <summary>All pieces came back or were refunded.</summary>
    AllReturned,

    /// <summary>The platform ended it.</summary>
    Intervention,
}

/// <summary>The platform stepped in [平台介入]. The reason in words stays in the order's own log.</summary>
/// <remarks>Catalogue ORD-23.</remarks>
[Event("order.intervened", Topics.Order)]
public sealed record OrderIntervened(string OrderId, InterventionKind Kind) : IEventRecord;

public enum InterventionKind
{
    /// <summary>It is not shipped until somebody releases it.</summary>
    Held,
    Released,
    Closed,
}

/// <summary>Somebody wanted to cancel an order and could not [取消失败].</summary>
/// <remarks>Catalogue ORD-14, FUL-26.</remarks>
/// <param name="Code">The stable code of the refusal: <c>already-shipped</c>.</param>
[Event("order.cancel.failed", Topics.Order)]
public sealed record OrderCancelFailed(string OrderId, string Code) : IEventRecord;

/// <summary>Nothing had to be shipped: the code, course or recharge is the buyer's [虚拟发货].</summary>
/// <remarks>Catalogue FUL-20.</remarks>
[Event("virtual.delivered", Topics.Order)]
public sealed record VirtualDelivered(string OrderId, BusinessDate BusinessDate) : IEventRecord;
