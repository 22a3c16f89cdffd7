using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RailLife.Contracts;

namespace RailLife.Commerce.Payments;

/// <summary>What the sandbox tells: signed with this installation's key ring, so only its own is believed.</summary>
internal sealed record SandboxNews(string TradeNo, string State, long? AmountMinor, string? RefundNo, string? RefundState)
{
    public const string SignatureHeader = "X-Sandbox-Signature";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options);

    public static string TradeOf(byte[] body) => JsonSerializer.Deserialize<SandboxNews>(body, EventJson.Options)?.TradeNo ?? "";

    public static string Sign(TokenSigner signer, ReadOnlySpan<byte> body) => signer.Sign(Hash(body));

    public static ChannelNotice? Read(TokenSigner signer, Notification notification)
    {
        if (notification.Header(SignatureHeader) is not { } signature || signer.Read(signature) != Hash(notification.Body.Span)) return null;
        if (JsonSerializer.Deserialize<SandboxNews>(notification.Body.Span, EventJson.Options) is not { } news) return null;
        return news.RefundNo is { } refundNo
            ? new ChannelNotice(news.TradeNo, null, refundNo, new ChannelRefundReport(RefundStateOf(news.RefundState)))
            : new ChannelNotice(news.TradeNo, ReportOf(news.TradeNo, news.State, news.AmountMinor));
    }

    public static ChannelReport ReportOf(string tradeNo, string state, long? amountMinor) => state switch
    {
        "paid" => new(ChannelState.Paid, amountMinor, $"sandbox-{tradeNo}"),
        "waiting" => new(ChannelState.Waiting),
        "closed" => new(ChannelState.Closed),
        "failed" => new(ChannelState.Failed, Code: "payer-refused"),
        _ => throw new InvalidOperationException($"the sandbox knows no state '{state}'"),
    };

    public static ChannelRefundState RefundStateOf(string? state) => state switch
    {
        "succeeded" => ChannelRefundState.Succeeded,
        "failed" => ChannelRefundState.Failed,
        _ => ChannelRefundState.Processing,
    };

    private static string Hash(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
