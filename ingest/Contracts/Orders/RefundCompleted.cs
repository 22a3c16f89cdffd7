namespace RailLife.Contracts.Orders;

/// <summary>Money went back to a buyer [退款成功]. Key: the order's id, or the refund's own where no order is named.</summary>
/// <remarks>Catalogue PAY-03, ORD-20. The envelope's time is the moment of refunding.</remarks>
/// <param name="OrderId">Null when the source names no order, as a credit note does.</param>
/// <param name="Lines">Amounts are positive: what was given back.</param>
[Event("refund.completed", Topics.Order)]
public sealed record RefundCompleted(
    string RefundId,
    string? OrderId,
    string? MemberId,
    [Items(1, 10_000)] IReadOnlyList<RefundLine> Lines,
    [Currency] string Currency,
    string? Region,
    BusinessDate BusinessDate) : IEventRecord;

/// <param name="LineNo">From 1, unique within the refund.</param>
/// <param name="Quantity">Pieces given back; 0 = money only.</param>
public sealed record RefundLine(
    [Range(1, int.MaxValue)] int LineNo,
    string ProductId,
    [Range(0, 1_000_000_000)] long Quantity,
    [Range(0, Money.UnitPriceMax)] decimal UnitPrice,
    [Range(0, Money.MinorMax)] long AmountMinor);
