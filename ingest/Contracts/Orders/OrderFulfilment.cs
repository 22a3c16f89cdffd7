namespace RailLife.Contracts.Orders;

/// <summary>A parcel of the order was handed to the courier, or waits for pick-up [订单发货].</summary>
/// <remarks>Catalogue FUL-15.</remarks>
[Event("order.shipped", Topics.Order)]
public sealed record OrderShipped(
    string OrderId,
    string ParcelId,
    string? Carrier,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>A paid order was split into parcels by hand, or its plan was lifted [手动拆单]. Key: the order's id; the last plan counts.</summary>
/// <remarks>Catalogue ORD-04, FUL-27: it stays one order, so nothing of it is told anew.</remarks>
/// <param name="Parcels">All that are still to leave; empty = the plan was lifted.</param>
[Event("order.parcel.planned", Topics.Order)]
public sealed record OrderParcelPlanned(string OrderId, [Items(0, 100)] IReadOnlyList<PlannedParcel> Parcels, BusinessDate BusinessDate) : IEventRecord;

/// <param name="ParcelNo">From 1.</param>
public sealed record PlannedParcel([Range(1, 100)] int ParcelNo, [Range(1, 1_000_000_000)] long Pieces);

/// <summary>The buyer has the goods [已收货].</summary>
/// <remarks>Catalogue ORD-11: wait-receive becomes success.</remarks>
[Event("order.received", Topics.Order)]
public sealed record OrderReceived(string OrderId, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Nothing more can happen to the order but after-sales [交易成功].</summary>
/// <remarks>Catalogue ORD-11.</remarks>
[Event("order.completed", Topics.Order)]
public sealed record OrderCompleted(string OrderId, BusinessDate BusinessDate) : IEventRecord;
