using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace RailLife.Tests.Commerce.Payments;

/// <summary>The far end of Alipay's gateway as its documents describe it: checks our RSA2, signs its answers over their raw text.</summary>
internal sealed class AlipayWire(Openssl app, Openssl alipay) : HttpMessageHandler
{
    private readonly Dictionary<string, JsonObject> trades = [];
    private readonly HashSet<string> refunds = [];

    public List<Dictionary<string, string>> Calls { get; } = [];

    public bool IsBusy { get; set; }

    /// <summary>As Alipay does: a trade comes to be when its code is scanned.</summary>
    public bool ForgetsUnscanned { get; set; }

    public void Pay(string tradeNo) => trades[tradeNo]["trade_status"] = "TRADE_SUCCESS";

    public static string Content(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join("&", parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + "=" + p.Value));

    public byte[] Notify(Dictionary<string, string> values)
    {
        values["sign"] = alipay.Sign(Content(values));
        values["sign_type"] = "RSA2";
        return Encoding.UTF8.GetBytes(string.Join('&', values.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}")));
    }

    public bool IsApps(Dictionary<string, string> form) => app.Verifies(Content(form.Where(p => p.Key != "sign" && p.Value.Length > 0)), form["sign"]);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(ct)).ToDictionary(p => p.Key, p => p.Value.ToString());
        Calls.Add(form);
        var method = form["method"];
        var node = $"{method.Replace('.', '_')}_response";
        if (IsBusy) return Answer(node, new JsonObject { ["code"] = "20000", ["sub_code"] = "isp.unknow-error" });
        if (!IsApps(form)) return Answer(node, new JsonObject { ["code"] = "40004", ["sub_code"] = "isv.invalid-signature" });
        var content = JsonNode.Parse(form["biz_content"])!.AsObject();
        return Answer(node, Business(method, (string)content["out_trade_no"]!, content));
    }

    private JsonObject Business(string method, string no, JsonObject content)
    {
        if (method == "alipay.trade.precreate")
        {
            trades[no] = new JsonObject { ["trade_no"] = $"2026{no}", ["total_amount"] = (string)content["total_amount"]!, ["trade_status"] = "WAIT_BUYER_PAY" };
            return new JsonObject { ["code"] = "10000", ["qr_code"] = $"https://qr.example/{no}" };
        }
        if (!trades.TryGetValue(no, out var trade) || ForgetsUnscanned) return new JsonObject { ["code"] = "40004", ["sub_code"] = "ACQ.TRADE_NOT_EXIST" };
        switch (method)
        {
            case "alipay.trade.query":
                var answer = trade.DeepClone().AsObject();
                answer["code"] = "10000";
                return answer;
            case "alipay.trade.close" when (string?)trade["trade_status"] != "WAIT_BUYER_PAY":
                return new JsonObject { ["code"] = "40004", ["sub_code"] = "ACQ.TRADE_STATUS_ERROR" };
            case "alipay.trade.close":
                trade["trade_status"] = "TRADE_CLOSED";
                return new JsonObject { ["code"] = "10000" };
            case "alipay.trade.refund":
                return new JsonObject { ["code"] = "10000", ["fund_change"] = refunds.Add((string)content["out_request_no"]!) ? "Y" : "N" };
            default:
                return refunds.Contains((string)content["out_request_no"]!) ? new JsonObject { ["code"] = "10000", ["refund_status"] = "REFUND_SUCCESS" } : new JsonObject { ["code"] = "10000" };
        }
    }

    // The signature is over the answer's text as it stands, spaces included.
    private HttpResponseMessage Answer(string node, JsonObject answer)
    {
        var raw = answer.ToJsonString().Replace(",", ", ");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($"{{\"{node}\":{raw},\"sign\":\"{alipay.Sign(raw)}\"}}") };
    }
}
