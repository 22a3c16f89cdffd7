namespace RailLife.Contracts.Payments;

/// <summary>An order can be paid now [支付单]. Key of every payment event: the order's id.</summary>
/// <remarks>Catalogue PAY-01.</remarks>
[Event("payment.created", Topics.Order)]
public sealed record PaymentCreated(
    string PaymentId,
    string OrderId,
    [Range(0, Money.MinorMax)] long PayableMinor,
    [Currency] string Currency,
    BusinessDate BusinessDate) : IEventRecord;

/// <summary>An order's money is there, all of it [支付成功].</summary>
/// <remarks>Catalogue PAY-02. Its tenders sum to what was payable.</remarks>
[Event("payment.succeeded", Topics.Order)]
public sealed record PaymentSucceeded(
    string PaymentId,
    string OrderId,
    string AttemptId,
    [Range(0, Money.MinorMax)] long PaidMinor,
    [Currency] string Currency,
    [Items(0, 20)] IReadOnlyList<TenderPart> Tenders,
    BusinessDate BusinessDate) : IEventRecord;

/// <param name="Tender">How: <c>wallet</c>, <c>staff-cash</c>, <c>staff-welfare</c>, <c>instant-credit</c>, <c>subsidy</c>, or a channel's name.</param>
public sealed record TenderPart(string Tender, [Range(1, Money.MinorMax)] long AmountMinor);

/// <summary>One try to pay came to nothing; the order can still be paid [支付失败].</summary>
/// <remarks>Catalogue PAY-02.</remarks>
/// <param name="Channel">Null when only own means were used.</param>
/// <param name="Code">Why, in the channel's or the risk rules' word.</param>
[Event("payment.failed", Topics.Order)]
public sealed record PaymentFailed(string PaymentId, string OrderId, string AttemptId, string? Channel, string Code, BusinessDate BusinessDate) : IEventRecord;

/// <summary>An order can no longer be paid [支付关闭]. Money that comes later goes back by itself.</summary>
/// <remarks>Catalogue PAY-04.</remarks>
[Event("payment.closed", Topics.Order)]
public sealed record PaymentClosed(string PaymentId, string OrderId, PaymentCloseReason Reason, BusinessDate BusinessDate) : IEventRecord;

public enum PaymentCloseReason
{
    Timeout,
    Cancelled,
}
