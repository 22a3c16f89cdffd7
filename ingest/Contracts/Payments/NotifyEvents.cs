namespace RailLife.Contracts.Payments;

/// <summary>A merchant was told of a payment or refund, and said that he has it [支付结果通知].</summary>
/// <remarks>Catalogue PAY-05. Key: the order's id.</remarks>
/// <param name="Tries">From 1.</param>
[Event("payment.notify.sent", Topics.Log)]
public sealed record PaymentNotifySent(string NoticeId, string PaymentId, string MerchantId, [Range(1, 1_000)] int Tries) : IEventRecord;

/// <summary>He could not be told; it is tried again.</summary>
/// <remarks>Catalogue PAY-05.</remarks>
[Event("payment.notify.failed", Topics.Log)]
public sealed record PaymentNotifyFailed(string NoticeId, string PaymentId, string MerchantId, [Range(1, 1_000)] int Tries, string Code) : IEventRecord;

/// <summary>He could not be told for so long that somebody has to look [死信].</summary>
/// <remarks>Catalogue PAY-05.</remarks>
[Event("payment.notify.dead", Topics.Log)]
public sealed record PaymentNotifyDead(string NoticeId, string PaymentId, string MerchantId, [Range(1, 1_000)] int Tries, string Code) : IEventRecord;
