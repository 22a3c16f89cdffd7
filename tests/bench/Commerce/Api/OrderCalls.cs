namespace RailLife.Bench.Commerce.Api;

using static ApiOrders;

/// <summary>How to call what orders, carts and after-sales offer, so that it is done.</summary>
internal static class OrderCalls
{
    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["POST /v1/checkout"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/checkout", s.Member, Basket(s)); },
        ["POST /v1/orders"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/orders", s.Member, new { basket = Basket(s), remark = "请快点", source = new { path = new[] { "/home" } } }); },
        ["GET /v1/orders/{id}"] = async w => { var (s, id, _, _) = await w.PlacedAsync(); return w.Ask("GET /v1/orders/{id}", s.Member, null, null, id); },
        ["GET /v1/merchant/orders/{id}"] = async w => { var (s, id, _, _) = await w.PlacedAsync(); return w.Ask("GET /v1/merchant/orders/{id}", s.Merchant, null, null, id); },
        ["GET /v1/staff/orders/{id}"] = async w => { var (_, id, _, _) = await w.PlacedAsync(); return w.Ask("GET /v1/staff/orders/{id}", w.Staff, null, null, id); },
        ["POST /v1/orders/{id}/cancel"] = async w => { var (s, id, _, _) = await w.PlacedAsync(); return w.Ask("POST /v1/orders/{id}/cancel", s.Member, new { reason = "changed my mind" }, null, id); },
        ["POST /v1/merchant/orders/{id}/cancel"] = async w => { var (s, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/merchant/orders/{id}/cancel", s.Merchant, new { reason = "sold out" }, null, id); },
        ["POST /v1/staff/orders/{id}/cancel"] = async w => { var (_, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/staff/orders/{id}/cancel", w.Staff, new { reason = "the buyer called" }, null, id); },
        ["POST /v1/staff/orders/{id}/intervene"] = async w => { var (_, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/staff/orders/{id}/intervene", w.Staff, new { kind = "held", reason = "looks odd" }, null, id); },
        ["POST /v1/orders/{id}/receive"] = async w => { var (s, id) = await w.OrderAsync("shipped"); return w.Ask("POST /v1/orders/{id}/receive", s.Member, null, null, id); },
        ["POST /v1/merchant/orders/{id}/receive"] = async w => { var (s, id) = await w.OrderAsync("shipped"); return w.Ask("POST /v1/merchant/orders/{id}/receive", s.Merchant, null, null, id); },
        ["POST /v1/staff/orders/{id}/receive"] = async w => { var (_, id) = await w.OrderAsync("shipped"); return w.Ask("POST /v1/staff/orders/{id}/receive", w.Staff, null, null, id); },
        ["PUT /v1/merchant/orders/{id}/planned-parcels"] = async w =>
        {
            var (s, id) = await w.OrderAsync("paid");
            var seen = await w.DoAsync("GET /v1/merchant/orders/{id}", s.Merchant, null, null, id);
            return w.Ask("PUT /v1/merchant/orders/{id}/planned-parcels", s.Merchant, new { parcels = new[] { new { lines = OnePiece }, new { lines = OnePiece } } }, seen.ETag, id);
        },
        ["POST /v1/merchant/orders/{id}/ship"] = async w => { var (s, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/merchant/orders/{id}/ship", s.Merchant, new { carrier = "SF", tracking_number = "SF-2", lines = new[] { new { line_no = 1, quantity = 1 } } }, null, id); },
        ["PUT /v1/staff/orders/{id}/planned-parcels"] = async w =>
        {
            var (_, id) = await w.OrderAsync("paid");
            var seen = await w.DoAsync("GET /v1/staff/orders/{id}", w.Staff, null, null, id);
            return w.Ask("PUT /v1/staff/orders/{id}/planned-parcels", w.Staff, new { parcels = new[] { new { lines = OnePiece }, new { lines = OnePiece } } }, seen.ETag, id);
        },
        ["POST /v1/staff/orders/{id}/ship"] = async w => { var (_, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/staff/orders/{id}/ship", w.Staff, Parcel, null, id); },
        ["POST /v1/merchant/orders/{id}/delivery"] = async w => { var (s, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/merchant/orders/{id}/delivery", s.Merchant, null, null, id); },
        ["POST /v1/staff/orders/{id}/delivery"] = async w => { var (_, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/staff/orders/{id}/delivery", w.Staff, null, null, id); },

        ["GET /v1/cart"] = async w => w.Ask("GET /v1/cart", (await w.StageAsync()).Member),
        ["POST /v1/cart/lines"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/cart/lines", s.Member, new { sku_id = s.SkuId, quantity = 1 }); },
        ["PUT /v1/cart/lines/{sku}"] = async w => { var s = await FilledAsync(w); return w.Ask("PUT /v1/cart/lines/{sku}", s.Member, new { quantity = 3, is_selected = true }, null, s.SkuId); },
        ["DELETE /v1/cart/lines/{sku}"] = async w => { var s = await FilledAsync(w); return w.Ask("DELETE /v1/cart/lines/{sku}", s.Member, null, null, s.SkuId); },
        ["PUT /v1/cart/selection"] = async w => { var s = await FilledAsync(w); return w.Ask("PUT /v1/cart/selection", s.Member, new { is_selected = true }); },
        ["DELETE /v1/cart/invalid"] = async w => w.Ask("DELETE /v1/cart/invalid", (await FilledAsync(w)).Member),
        ["POST /v1/cart/merge"] = async w =>
        {
            var s = await FilledAsync(w);
            var before = await w.DoAsync("POST /v1/cart/lines", Caller.Nobody, new { sku_id = s.SkuId, quantity = 1 });
            return w.Ask("POST /v1/cart/merge", s.Member, new { cart_id = before.Id });
        },

        ["POST /v1/orders/{id}/after-sales"] = async w => { var (s, id) = await w.OrderAsync("received"); return w.Ask("POST /v1/orders/{id}/after-sales", s.Member, Application("return"), null, id); },
        ["POST /v1/staff/orders/{id}/after-sales"] = async w => { var (_, id) = await w.OrderAsync("paid"); return w.Ask("POST /v1/staff/orders/{id}/after-sales", w.Staff, Application("refund"), null, id); },
        ["GET /v1/after-sales/{id}"] = async w => { var (s, id, _) = await w.CaseAsync("return", "wait-audit"); return w.Ask("GET /v1/after-sales/{id}", s.Member, null, null, id); },
        ["GET /v1/merchant/after-sales/{id}"] = async w => { var (s, id, _) = await w.CaseAsync("return", "wait-audit"); return w.Ask("GET /v1/merchant/after-sales/{id}", s.Merchant, null, null, id); },
        ["GET /v1/staff/after-sales/{id}"] = async w => { var (_, id, _) = await w.CaseAsync("return", "wait-audit"); return w.Ask("GET /v1/staff/after-sales/{id}", w.Staff, null, null, id); },
        ["POST /v1/after-sales/{id}/withdraw"] = async w => { var (s, id, tag) = await w.CaseAsync("return", "wait-audit"); return w.Ask("POST /v1/after-sales/{id}/withdraw", s.Member, null, tag, id); },
        ["POST /v1/after-sales/{id}/send-back"] = async w => { var (s, id, tag) = await w.CaseAsync("return", "wait-return"); return w.Ask("POST /v1/after-sales/{id}/send-back", s.Member, Parcel, tag, id); },
        ["POST /v1/after-sales/{id}/dispute"] = async w => { var (s, id, tag) = await w.CaseAsync("return", "refused"); return w.Ask("POST /v1/after-sales/{id}/dispute", s.Member, new { statement = "it came so" }, tag, id); },
        ["POST /v1/merchant/after-sales/{id}/audit"] = async w => { var (s, id, tag) = await w.CaseAsync("refund", "wait-audit"); return w.Ask("POST /v1/merchant/after-sales/{id}/audit", s.Merchant, new { is_approved = true }, tag, id); },
        ["POST /v1/staff/after-sales/{id}/audit"] = async w => { var (_, id, tag) = await w.CaseAsync("return", "wait-audit"); return w.Ask("POST /v1/staff/after-sales/{id}/audit", w.Staff, new { is_approved = true, note = "fine" }, tag, id); },
        ["POST /v1/merchant/after-sales/{id}/inbound"] = async w => { var (s, id, tag) = await w.CaseAsync("return", "wait-inbound"); return w.Ask("POST /v1/merchant/after-sales/{id}/inbound", s.Merchant, Arrived, tag, id); },
        ["POST /v1/staff/after-sales/{id}/inbound"] = async w => { var (_, id, tag) = await w.CaseAsync("return", "wait-inbound"); return w.Ask("POST /v1/staff/after-sales/{id}/inbound", w.Staff, new { is_accepted = true, reception = "damaged", is_sellable = false }, tag, id); },
        ["POST /v1/merchant/after-sales/{id}/exchange"] = async w => { var (s, id, tag) = await w.CaseAsync("exchange", "wait-exchange"); return w.Ask("POST /v1/merchant/after-sales/{id}/exchange", s.Merchant, Parcel, tag, id); },
        ["POST /v1/staff/after-sales/{id}/exchange"] = async w => { var (_, id, tag) = await w.CaseAsync("exchange", "wait-exchange"); return w.Ask("POST /v1/staff/after-sales/{id}/exchange", w.Staff, Parcel, tag, id); },
        ["POST /v1/staff/after-sales/{id}/adjust"] = async w => { var (_, id, tag) = await w.CaseAsync("return", "wait-audit"); return w.Ask("POST /v1/staff/after-sales/{id}/adjust", w.Staff, new { amount_minor = 500, liability = "merchant", reason = "agreed" }, tag, id); },
    };

    private static readonly object[] OnePiece = [new { line_no = 1, quantity = 1 }];

    private static async Task<ApiStage> FilledAsync(ApiWorld w)
    {
        var s = await w.StageAsync();
        await w.DoAsync("POST /v1/cart/lines", s.Member, new { sku_id = s.SkuId, quantity = 1 });
        return s;
    }
}
