namespace RailLife.Bench.Commerce.Api;

/// <summary>How to call what the points mall offers, so that it is done.</summary>
internal static class MallCalls
{
    private const long Price = 10;

    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["POST /v1/points-mall-offers"] = async w => w.Ask("POST /v1/points-mall-offers", w.Staff, Offer(w, await CupAsync(w))),
        ["PUT /v1/points-mall-offers/{id}"] = async w => { var (made, sku) = await OfferAsync(w); return w.Ask("PUT /v1/points-mall-offers/{id}", w.Staff, Offer(w, sku), made.ETag, made.Id); },
        ["POST /v1/points-mall-offers/{id}/stop"] = async w => { var (made, _) = await OfferAsync(w); return w.Ask("POST /v1/points-mall-offers/{id}/stop", w.Staff, null, made.ETag, made.Id); },
        ["POST /v1/points-mall/{id}/redemptions"] = RedeemAsync,
        ["POST /v1/me/points-mall-orders/{id}/cancel"] = async w => { var (s, id) = await OrderAsync(w); return w.Ask("POST /v1/me/points-mall-orders/{id}/cancel", s.Member, null, null, id); },
        ["POST /v1/points-mall-orders/{id}/ship"] = async w => { var (_, id) = await OrderAsync(w); return w.Ask("POST /v1/points-mall-orders/{id}/ship", w.Staff, new { carrier = "SF", tracking_no = "SF-3" }, null, id); },
        ["POST /v1/points-mall-orders/{id}/cancel"] = async w => { var (_, id) = await OrderAsync(w); return w.Ask("POST /v1/points-mall-orders/{id}/cancel", w.Staff, null, null, id); },
        ["POST /v1/points-mall-orders/{id}/delivery"] = async w => { var (_, id) = await OrderAsync(w); return w.Ask("POST /v1/points-mall-orders/{id}/delivery", w.Staff, null, null, id); },
    };

    private static object Offer(ApiWorld w, string sku) => new
    {
        name = new { zh = "茶杯" }, kind = "goods", sku_id = sku, points = Price, cash_minor = 0, quantity_max = 1_000, member_max = 1_000, starts_at = Instant(w, -1), ends_at = Instant(w, 24),
    };

    // Goods of the operator's own shop, with pieces in its own warehouse.
    private static async Task<string> CupAsync(ApiWorld w)
    {
        var own = w.As("Merchant", (await w.DoAsync("POST /v1/merchants", w.Staff, new { name = new { en = "Metro shop" }, kind = "self-operated", format = "retail" })).Id);
        var sku = (string)(await w.ProductAsync(own, "listed")).Body["skus"]![0]!["sku_id"]!;
        var warehouse = w.Word("warehouse");
        await w.DoAsync("PUT /v1/warehouses/{id}", own, new { name = new { en = "Own hall" }, priority = 1, is_active = true }, null, warehouse);
        await w.DoAsync("POST /v1/stock/adjustments", own, new { sku_id = sku, warehouse_id = warehouse, delta = 1_000, reason = "delivery", reference = w.Word("r") });
        return sku;
    }

    private static async Task<(ApiAnswer Made, string Sku)> OfferAsync(ApiWorld w)
    {
        var sku = await CupAsync(w);
        return (await w.DoAsync("POST /v1/points-mall-offers", w.Staff, Offer(w, sku)), sku);
    }

    private static async Task<ApiCall> RedeemAsync(ApiWorld w)
    {
        var (s, (offer, _)) = (await w.StageAsync(), await OfferAsync(w));
        await w.DoAsync("POST /v1/members/{id}/points/adjustments", w.Staff, new { points = Price, reason = "welcome", reference = w.Word("p") }, null, s.Member.Id);
        return w.Ask("POST /v1/points-mall/{id}/redemptions", s.Member, new { version = 1, address_id = s.AddressId }, null, offer.Id);
    }

    private static async Task<(ApiStage Stage, string Id)> OrderAsync(ApiWorld w)
    {
        var asked = await RedeemAsync(w);
        return (await w.StageAsync(), (await w.DoAsync(asked.Operation, asked.By, asked.Body, null, [.. asked.Path])).Id);
    }

    private static string Instant(ApiWorld w, int hours) => w.Installation.Clock.GetUtcNow().AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
