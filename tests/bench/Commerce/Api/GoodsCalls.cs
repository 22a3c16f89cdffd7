using System.Globalization;

namespace RailLife.Bench.Commerce.Api;

/// <summary>How to call what merchants, products, pages, reviews and stock offer, so that it is done.</summary>
internal static class GoodsCalls
{
    private static readonly object Name = new { zh = "名", en = "Name" };

    public static Dictionary<string, Func<ApiWorld, Task<ApiCall>>> All { get; } = new()
    {
        ["PUT /v1/circles/{id}"] = w => Task.FromResult(w.Ask("PUT /v1/circles/{id}", w.Staff, new { station_name = Name, latitude_microdegrees = 22_000_000, longitude_microdegrees = 114_000_000, radius_meters = 500 }, null, w.Random.Next(100, int.MaxValue).ToString(CultureInfo.InvariantCulture))),
        ["PUT /v1/formats/{id}"] = w => Task.FromResult(w.Ask("PUT /v1/formats/{id}", w.Staff, new { name = Name, is_physical = true }, null, w.Word("format"))),
        ["POST /v1/merchants"] = w => Task.FromResult(w.Ask("POST /v1/merchants", w.Staff, new { name = Name, kind = "onboarded", circle_id = 7, format = "retail", contact_mobile = "13812341234" })),
        ["GET /v1/merchants/{id}"] = async w => w.Ask("GET /v1/merchants/{id}", w.Staff, null, null, (await w.StageAsync()).Merchant.Id),
        ["PUT /v1/merchants/{id}"] = async w =>
        {
            var made = await w.DoAsync("POST /v1/merchants", w.Staff, new { name = Name, kind = "onboarded", circle_id = 7, format = "retail" });
            return w.Ask("PUT /v1/merchants/{id}", w.Staff, new { name = Name, is_partial_refund = false }, made.ETag, made.Id);
        },
        ["POST /v1/merchants/{id}/deregister"] = async w =>
        {
            var made = await w.DoAsync("POST /v1/merchants", w.Staff, new { name = Name, kind = "onboarded", circle_id = 7, format = "retail" });
            return w.Ask("POST /v1/merchants/{id}/deregister", w.Staff, new { reason = "moved away" }, made.ETag, made.Id);
        },
        ["GET /v1/merchants/{id}/stores"] = async w => w.Ask("GET /v1/merchants/{id}/stores", Caller.Nobody, null, null, (await w.StageAsync()).Merchant.Id),
        ["PUT /v1/merchants/{id}/stores/{store}"] = async w => { var s = await w.StageAsync(); return w.Ask("PUT /v1/merchants/{id}/stores/{store}", s.Merchant, new { name = Name, circle_id = 7, address = "A 口", is_open = true }, null, s.Merchant.Id, w.Word("store")); },
        ["GET /v1/merchants/{id}/freight"] = async w => w.Ask("GET /v1/merchants/{id}/freight", Caller.Nobody, null, null, (await w.StageAsync()).Merchant.Id),
        ["PUT /v1/merchants/{id}/freight"] = async w => { var m = await w.NewMerchantAsync(); return w.Ask("PUT /v1/merchants/{id}/freight", m, new { regions = new[] { new { region = "", fixed_minor = 800, free_from_minor = 9_900 } } }, null, m.Id); },

        ["POST /v1/back-categories"] = w => Task.FromResult(w.Ask("POST /v1/back-categories", w.Staff, new { name = Name, number = "A1" })),
        ["GET /v1/back-categories/{id}"] = w => Task.FromResult(w.Ask("GET /v1/back-categories/{id}", w.Staff, null, null, w.Leaf)),
        ["GET /v1/back-categories/{id}/stock"] = w => Task.FromResult(w.Ask("GET /v1/back-categories/{id}/stock", w.Staff, null, null, w.Leaf)),
        ["PUT /v1/back-categories/{id}"] = async w => { var made = await w.DoAsync("POST /v1/back-categories", w.Staff, new { name = Name }); return w.Ask("PUT /v1/back-categories/{id}", w.Staff, new { name = Name, description = "edited" }, made.ETag, made.Id); },
        ["POST /v1/front-categories"] = w => Task.FromResult(w.Ask("POST /v1/front-categories", w.Staff, Front(w))),
        ["PUT /v1/front-categories/{id}"] = async w => { var made = await w.DoAsync("POST /v1/front-categories", w.Staff, Front(w)); return w.Ask("PUT /v1/front-categories/{id}", w.Staff, Front(w), made.ETag, made.Id); },
        ["DELETE /v1/front-categories/{id}"] = async w => { var made = await w.DoAsync("POST /v1/front-categories", w.Staff, Front(w)); return w.Ask("DELETE /v1/front-categories/{id}", w.Staff, null, made.ETag, made.Id); },
        ["PUT /v1/brands/{id}"] = w => Task.FromResult(w.Ask("PUT /v1/brands/{id}", w.Staff, new { name = Name }, null, w.Word("brand"))),

        ["GET /v1/manage/products/{id}"] = async w => { var s = await w.StageAsync(); return w.Ask("GET /v1/manage/products/{id}", s.Merchant, null, null, s.ProductId); },
        ["GET /v1/products/{id}"] = async w => w.Ask("GET /v1/products/{id}", Caller.Nobody, null, null, (await w.StageAsync()).ProductId),
        ["POST /v1/products"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/products", w.Staff, w.Product(s.Merchant.Id)); },
        ["PUT /v1/products/{id}"] = async w => { var m = (await w.StageAsync()).Merchant; var made = await w.ProductAsync(m, "draft"); return w.Ask("PUT /v1/products/{id}", m, w.Product(), made.ETag, made.Id); },
        ["PUT /v1/products/{id}/prices"] = async w =>
        {
            var m = (await w.StageAsync()).Merchant;
            var made = await w.ProductAsync(m, "draft");
            return w.Ask("PUT /v1/products/{id}/prices", m, new { prices = new[] { new { sku_id = (string)made.Body["skus"]![0]!["sku_id"]!, unit_price_minor = 1_200 } } }, made.ETag, made.Id);
        },
        ["POST /v1/products/{id}/submit"] = w => StepAsync(w, "POST /v1/products/{id}/submit", "draft"),
        ["POST /v1/products/{id}/list"] = w => StepAsync(w, "POST /v1/products/{id}/list", "passed"),
        ["POST /v1/products/{id}/delist"] = w => StepAsync(w, "POST /v1/products/{id}/delist", "listed", new { reason = "season is over" }),
        ["DELETE /v1/products/{id}"] = w => StepAsync(w, "DELETE /v1/products/{id}", "draft"),
        ["POST /v1/products/{id}/audit"] = async w => { var made = await w.ProductAsync((await w.StageAsync()).Merchant, "submitted"); return w.Ask("POST /v1/products/{id}/audit", w.Staff, new { decision = "passed" }, made.ETag, made.Id); },

        ["GET /v1/products/{id}/reviews"] = async w => w.Ask("GET /v1/products/{id}/reviews", Caller.Nobody, null, null, (await w.StageAsync()).ProductId),
        ["POST /v1/reviews"] = async w => { var (s, id) = await w.OrderAsync("received"); return w.Ask("POST /v1/reviews", s.Member, Review(id)); },
        ["POST /v1/reviews/{id}/audit"] = async w => { var made = await ReviewAsync(w); return w.Ask("POST /v1/reviews/{id}/audit", w.Staff, new { decision = "approved" }, made.Review.ETag, made.Review.Id); },
        ["DELETE /v1/reviews/{id}"] = async w => { var made = await ReviewAsync(w); return w.Ask("DELETE /v1/reviews/{id}", made.Member, null, made.Review.ETag, made.Review.Id); },
        ["PUT /v1/review-words/{word}"] = w => Task.FromResult(w.Ask("PUT /v1/review-words/{word}", w.Staff, null, null, w.Word("rude"))),
        ["DELETE /v1/review-words/{word}"] = async w => { var word = w.Word("rude"); await w.DoAsync("PUT /v1/review-words/{word}", w.Staff, null, null, word); return w.Ask("DELETE /v1/review-words/{word}", w.Staff, null, null, word); },

        ["POST /v1/manage/pages"] = w => Task.FromResult(w.Ask("POST /v1/manage/pages", w.Staff, Page(w))),
        ["GET /v1/manage/pages/{id}"] = async w => w.Ask("GET /v1/manage/pages/{id}", w.Staff, null, null, (await PageAsync(w)).Id),
        ["PUT /v1/manage/pages/{id}"] = async w => { var made = await PageAsync(w); return w.Ask("PUT /v1/manage/pages/{id}", w.Staff, new { title = Name, blocks = Array.Empty<object>() }, made.ETag, made.Id); },
        ["POST /v1/manage/pages/{id}/publish"] = async w => { var made = await PageAsync(w); return w.Ask("POST /v1/manage/pages/{id}/publish", w.Staff, null, made.ETag, made.Id); },
        ["POST /v1/manage/pages/{id}/withdraw"] = async w => { var made = await PublishedAsync(w); return w.Ask("POST /v1/manage/pages/{id}/withdraw", w.Staff, null, made.ETag, made.Id); },
        ["GET /v1/pages/{slug}"] = async w => w.Ask("GET /v1/pages/{slug}", Caller.Nobody, null, null, (string)(await PublishedAsync(w)).Body["slug"]!),

        ["PUT /v1/warehouses/{id}"] = async w => { var s = await w.StageAsync(); return w.Ask("PUT /v1/warehouses/{id}", s.Merchant, new { name = Name, priority = 9, regions = new[] { "4403" }, is_active = true }, null, w.Word("w")); },
        ["POST /v1/stock/adjustments"] = async w => { var s = await w.StageAsync(); return w.Ask("POST /v1/stock/adjustments", s.Merchant, new { sku_id = s.SkuId, warehouse_id = s.Warehouse, delta = 10, reason = "found", reference = w.Word("r") }); },
        ["GET /v1/stock/skus/{id}"] = async w => { var s = await w.StageAsync(); return w.Ask("GET /v1/stock/skus/{id}", s.Merchant, null, null, s.SkuId); },
        ["GET /v1/stock/skus/{id}/movements"] = async w => { var s = await w.StageAsync(); return w.Ask("GET /v1/stock/skus/{id}/movements", s.Merchant, null, null, s.SkuId); },
    };

    private static object Front(ApiWorld w) => new { name = Name, position = 1, back_ids = new[] { w.Leaf }, is_hidden = false };

    private static object Review(string orderId) => new { order_id = orderId, line_no = 1, stars = 5, text = "很好", tags = new[] { "bright" } };

    private static object Page(ApiWorld w) => new { slug = w.Word("page"), title = Name, blocks = new object[] { new { kind = "banner", image = "a.jpg", link = "/sale" }, new { kind = "text", text = "words" } } };

    private static Task<ApiAnswer> PageAsync(ApiWorld w) => w.DoAsync("POST /v1/manage/pages", w.Staff, Page(w));

    private static async Task<ApiAnswer> PublishedAsync(ApiWorld w)
    {
        var made = await PageAsync(w);
        return await w.DoAsync("POST /v1/manage/pages/{id}/publish", w.Staff, null, made.ETag, made.Id);
    }

    private static async Task<ApiCall> StepAsync(ApiWorld w, string operation, string until, object? body = null)
    {
        var merchant = (await w.StageAsync()).Merchant;
        var made = await w.ProductAsync(merchant, until);
        return w.Ask(operation, merchant, body, made.ETag, made.Id);
    }

    private static async Task<(Caller Member, ApiAnswer Review)> ReviewAsync(ApiWorld w)
    {
        var (s, id) = await w.OrderAsync("received");
        return (s.Member, await w.DoAsync("POST /v1/reviews", s.Member, Review(id)));
    }
}
