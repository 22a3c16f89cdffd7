namespace RailLife.Commerce.Payments;

/// <summary>A way to be paid from outside [支付渠道]: a bank, WeChat, Alipay, or the sandbox. Called outside of any transaction, and again after every doubt.</summary>
/// <remarks>Catalogue PAY-06: service inside, channel outside. Every call may be repeated: the attempt's and the refund's numbers make it one.</remarks>
/// <exception cref="ChannelException">Every member throws it when the channel did not answer, or not in a form to be trusted: the truth is unknown.</exception>
public interface IPayChannel
{
    /// <summary>As rows, routes and ledger accounts name it: <c>sandbox</c>, <c>wechat</c>, <c>alipay</c>.</summary>
    string Name { get; }

    /// <summary>Announces a payment; the answer is what the payer's client needs.</summary>
    Task<PrepayAnswer> PrepayAsync(PrepayRequest request, CancellationToken ct);

    /// <summary>What became of a payment.</summary>
    Task<ChannelReport> QueryAsync(string tradeNo, CancellationToken ct);

    /// <summary>Gives a payment up; the answer is <see cref="ChannelState.Paid"/> when the payer was faster.</summary>
    Task<ChannelReport> CloseAsync(string tradeNo, CancellationToken ct);

    /// <summary>Gives money back.</summary>
    Task<ChannelRefundReport> RefundAsync(ChannelRefund refund, CancellationToken ct);

    Task<ChannelRefundReport> QueryRefundAsync(ChannelRefund refund, CancellationToken ct);

    /// <summary>Reads what the channel told of itself; null when its signature, age or content is not to be trusted.</summary>
    ChannelNotice? Read(Notification notification);

    /// <summary>The body that tells the channel: understood, do not repeat.</summary>
    string Acknowledgement { get; }
}

/// <param name="TradeNo">Our number of the attempt, 32 letters or digits: what the channel knows it by.</param>
/// <param name="Scene">Where the payer stands: <c>native</c> (a code to scan), <c>jsapi</c> (within the channel's app), <c>h5</c>, <c>app</c>.</param>
/// <param name="Payer">The payer as the channel names him; needed for <c>jsapi</c>.</param>
public sealed record PrepayRequest(string TradeNo, long AmountMinor, string Currency, string Description, DateTimeOffset ExpiresAt, string Scene, string? Payer);

/// <param name="Refused">Code of a definite no; null when the channel took it.</param>
/// <param name="ClientParams">What the payer's client opens or shows.</param>
public sealed record PrepayAnswer(string? Refused, string? ClientParams);

public enum ChannelState
{
    /// <summary>The channel has never heard of it.</summary>
    NotFound,
    Waiting,
    Paid,
    Failed,
    Closed,
}

/// <param name="AmountMinor">What was paid; null when nothing was.</param>
/// <param name="ChannelTradeNo">The channel's own number.</param>
/// <param name="Code">The channel's word for a failure.</param>
public sealed record ChannelReport(ChannelState State, long? AmountMinor = null, string? ChannelTradeNo = null, string? Code = null);

/// <param name="PaidMinor">What the payment had been in all.</param>
public sealed record ChannelRefund(string TradeNo, string RefundNo, long AmountMinor, long PaidMinor, string Currency, string Reason);

public enum ChannelRefundState
{
    NotFound,
    Processing,
    Succeeded,
    Failed,
}

public sealed record ChannelRefundReport(ChannelRefundState State, string? Code = null);

/// <summary>A call of the channel to us, as it came.</summary>
public sealed record Notification(ReadOnlyMemory<byte> Body, Func<string, string?> Header);

/// <summary>What a trusted notification says: of a payment, or of a refund.</summary>
public sealed record ChannelNotice(string TradeNo, ChannelReport? Payment, string? RefundNo = null, ChannelRefundReport? Refund = null);

/// <summary>Nobody knows what the channel did.</summary>
public sealed class ChannelException(string message, Exception? inner = null) : Exception(message, inner);
