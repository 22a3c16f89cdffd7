using System.Globalization;
using System.Text.Json;

namespace RailLife.Commerce.Payments;

/// <summary>Business content and answers of Alipay's trade methods, snake_case on the wire; amounts are yuan in text.</summary>
internal static class AlipayMessages
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static string Yuan(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Minor units; null when it is no amount of two decimals.</summary>
    public static long? Minor(string? yuan) =>
        decimal.TryParse(yuan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value * 100m is var minor && minor == decimal.Truncate(minor) && minor <= long.MaxValue ? (long)minor : null;

    /// <summary>Beijing time without a zone: the only form Alipay knows.</summary>
    public static string BeijingTime(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static ChannelReport Report(string? tradeStatus, string? totalAmount, string? tradeNo) => tradeStatus switch
    {
        "TRADE_SUCCESS" or "TRADE_FINISHED" => new(ChannelState.Paid, Minor(totalAmount) ?? throw new ChannelException($"Alipay: found total_amount '{totalAmount}', expected yuan with two decimals"), tradeNo),
        "WAIT_BUYER_PAY" => new(ChannelState.Waiting),
        "TRADE_CLOSED" => new(ChannelState.Closed),
        _ => throw new ChannelException($"Alipay: found trade_status '{tradeStatus}', expected one of its documents"),
    };
}

internal sealed record AlipayPrepay(string OutTradeNo, string TotalAmount, string Subject, string TimeExpire, string? ProductCode, string? BuyerOpenId);

internal sealed record AlipayTradeNo(string OutTradeNo);

internal sealed record AlipayRefundAsk(string OutTradeNo, string OutRequestNo, string RefundAmount, string RefundReason);

internal sealed record AlipayRefundQuery(string OutTradeNo, string OutRequestNo);

/// <summary>All that the methods used here answer, in one record.</summary>
internal sealed record AlipayAnswer(string? Code, string? SubCode, string? QrCode, string? TradeNo, string? TradeStatus, string? TotalAmount, string? FundChange, string? RefundStatus)
{
    public bool IsDone => Code == "10000";

    /// <summary>40004 is a definite no of the business; everything else leaves it open.</summary>
    public bool IsRefused => Code == "40004";
}
