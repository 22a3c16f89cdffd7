using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Orders and applications on the way to a state.</summary>
public static class ApiOrders
{
    public static object Basket(ApiStage s) => new { lines = new[] { new { sku_id = s.SkuId, quantity = 2 } }, address_id = s.AddressId, coupon_ids = Array.Empty<string>() };

    /// <summary>An order that waits for its payment.</summary>
    public static async Task<(ApiStage Stage, string OrderId, string PaymentId, long Payable)> PlacedAsync(this ApiWorld w)
    {
        var s = await w.StageAsync();
        var placed = (await w.DoAsync("POST /v1/orders", s.Member, new { basket = Basket(s) })).Body;
        return (s, (string)placed["order_ids"]![0]!, (string)placed["payment"]!["id"]!, (long)placed["payable_minor"]!);
    }

    public static object Pay(string tender, long amount) => new { tenders = new[] { new { tender, amount_minor = amount } } };

    /// <param name="until">paid, shipped or received.</param>
    public static async Task<(ApiStage Stage, string Id)> OrderAsync(this ApiWorld w, string until)
    {
        var (s, id, payment, payable) = await w.PlacedAsync();
        await w.DoAsync("POST /v1/payments/{id}/attempts", s.Member, Pay("staff-cash", payable), null, payment);
        if (until == "paid") return (s, id);
        await w.DoAsync("POST /v1/merchant/orders/{id}/ship", s.Merchant, Parcel, null, id);
        if (until == "received") await w.DoAsync("POST /v1/orders/{id}/receive", s.Member, null, null, id);
        return (s, id);
    }

    public static object Parcel { get; } = new { carrier = "SF", tracking_number = "SF-1" };

    public static object Application(string kind) => new { kind, lines = new[] { new { line_no = 1, quantity = 1 } }, reason = "quality" };

    /// <summary>An application of a kind until a state: wait-audit, wait-return, wait-inbound, wait-exchange, refused.</summary>
    public static async Task<(ApiStage Stage, string Id, string? ETag)> CaseAsync(this ApiWorld w, string kind, string until)
    {
        var (s, order) = await w.OrderAsync("received");
        var made = await w.DoAsync("POST /v1/orders/{id}/after-sales", s.Member, Application(kind), null, order);
        var now = made;
        if (until == "refused") now = await w.DoAsync("POST /v1/merchant/after-sales/{id}/audit", s.Merchant, new { is_approved = false, note = "worn" }, now.ETag, made.Id);
        else if (until != "wait-audit") now = await w.DoAsync("POST /v1/merchant/after-sales/{id}/audit", s.Merchant, new { is_approved = true }, now.ETag, made.Id);
        if (until is "wait-inbound" or "wait-exchange") now = await w.DoAsync("POST /v1/after-sales/{id}/send-back", s.Member, Parcel, now.ETag, made.Id);
        if (until == "wait-exchange") now = await w.DoAsync("POST /v1/merchant/after-sales/{id}/inbound", s.Merchant, Arrived, now.ETag, made.Id);
        return (s, made.Id, now.ETag);
    }

    public static object Arrived { get; } = new { is_accepted = true, reception = "received", is_sellable = true };

    /// <summary>A payment that waits until the payer has proved himself, as a rule of his own wants it.</summary>
    public static async Task<(Caller Member, string PaymentId, string Phone)> VerifyingAsync(this ApiWorld w)
    {
        var s = await w.StageAsync();
        var phone = w.NewPhone();
        var session = await w.DoAsync("POST /v1/auth/sessions", Caller.Nobody, new { phone, code = await w.CodeAsync(phone) });
        var member = new Caller("Member", (string)session.Body["member"]!["id"]!, (string)session.Body["token"]!);
        await w.DoAsync("POST /v1/risk/rules", w.Staff, Rule(member.Id));
        var address = await w.DoAsync("POST /v1/me/addresses", member, ApiWorld.Address);
        var placed = (await w.DoAsync("POST /v1/orders", member, new { basket = Basket(s with { AddressId = address.Id }) })).Body;
        var payment = (string)placed["payment"]!["id"]!;
        await w.DoAsync("POST /v1/payments/{id}/attempts", member, Pay("sandbox", (long)placed["payable_minor"]!), null, payment);
        return (member, payment, phone);
    }

    public static object Rule(string memberId) => new { subject_kind = "member", subject_id = memberId, measure = "single", span = "day", max_value = 0, verdict = "verify", delay_seconds = 0, is_active = true };

    /// <summary>Asks again until the answer is as wanted, some seconds long.</summary>
    public static async Task<JsonObject> UntilAsync(this ApiWorld w, string operation, Caller by, Func<JsonObject, bool> isThere, params string[] path)
    {
        for (var tries = 0; ; tries++, await Task.Delay(100, w.Ct))
        {
            var now = (await w.DoAsync(operation, by, null, null, path)).Body;
            if (isThere(now)) return now;
            if (tries == 60) throw new ApiStuckException($"{operation} stays {now.ToJsonString()}");
        }
    }
}
