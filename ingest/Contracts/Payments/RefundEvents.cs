namespace RailLife.Contracts.Payments;

/// <summary>Money is on its way back [退款单]. Key: the order's id.</summary>
/// <remarks>Catalogue PAY-03. What was given back for which line says refund.completed.</remarks>
[Event("refund.created", Topics.Order)]
public sealed record RefundCreated(
    string RefundId,
    string PaymentId,
    string OrderId,
    RefundCause Cause,
    [Range(1, Money.MinorMax)] long AmountMinor,
    [Currency] string Currency,
    [Items(1, 20)] IReadOnlyList<TenderPart> Tenders,
    BusinessDate BusinessDate) : IEventRecord;

public enum RefundCause
{
    /// <summary>After-sales or a cancelled order.</summary>
    Asked,

    /// <summary>Paid twice, or paid after the payment was closed.</summary>
    Surplus,
}

/// <summary>All parts of a refund are with their owner.</summary>
/// <remarks>Catalogue PAY-03.</remarks>
[Event("refund.succeeded", Topics.Order)]
public sealed record RefundSucceeded(string RefundId, string PaymentId, string OrderId, [Range(1, Money.MinorMax)] long AmountMinor, [Currency] string Currency, BusinessDate BusinessDate) : IEventRecord;

/// <summary>A channel would not give money back; somebody has to look.</summary>
/// <remarks>Catalogue PAY-03.</remarks>
[Event("refund.failed", Topics.Order)]
public sealed record RefundFailed(string RefundId, string PaymentId, string OrderId, string Code, BusinessDate BusinessDate) : IEventRecord;
