using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace RailLife.Commerce.Payments;

/// <summary>WeChat Pay, API v3 [微信支付].</summary>
/// <remarks>Catalogue PAY-01. Paths and fields as the vendor's documents of API v3 name them.</remarks>
public sealed class WechatChannel(WechatOptions options, HttpClient http, TimeProvider clock) : IPayChannel
{
    private readonly WechatSignatures signatures = new(options, clock);

    public string Name => "wechat";

    public string Acknowledgement => """{"code":"SUCCESS"}""";

    public async Task<PrepayAnswer> PrepayAsync(PrepayRequest request, CancellationToken ct)
    {
        if (request.Scene is not ("native" or "jsapi" or "h5" or "app")) return new PrepayAnswer("scene-not-offered", null);
        if (request.Scene == "jsapi" && request.Payer is null) return new PrepayAnswer("payer-needed", null);
        var body = new WechatPrepay(options.AppId, options.MerchantNo, request.Description, request.TradeNo, request.ExpiresAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            options.NotifyUrl, new WechatAmount(request.AmountMinor, request.Currency), request.Payer is { } payer ? new WechatPayer(payer) : null);
        var answer = await SendAsync(HttpMethod.Post, $"/v3/pay/transactions/{request.Scene}", body, ct);
        if (answer.Error is { } error) return new PrepayAnswer(Kebab(error), null);
        var prepaid = answer.Read<WechatPrepaid>();
        var clientParams = request.Scene == "jsapi" && prepaid.PrepayId is { } id ? JsonSerializer.Serialize(signatures.Jsapi(id), JsonSerializerOptions.Web) : prepaid.CodeUrl ?? prepaid.H5Url ?? prepaid.PrepayId;
        return new PrepayAnswer(null, clientParams ?? throw new ChannelException("WeChat: the prepay answer names nothing to open"));
    }

    public async Task<ChannelReport> QueryAsync(string tradeNo, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/v3/pay/transactions/out-trade-no/{tradeNo}?mchid={options.MerchantNo}", null, ct);
        return answer.Error is null ? answer.Read<WechatTransaction>().Report()
            : answer.Status == HttpStatusCode.NotFound ? new ChannelReport(ChannelState.NotFound)
            : throw answer.Unexpected();
    }

    public async Task<ChannelReport> CloseAsync(string tradeNo, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Post, $"/v3/pay/transactions/out-trade-no/{tradeNo}/close", new { Mchid = options.MerchantNo }, ct);
        return answer.Error switch
        {
            null => new ChannelReport(ChannelState.Closed),
            "ORDER_PAID" or "ORDERPAID" or "ORDER_CLOSED" or "ORDERCLOSED" => await QueryAsync(tradeNo, ct),
            _ when answer.Status == HttpStatusCode.NotFound => new ChannelReport(ChannelState.NotFound),
            _ => throw answer.Unexpected(),
        };
    }

    public async Task<ChannelRefundReport> RefundAsync(ChannelRefund refund, CancellationToken ct)
    {
        var body = new WechatRefundAsk(refund.TradeNo, refund.RefundNo, refund.Reason, options.NotifyUrl, new WechatRefundAmount(refund.AmountMinor, refund.PaidMinor, refund.Currency));
        var answer = await SendAsync(HttpMethod.Post, "/v3/refund/domestic/refunds", body, ct);
        if (answer.Error is null) return answer.Read<WechatRefund>().Report();
        // Too many at once says nothing about this refund.
        return answer.Status == HttpStatusCode.TooManyRequests ? throw answer.Unexpected() : new ChannelRefundReport(ChannelRefundState.Failed, Kebab(answer.Error));
    }

    public async Task<ChannelRefundReport> QueryRefundAsync(ChannelRefund refund, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/v3/refund/domestic/refunds/{refund.RefundNo}", null, ct);
        return answer.Error is null ? answer.Read<WechatRefund>().Report()
            : answer.Status == HttpStatusCode.NotFound ? new ChannelRefundReport(ChannelRefundState.NotFound)
            : throw answer.Unexpected();
    }

    public ChannelNotice? Read(Notification notification)
    {
        var body = Encoding.UTF8.GetString(notification.Body.Span);
        if (!signatures.IsTheirs(notification.Header, body)) return null;
        try
        {
            if (JsonSerializer.Deserialize<WechatEnvelope>(body, WechatMessages.Json) is not { EventType: { } type, Resource: { Algorithm: "AEAD_AES_256_GCM", Ciphertext: { } sealedText, Nonce: { } nonce } resource }) return null;
            if (signatures.Open(sealedText, nonce, resource.AssociatedData ?? "") is not { } text) return null;
            return type.StartsWith("REFUND.", StringComparison.Ordinal) ? Refund(text) : Payment(text);
        }
        catch (Exception e) when (e is JsonException or ChannelException)
        {
            return null;
        }
    }

    private ChannelNotice? Payment(byte[] text) =>
        JsonSerializer.Deserialize<WechatTransaction>(text, WechatMessages.Json) is { OutTradeNo: { } no } told && told.Mchid == options.MerchantNo ? new ChannelNotice(no, told.Report()) : null;

    private ChannelNotice? Refund(byte[] text) =>
        JsonSerializer.Deserialize<WechatRefund>(text, WechatMessages.Json) is { OutTradeNo: { } no, OutRefundNo: { } refundNo } told && told.Mchid == options.MerchantNo ? new ChannelNotice(no, null, refundNo, told.Report()) : null;

    private async Task<WechatAnswer> SendAsync(HttpMethod method, string pathAndQuery, object? body, CancellationToken ct)
    {
        var text = body is null ? "" : JsonSerializer.Serialize(body, WechatMessages.Json);
        using var request = new HttpRequestMessage(method, new Uri(options.BaseAddress, pathAndQuery));
        request.Headers.TryAddWithoutValidation("Authorization", signatures.Authorization(method.Method, pathAndQuery, text));
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("RailLife");
        if (body is not null) request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        using var response = await ChannelHttp.SendAsync(http, request, ct);
        var answer = await response.Content.ReadAsStringAsync(ct);
        if ((int)response.StatusCode >= 500) throw new ChannelException($"WeChat answered {(int)response.StatusCode} to {method} {pathAndQuery}");
        // An answer that WeChat did not sign may be anybody's: success is never believed without.
        if (response.IsSuccessStatusCode && !signatures.IsTheirs(name => ChannelHttp.Header(response, name), answer)) throw new ChannelException($"WeChat's answer to {method} {pathAndQuery} does not carry its signature");
        return new WechatAnswer(response.StatusCode, answer);
    }

    private static string Kebab(string code) => code.ToLowerInvariant().Replace('_', '-');
}

internal sealed record WechatAnswer(HttpStatusCode Status, string Body)
{
    /// <summary>The vendor's code; null when it was done.</summary>
    public string? Error { get; } = (int)Status < 300 ? null : ChannelHttp.Parse<WechatError>(Body, WechatMessages.Json).Code ?? $"HTTP_{(int)Status}";

    public T Read<T>() where T : class => ChannelHttp.Parse<T>(Body, WechatMessages.Json);

    public ChannelException Unexpected() => new($"WeChat answered {(int)Status} {Error}");
}
