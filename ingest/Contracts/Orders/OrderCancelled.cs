namespace RailLife.Contracts.Orders;

/// <summary>An order was given up [已取消]: unpaid by its buyer or by timeout, or before it left the warehouse.</summary>
/// <remarks>Catalogue ORD-13, FUL-22, FUL-23.</remarks>
[Event("order.cancelled", Topics.Order)]
public sealed record OrderCancelled(
    string OrderId,
    CancelReason Reason,
    BusinessDate BusinessDate) : IEventRecord;

public enum CancelReason
{
    Buyer,
    Timeout,
    Merchant,
    Risk,
}
