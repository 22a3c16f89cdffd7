using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>The far end of WeChat Pay v3 as its documents describe it: checks our signature, signs its answers, seals its notifications.</summary>
internal sealed partial class WechatWire(Openssl merchant, Openssl platform, TimeProvider clock) : HttpMessageHandler
{
    public const string Serial = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    public const string ApiV3Key = "0123456789abcdef0123456789ABCDEF";

    private readonly Dictionary<string, JsonObject> trades = [];
    private readonly Dictionary<string, JsonObject> refunds = [];

    public List<string> Calls { get; } = [];

    /// <summary>Answers come without a signature of the platform's.</summary>
    public bool SignsNothing { get; set; }

    public HttpStatusCode? Breaks { get; set; }

    public void Pay(string tradeNo) => (trades[tradeNo]["trade_state"], trades[tradeNo]["transaction_id"]) = ("SUCCESS", "4200001");

    public (byte[] Body, Dictionary<string, string> Headers) Notify(string type, JsonObject resource, string? apiKey = null)
    {
        const string nonce = "fdasflkja484", associated = "transaction";
        var text = Encoding.UTF8.GetBytes(resource.ToJsonString());
        var sealedBytes = new byte[text.Length + 16];
        using (var aes = new AesGcm(Encoding.UTF8.GetBytes(apiKey ?? ApiV3Key), 16))
            aes.Encrypt(Encoding.UTF8.GetBytes(nonce), text, sealedBytes.AsSpan(0, text.Length), sealedBytes.AsSpan(text.Length), Encoding.UTF8.GetBytes(associated));
        var body = new JsonObject
        {
            ["id"] = "EV-1", ["event_type"] = type, ["resource_type"] = "encrypt-resource",
            ["resource"] = new JsonObject { ["algorithm"] = "AEAD_AES_256_GCM", ["ciphertext"] = Convert.ToBase64String(sealedBytes), ["nonce"] = nonce, ["associated_data"] = associated },
        }.ToJsonString();
        return (Encoding.UTF8.GetBytes(body), Signed(body));
    }

    public JsonObject Transaction(string tradeNo) => trades[tradeNo];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(ct);
        var path = request.RequestUri!.PathAndQuery;
        Calls.Add($"{request.Method} {path}");
        if (Breaks is { } status) return new HttpResponseMessage(status) { Content = new StringContent("") };
        if (!IsMerchants(request, path, body)) return Answer(401, new JsonObject { ["code"] = "SIGN_ERROR", ["message"] = "wrong signature" });
        var json = body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();
        return request.Method == HttpMethod.Get ? Find(path) : Change(path, json);
    }

    private HttpResponseMessage Find(string path)
    {
        var no = path.Split('/')[^1].Split('?')[0];
        var found = path.Contains("/refunds/", StringComparison.Ordinal) ? refunds.GetValueOrDefault(no) : trades.GetValueOrDefault(no);
        return found is null ? Answer(404, new JsonObject { ["code"] = "ORDER_NOT_EXIST" }) : Answer(200, found.DeepClone().AsObject());
    }

    private HttpResponseMessage Change(string path, JsonObject json)
    {
        if (path.EndsWith("/close", StringComparison.Ordinal))
        {
            var trade = trades[path.Split('/')[^2]];
            if ((string?)trade["trade_state"] == "SUCCESS") return Answer(400, new JsonObject { ["code"] = "ORDER_PAID" });
            trade["trade_state"] = "CLOSED";
            return Answer(204, null);
        }
        var no = (string)json["out_trade_no"]!;
        if (path.EndsWith("/refunds", StringComparison.Ordinal))
        {
            if ((long)json["amount"]!["refund"]! > (long)trades[no]["amount"]!["total"]!) return Answer(403, new JsonObject { ["code"] = "NOT_ENOUGH" });
            var refund = new JsonObject { ["out_trade_no"] = no, ["out_refund_no"] = (string)json["out_refund_no"]!, ["mchid"] = (string)trades[no]["mchid"]!, ["status"] = "PROCESSING" };
            refunds[(string)json["out_refund_no"]!] = refund;
            return Answer(200, refund.DeepClone().AsObject());
        }
        trades[no] = new JsonObject { ["out_trade_no"] = no, ["mchid"] = (string)json["mchid"]!, ["trade_state"] = "NOTPAY", ["amount"] = json["amount"]!.DeepClone() };
        return Answer(200, path.EndsWith("jsapi", StringComparison.Ordinal) ? new JsonObject { ["prepay_id"] = $"wx{no}" } : new JsonObject { ["code_url"] = $"weixin://wxpay/bizpayurl?pr={no}" });
    }

    public void RefundBecomes(string refundNo, string status) => refunds[refundNo]["status"] = status;

    private bool IsMerchants(HttpRequestMessage request, string path, string body)
    {
        var fields = Field().Matches(request.Headers.GetValues("Authorization").Single()).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        return request.Headers.GetValues("Authorization").Single().StartsWith("WECHATPAY2-SHA256-RSA2048 ", StringComparison.Ordinal)
            && fields["mchid"] == "1900009191"
            && merchant.Verifies($"{request.Method}\n{path}\n{fields["timestamp"]}\n{fields["nonce_str"]}\n{body}\n", fields["signature"]);
    }

    private HttpResponseMessage Answer(int status, JsonObject? json)
    {
        var body = json?.ToJsonString() ?? "";
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (!SignsNothing)
            foreach (var (name, value) in Signed(body)) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private Dictionary<string, string> Signed(string body)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["Wechatpay-Timestamp"] = timestamp, ["Wechatpay-Nonce"] = "c5ac7061fccab6bf3e254dcf98995b8c", ["Wechatpay-Serial"] = Serial,
            ["Wechatpay-Signature"] = platform.Sign($"{timestamp}\nc5ac7061fccab6bf3e254dcf98995b8c\n{body}\n"),
        };
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Field();
}
