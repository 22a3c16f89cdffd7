namespace RailLife.Contracts.Orders;

/// <summary>An order was paid in full [已支付]. Its lines count as sales on this business date.</summary>
/// <remarks>Catalogue ORD-11: wait-pay becomes wait-ship. An order of amount 0 is paid too.</remarks>
/// <param name="PaidMinor">Money received, minor units.</param>
/// <param name="PaymentChannel">How: <c>wechat</c>, <c>alipay</c>, <c>card</c>; null when the source does not say.</param>
[Event("order.paid", Topics.Order)]
public sealed record OrderPaid(
    string OrderId,
    [Range(0, Money.MinorMax)] long PaidMinor,
    [Currency] string Currency,
    string? PaymentChannel,
    BusinessDate BusinessDate) : IEventRecord;
