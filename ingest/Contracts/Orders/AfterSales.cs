namespace RailLife.Contracts.Orders;

public enum AfterSaleReason
{
    Quality,
    NotAsDescribed,
    WrongItem,
    Damaged,
    NotReceived,
    NoLongerWanted,
    Other,
}

/// <summary>A buyer applied for a refund, a return or an exchange [售后申请]. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-01.</remarks>
/// <param name="Kind"><c>refund</c>, <c>return</c> or <c>exchange</c>.</param>
/// <param name="ExpectedMinor">What was paid for the pieces; 0 for an exchange.</param>
[Event("aftersale.created", Topics.Order)]
public sealed record AfterSaleCreated(
    string AfterSaleId,
    string OrderId,
    string Kind,
    AfterSaleReason Reason,
    [Items(1, 10_000)] IReadOnlyList<AfterSaleLine> Lines,
    [Range(0, Money.MinorMax)] long ExpectedMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

public sealed record AfterSaleLine(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    [Range(1, 1_000_000_000)] long Quantity);

/// <summary>An application moved on [售后状态]. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-06, ORD-12.</remarks>
[Event("aftersale.state.changed", Topics.Order)]
public sealed record AfterSaleStateChanged(string AfterSaleId, string OrderId, string From, string To, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Customer service changed what goes back [客服介入]. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-11. What is null did not change.</remarks>
[Event("aftersale.adjusted", Topics.Order)]
public sealed record AfterSaleAdjusted(
    string AfterSaleId,
    string OrderId,
    [Range(0, Money.MinorMax)] long? AmountMinor,
    [Range(0, Money.MinorMax)] long? FreightMinor,
    string? Liability,
    bool HasCoupon,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>The goods were not sent back in time; the application closed. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-03.</remarks>
[Event("aftersale.expired", Topics.Order)]
public sealed record AfterSaleExpired(string AfterSaleId, string OrderId, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Goods are to come back [退货单]. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-07.</remarks>
[Event("return.created", Topics.Order)]
public sealed record ReturnCreated(string AfterSaleId, string OrderId, BusinessDate BusinessDate) : IEventRecord;

/// <summary>Goods came back and were accepted. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-14.</remarks>
/// <param name="Reception"><c>received</c>, <c>damaged</c> or <c>wrong-item</c>.</param>
[Event("return.approved", Topics.Order)]
public sealed record ReturnApproved(string AfterSaleId, string OrderId, string Reception, bool IsSellable, BusinessDate BusinessDate) : IEventRecord;

/// <summary>It is settled how much goes back; the money is on its way. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-08, ORD-20.</remarks>
/// <param name="AmountMinor">Freight included.</param>
/// <param name="IsPartial">Something of what was paid stays with the seller.</param>
[Event("refund.computed", Topics.Order)]
public sealed record RefundComputed(
    string RefundId,
    string OrderId,
    string AfterSaleId,
    [Range(0, Money.MinorMax)] long AmountMinor,
    [Range(0, Money.MinorMax)] long FreightMinor,
    [Range(0, long.MaxValue)] long PointsBack,
    bool IsPartial,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>The buyer asked the platform to decide [平台介入]. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-13.</remarks>
[Event("dispute.opened", Topics.Order)]
public sealed record DisputeOpened(string AfterSaleId, string OrderId, BusinessDate BusinessDate) : IEventRecord;

/// <summary>The platform decided a dispute. Key: the order's id.</summary>
/// <remarks>Catalogue AFS-13.</remarks>
[Event("dispute.closed", Topics.Order)]
public sealed record DisputeClosed(string AfterSaleId, string OrderId, bool IsForBuyer, BusinessDate BusinessDate) : IEventRecord;
