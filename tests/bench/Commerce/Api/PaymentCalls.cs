using System.Text;
using RailLife.Commerce.Payments;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Bench.Commerce.Api;

using static ApiOrders;

/// <summary>How to call what payments, risk and the gateway offer, so that it is done.</summary>
internal static class PaymentCalls
{
    private static readonly object Plain = new { is_failing = false, copies = 1, delay_ms = 0, is_reordered = false, is_mute = false, refunds_fail = false };

    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["GET /v1/payments/{id}"] = async w => { var (s, _, payment, _) = await w.PlacedAsync(); return w.Ask("GET /v1/payments/{id}", s.Member, null, null, payment); },
        ["GET /v1/payments/of-order/{orderId}"] = async w => { var (s, _, payment, _) = await w.PlacedAsync(); return w.Ask("GET /v1/payments/of-order/{orderId}", s.Member, null, null, (string)(await w.DoAsync("GET /v1/payments/{id}", s.Member, null, null, payment)).Body["order_id"]!); },
        ["POST /v1/payments/{id}/attempts"] = async w => { var (s, _, payment, payable) = await w.PlacedAsync(); return w.Ask("POST /v1/payments/{id}/attempts", s.Member, Pay("staff-cash", payable), null, payment); },
        ["POST /v1/payments/{id}/verification"] = async w => { var (member, payment, _) = await w.VerifyingAsync(); return w.Ask("POST /v1/payments/{id}/verification", member, new { proof = "000000" }, null, payment); },
        ["POST /v1/risk/decisions/{id}/review"] = async w =>
        {
            var (_, payment, _) = await w.VerifyingAsync();
            var id = await w.Installation.Core.ReadAsync(tx => tx.GetAsync<string>("select id from risk_decision where payment_id = @payment", new { payment }), w.Ct);
            return w.Ask("POST /v1/risk/decisions/{id}/review", w.Staff, new { approve = true, note = "called him" }, null, id);
        },
        ["POST /v1/risk/rules"] = w => Task.FromResult(w.Ask("POST /v1/risk/rules", w.Staff, Rule(w.Word("nobody")))),
        ["PUT /v1/risk/rules/{id}"] = async w => { var made = await w.DoAsync("POST /v1/risk/rules", w.Staff, Rule(w.Word("nobody"))); return w.Ask("PUT /v1/risk/rules/{id}", w.Staff, Rule(w.Word("nobody")), made.ETag, made.Id); },
        ["POST /v1/risk/admissions"] = async w => w.Ask("POST /v1/risk/admissions", w.Staff, new { merchant_id = (await w.StageAsync()).Merchant.Id, is_admitted = true, level = 2, note = "papers are fine" }),
        ["POST /v1/payments/subsidy-quotas"] = w => Task.FromResult(w.Ask("POST /v1/payments/subsidy-quotas", w.Staff, new { name = w.Word("bank"), currency = "CNY", amount_minor = 10_000, per_payment_max_minor = 100, ends_at = 4_000_000_000 })),
        ["PUT /v1/payments/hook"] = async w => w.Ask("PUT /v1/payments/hook", await w.NewMerchantAsync(), new { url = "http://127.0.0.1:9/hook", is_active = true }),
        ["GET /v1/payments/hook"] = async w =>
        {
            var merchant = await w.NewMerchantAsync();
            await w.DoAsync("PUT /v1/payments/hook", merchant, new { url = "http://127.0.0.1:9/hook", is_active = true });
            return w.Ask("GET /v1/payments/hook", merchant);
        },
        ["PUT /v1/payments/sandbox/manner"] = w => Task.FromResult(w.Ask("PUT /v1/payments/sandbox/manner", w.Staff, Plain)),
        ["POST /v1/payments/sandbox/trades/{tradeNo}/pay"] = async w => { var (s, trade) = await TradeAsync(w); return w.Ask("POST /v1/payments/sandbox/trades/{tradeNo}/pay", s.Member, null, null, trade); },
        ["POST /v1/payments/notify/{channel}"] = w =>
        {
            var news = new SandboxNews(w.Word("trade"), "waiting", null, null, null).ToBytes();
            var signature = SandboxNews.Sign(new TokenSigner(w.Installation.Keys, "sandbox"), news);
            return Task.FromResult(w.Ask("POST /v1/payments/notify/{channel}", Caller.Nobody, Encoding.UTF8.GetString(news), null, "sandbox") with { Headers = new Dictionary<string, string> { [SandboxNews.SignatureHeader] = signature } });
        },
        ["GET /v1/payments/refunds/{id}"] = async w => w.Ask("GET /v1/payments/refunds/{id}", w.Staff, null, null, await RefundAsync(w)),
        ["POST /v1/payments/refunds/{id}/retry"] = async w =>
        {
            await w.DoAsync("PUT /v1/payments/sandbox/manner", w.Staff, new { is_failing = false, copies = 1, delay_ms = 0, is_reordered = false, is_mute = false, refunds_fail = true });
            var (s, trade) = await TradeAsync(w);
            await w.DoAsync("POST /v1/payments/sandbox/trades/{tradeNo}/pay", s.Member, null, null, trade);
            var order = await w.Installation.Core.ReadAsync(tx => tx.GetAsync<string>("select p.order_id from pay_payment p join pay_attempt a on a.payment_id = p.id where a.trade_no = @trade", new { trade }), w.Ct);
            await w.UntilAsync("GET /v1/staff/orders/{id}", w.Staff, o => (string)o["state"]! == "wait-ship", order);
            await w.DoAsync("POST /v1/staff/orders/{id}/cancel", w.Staff, new { reason = "sold out" }, null, order);
            var id = await w.Installation.Core.ReadAsync(tx => tx.GetAsync<string>("select id from pay_refund where order_id = @order", new { order }), w.Ct);
            // The refund is given up only after hours of tries.
            await w.Installation.Core.WriteAsync(tx => tx.ExecuteAsync("update pay_refund_part set state = 'failed', todo_at = null where refund_id = @id", new { id }), w.Ct);
            await w.Installation.Core.WriteAsync(tx => tx.ExecuteAsync("update pay_refund set state = 'failed', code = 'refund-refused' where id = @id", new { id }), w.Ct);
            await w.DoAsync("PUT /v1/payments/sandbox/manner", w.Staff, Plain);
            return w.Ask("POST /v1/payments/refunds/{id}/retry", w.Staff, null, null, id);
        },
        ["POST /v1/payments/alarms/{id}/handled"] = async w =>
        {
            var subject = w.Word("attempt");
            await w.Installation.Core.WriteAsync(tx => Alarms.RaiseAsync(tx, w.Installation.Ids, "amount-differs", subject, "raised by the proof"), w.Ct);
            var id = await w.Installation.Core.ReadAsync(tx => tx.GetAsync<string>("select id from pay_alarm where subject_id = @subject", new { subject }), w.Ct);
            return w.Ask("POST /v1/payments/alarms/{id}/handled", w.Staff, new { note = "seen to" }, null, id);
        },
        ["POST /v1/payments/notices/{id}/resend"] = async w =>
        {
            var (s, id) = (await w.StageAsync(), w.Word("notice"));
            // A notice is dead only after a day of tries.
            await w.Installation.Core.WriteAsync(tx => tx.ExecuteAsync(
                "insert into pay_notice (id, kind, payment_id, order_id, merchant_id, body, state, tries, created_at, ended_at) values (@id, 'paid', 'p', 'o', @Merchant, @Body, 'dead', 16, @NowMicros, @NowMicros)",
                new { id, Merchant = s.Merchant.Id, Body = "{}"u8.ToArray(), tx.NowMicros }), w.Ct);
            return w.Ask("POST /v1/payments/notices/{id}/resend", w.Staff, null, null, id);
        },
        ["POST /v1/gateway/keys"] = async w => w.Ask("POST /v1/gateway/keys", w.Staff, new { merchant_id = (await w.StageAsync()).Merchant.Id, name = "ERP", calls_per_minute = 600 }),
        ["DELETE /v1/gateway/keys/{id}"] = async w => { var made = await w.DoAsync("POST /v1/gateway/keys", w.Staff, new { merchant_id = (await w.StageAsync()).Merchant.Id, name = "ERP", calls_per_minute = 600 }); return w.Ask("DELETE /v1/gateway/keys/{id}", w.Staff, null, null, made.Id); },
    };

    /// <summary>A trade that the sandbox knows and that waits for its payer.</summary>
    private static async Task<(ApiStage Stage, string TradeNo)> TradeAsync(ApiWorld w)
    {
        var (s, _, payment, payable) = await w.PlacedAsync();
        await w.DoAsync("POST /v1/payments/{id}/attempts", s.Member, Pay("sandbox", payable), null, payment);
        var pending = await w.UntilAsync("GET /v1/payments/{id}", s.Member, p => (string?)p["attempt"]?["state"] == "pending", payment);
        return (s, (string)pending["attempt"]!["trade_no"]!);
    }

    private static async Task<string> RefundAsync(ApiWorld w)
    {
        var (s, order) = await w.OrderAsync("paid");
        await w.DoAsync("POST /v1/merchant/orders/{id}/cancel", s.Merchant, new { reason = "sold out" }, null, order);
        var list = await w.Installation.Core.ReadAsync(tx => tx.ListAsync<string>("select id from pay_refund order by id desc limit 1", new { }), w.Ct);
        return list.Count > 0 ? list[0] : throw new ApiStuckException("no refund was made");
    }
}
