namespace RailLife.Contracts.Orders;

/// <summary>A parcel of the order was handed to the courier, or waits for pick-up [订单发货].</summary>
/// <remarks>Catalogue FUL-15.</remarks>
[Event("order.shipped", Topics.Order)]
public sealed record OrderShipped(
    string OrderId,
    string ParcelId,
    string? Carrier,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>The buyer has the goods [已收货].</summary>
/// <remarks>Catalogue ORD-11: wait-receive becomes success.</remarks>
[Event("order.received", Topics.Order)]
public sealed record OrderReceived(string OrderId, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Nothing more can happen to the order but after-sales [交易成功].</summary>
/// <remarks>Catalogue ORD-11.</remarks>
[Event("order.completed", Topics.Order)]
public sealed record OrderCompleted(string OrderId, BusinessDate BusinessDate) : IEventRecord;
