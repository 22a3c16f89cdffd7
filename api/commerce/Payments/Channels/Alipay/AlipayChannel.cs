using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace RailLife.Commerce.Payments;

/// <summary>Alipay's open platform, gateway protocol 1.0 with RSA2 [支付宝].</summary>
/// <remarks>Catalogue PAY-01. Methods and fields as the vendor's documents of <c>alipay.trade.*</c> name them.</remarks>
public sealed class AlipayChannel(AlipayOptions options, HttpClient http, TimeProvider clock) : IPayChannel
{
    private readonly AlipaySignatures signatures = new(options);

    public string Name => "alipay";

    public string Acknowledgement => "success";

    public async Task<PrepayAnswer> PrepayAsync(PrepayRequest request, CancellationToken ct)
    {
        if (request.Currency != "CNY") return new PrepayAnswer("currency-not-offered", null);
        var content = new AlipayPrepay(request.TradeNo, AlipayMessages.Yuan(request.AmountMinor), request.Description, AlipayMessages.BeijingTime(request.ExpiresAt), null, request.Payer);
        switch (request.Scene)
        {
            // The app and the browser carry a signed order to Alipay themselves: nothing has to be asked for here.
            case "app": return new PrepayAnswer(null, Query(Signed("alipay.trade.app.pay", content with { ProductCode = "QUICK_MSECURITY_PAY" })));
            case "h5": return new PrepayAnswer(null, QueryHelpers.AddQueryString(options.Gateway.AbsoluteUri, Signed("alipay.trade.wap.pay", content with { ProductCode = "QUICK_WAP_WAY" }).ToDictionary(p => p.Key, p => (string?)p.Value)));
            case "native":
                var answer = await SendAsync("alipay.trade.precreate", content, ct);
                if (answer.IsRefused) return new PrepayAnswer(Kebab(answer.SubCode), null);
                return new PrepayAnswer(null, answer is { IsDone: true, QrCode: { } code } ? code : throw Unexpected(answer));
            default: return new PrepayAnswer("scene-not-offered", null);
        }
    }

    public async Task<ChannelReport> QueryAsync(string tradeNo, CancellationToken ct)
    {
        var answer = await SendAsync("alipay.trade.query", new AlipayTradeNo(tradeNo), ct);
        return answer.IsDone ? AlipayMessages.Report(answer.TradeStatus, answer.TotalAmount, answer.TradeNo)
            : answer is { IsRefused: true, SubCode: "ACQ.TRADE_NOT_EXIST" } ? new ChannelReport(ChannelState.NotFound)
            : throw Unexpected(answer);
    }

    public async Task<ChannelReport> CloseAsync(string tradeNo, CancellationToken ct)
    {
        var answer = await SendAsync("alipay.trade.close", new AlipayTradeNo(tradeNo), ct);
        return answer.IsDone ? new ChannelReport(ChannelState.Closed)
            // A trade that nobody has scanned yet does not exist for Alipay; one that is paid cannot be closed. The query tells which.
            : answer.IsRefused ? await QueryAsync(tradeNo, ct)
            : throw Unexpected(answer);
    }

    public async Task<ChannelRefundReport> RefundAsync(ChannelRefund refund, CancellationToken ct)
    {
        var answer = await SendAsync("alipay.trade.refund", new AlipayRefundAsk(refund.TradeNo, refund.RefundNo, AlipayMessages.Yuan(refund.AmountMinor), refund.Reason), ct);
        // fund_change N: this call moved nothing, an earlier one may have; the query tells.
        if (answer.IsDone) return answer.FundChange == "Y" ? new ChannelRefundReport(ChannelRefundState.Succeeded) : await QueryRefundAsync(refund, ct);
        return answer.IsRefused ? new ChannelRefundReport(ChannelRefundState.Failed, Kebab(answer.SubCode)) : throw Unexpected(answer);
    }

    public async Task<ChannelRefundReport> QueryRefundAsync(ChannelRefund refund, CancellationToken ct)
    {
        var answer = await SendAsync("alipay.trade.fastpay.refund.query", new AlipayRefundQuery(refund.TradeNo, refund.RefundNo), ct);
        if (answer.IsDone) return new ChannelRefundReport(answer.RefundStatus == "REFUND_SUCCESS" ? ChannelRefundState.Succeeded : ChannelRefundState.NotFound);
        return answer.IsRefused ? new ChannelRefundReport(ChannelRefundState.NotFound) : throw Unexpected(answer);
    }

    public ChannelNotice? Read(Notification notification)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(notification.Body.Span)).ToDictionary(p => p.Key, p => p.Value.ToString());
        if (!signatures.IsNotification(form) || form.GetValueOrDefault("app_id") != options.AppId || form.GetValueOrDefault("out_trade_no") is not { Length: > 0 } no) return null;
        // A refund's notification has the trade's status too; that it was paid is no news then.
        if (form.ContainsKey("refund_fee")) return new ChannelNotice(no, null);
        try
        {
            return new ChannelNotice(no, AlipayMessages.Report(form.GetValueOrDefault("trade_status"), form.GetValueOrDefault("total_amount"), form.GetValueOrDefault("trade_no")));
        }
        catch (ChannelException)
        {
            return null;
        }
    }

    private async Task<AlipayAnswer> SendAsync(string method, object content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Gateway) { Content = new FormUrlEncodedContent(Signed(method, content)) };
        using var response = await ChannelHttp.SendAsync(http, request, ct);
        if (!response.IsSuccessStatusCode) throw new ChannelException($"Alipay answered {(int)response.StatusCode} to {method}");
        var inner = signatures.Answer(await response.Content.ReadAsStringAsync(ct), $"{method.Replace('.', '_')}_response");
        return ChannelHttp.Parse<AlipayAnswer>(inner, AlipayMessages.Json);
    }

    private Dictionary<string, string> Signed(string method, object content)
    {
        var parameters = new Dictionary<string, string>
        {
            ["app_id"] = options.AppId,
            ["method"] = method,
            ["format"] = "JSON",
            ["charset"] = "utf-8",
            ["sign_type"] = "RSA2",
            ["timestamp"] = AlipayMessages.BeijingTime(clock.GetUtcNow()),
            ["version"] = "1.0",
            ["notify_url"] = options.NotifyUrl,
            ["biz_content"] = JsonSerializer.Serialize(content, AlipayMessages.Json),
        };
        parameters["sign"] = signatures.Sign(parameters);
        return parameters;
    }

    private static string Query(Dictionary<string, string> parameters) => QueryHelpers.AddQueryString("", parameters.ToDictionary(p => p.Key, p => (string?)p.Value)).TrimStart('?');

    private static string Kebab(string? subCode) => (subCode ?? "refused").ToLowerInvariant().Replace('_', '-').Replace('.', '-');

    private static ChannelException Unexpected(AlipayAnswer answer) => new($"Alipay answered code {answer.Code} {answer.SubCode}");
}
