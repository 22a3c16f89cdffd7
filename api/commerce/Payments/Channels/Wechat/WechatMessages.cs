using System.Text.Json;

namespace RailLife.Commerce.Payments;

/// <summary>Records of WeChat Pay v3, snake_case on the wire.</summary>
internal static class WechatMessages
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };
}

internal sealed record WechatPrepay(string Appid, string Mchid, string Description, string OutTradeNo, string TimeExpire, string NotifyUrl, WechatAmount Amount, WechatPayer? Payer);

internal sealed record WechatAmount(long Total, string? Currency);

internal sealed record WechatPayer(string Openid);

internal sealed record WechatPrepaid(string? CodeUrl, string? PrepayId, string? H5Url);

internal sealed record WechatTransaction(string? OutTradeNo, string? Mchid, string? TradeState, string? TransactionId, WechatAmount? Amount)
{
    public ChannelReport Report() => TradeState switch
    {
        // REFUND says that it was paid, and that some of it went back.
        "SUCCESS" or "REFUND" => new(ChannelState.Paid, Amount?.Total, TransactionId),
        "NOTPAY" or "USERPAYING" or "ACCEPT" => new(ChannelState.Waiting),
        "CLOSED" or "REVOKED" => new(ChannelState.Closed),
        "PAYERROR" => new(ChannelState.Failed, Code: "payerror"),
        _ => throw new ChannelException($"WeChat: found trade_state '{TradeState}', expected one of its v3 documents"),
    };
}

internal sealed record WechatRefundAsk(string OutTradeNo, string OutRefundNo, string Reason, string NotifyUrl, WechatRefundAmount Amount);

internal sealed record WechatRefundAmount(long Refund, long Total, string Currency);

/// <param name="Status">In answers.</param>
/// <param name="RefundStatus">The same, in notifications.</param>
internal sealed record WechatRefund(string? OutTradeNo, string? OutRefundNo, string? Mchid, string? Status, string? RefundStatus)
{
    public ChannelRefundReport Report() => (Status ?? RefundStatus) switch
    {
        "SUCCESS" => new(ChannelRefundState.Succeeded),
        "PROCESSING" => new(ChannelRefundState.Processing),
        "CLOSED" => new(ChannelRefundState.Failed, "closed"),
        "ABNORMAL" => new(ChannelRefundState.Failed, "abnormal"),
        var other => throw new ChannelException($"WeChat: found refund status '{other}', expected one of its v3 documents"),
    };
}

internal sealed record WechatError(string? Code, string? Message);

internal sealed record WechatEnvelope(string? EventType, WechatResource? Resource);

internal sealed record WechatResource(string? Algorithm, string? Ciphertext, string? Nonce, string? AssociatedData);
