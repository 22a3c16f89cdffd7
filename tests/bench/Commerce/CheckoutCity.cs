using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>What a checkout needs beforehand: two merchants with two dozen products each, plenty of stock, a promotion, members with an address, points and coupons. Made over HTTP; the members' rows by SQL, since registering by code is paced.</summary>
internal sealed class CheckoutCity(HttpClient http, AccessTokens tokens, CoreDatabase database, CancellationToken ct)
{
    private static readonly object Address = new { receiver = "王小明", phone = "13800138000", province = "广东省", city = "深圳市", district = "南山区", detail = "科技园 1 号", is_default = true };

    private const int GoodsPerShop = 24;

    private string coupon = "";

    private readonly List<List<string>> shelves = [];
    private readonly Random random = new(11);

    public async Task BuildAsync()
    {
        var staff = Staff();
        await staff.SendAsync(HttpMethod.Put, "/v1/circles/7", new { station_name = new { en = "Keji Park" }, longitude_microdegrees = 113_950_000, latitude_microdegrees = 22_540_000, radius_meters = 1000 });
        await staff.SendAsync(HttpMethod.Put, "/v1/formats/retail", new { name = new { en = "Retail" }, is_physical = true });
        string? parent = null;
        foreach (var name in new[] { "Home", "Decoration", "Lamps" }) parent = (string)(await staff.SendAsync(HttpMethod.Post, "/v1/back-categories", new { parent_id = parent, name = new { en = name } }))["id"]!;
        await ShopAsync("Lantern shop", parent!, "Lantern", 12_900);
        await ShopAsync("Cup shop", parent!, "Tea cup", 5_990);
        var promotion = await staff.SendAsync(HttpMethod.Post, "/v1/promotions", new
        {
            name = new { en = "10 off 100" }, kind = "full-reduction", starts_at = DateTimeOffset.UtcNow.AddMinutes(-1), ends_at = DateTimeOffset.UtcNow.AddDays(1), terms = new { unit = "amount", mode = "tiered", tiers = new[] { new { from = 10_000, value = 1_000 } } },
        });
        await staff.SendAsync(HttpMethod.Post, $"/v1/promotions/{promotion["id"]}/activate", version: (long)promotion["version"]!);
        var template = await staff.SendAsync(HttpMethod.Post, "/v1/coupon-templates", new
        {
            name = new { en = "20 off 200" }, kind = "full-reduction", from_minor = 20_000, off_minor = 2_000, claim_max = 1_000, is_claimable = true, returns_on_refund = true, when_expired = "lapse", valid_days = 30,
        });
        coupon = (string)template["id"]!;
        await staff.SendAsync(HttpMethod.Post, $"/v1/coupon-templates/{coupon}/activate", version: (long)template["version"]!);
        await staff.SendAsync(HttpMethod.Put, "/v1/payments/sandbox/manner", new { pays_after_ms = 0, is_failing = false, copies = 1, delay_ms = 0, is_reordered = false, is_mute = false, refunds_fail = false });
    }

    /// <summary>A new member who can order so often.</summary>
    public async Task<CheckoutShopper> MemberAsync(int orders)
    {
        var id = new IdSource(TimeProvider.System).Next();
        await database.WriteAsync(tx => tx.ExecuteAsync(
            """
            insert into member_member (id, person_id, kind, state, level, level_since_at, address_count, created_at, version)
            values (@id, @id, 'visitor', 'active', 'registered', @NowMicros, 0, @NowMicros, 1)
            """, new { id, tx.NowMicros }), ct);
        await Staff().SendAsync(HttpMethod.Post, $"/v1/members/{id}/points/adjustments", new { points = 500 * orders, reason = "bench", reference = $"bench-{id}" });
        var member = As(new Actor(ActorKind.Member, id));
        var address = (string)(await member.SendAsync(HttpMethod.Post, "/v1/me/addresses", Address))["id"]!;
        var coupons = new Queue<string>();
        for (var i = 0; i < orders; i++) coupons.Enqueue((string)(await member.SendAsync(HttpMethod.Post, $"/v1/coupon-centre/{coupon}/claim"))["coupon"]!["id"]!);
        // Two goods of one shop and one of the other.
        string[] skus = [.. shelves[0].Skip(random.Next(GoodsPerShop / 2) * 2).Take(2), shelves[1][random.Next(GoodsPerShop)]];
        return new CheckoutShopper(member, address, coupons, skus);
    }

    private async Task ShopAsync(string name, string leaf, string goods, long priceMinor)
    {
        var shelf = new List<string>();
        var staff = Staff();
        var merchantId = (string)(await staff.SendAsync(HttpMethod.Post, "/v1/merchants", new { name = new { en = name }, kind = "onboarded", circle_id = 7, format = "retail" }))["id"]!;
        var merchant = As(new Actor(ActorKind.Merchant, merchantId));
        await merchant.SendAsync(HttpMethod.Put, $"/v1/merchants/{merchantId}/freight", new { regions = new[] { new { region = "", fixed_minor = 1_000, free_from_minor = 6_900 } } });
        var warehouse = $"w-{merchantId[^6..]}";
        await merchant.SendAsync(HttpMethod.Put, $"/v1/warehouses/{warehouse}", new { name = new { en = name }, priority = 1, is_active = true });
        for (var i = 0; i < GoodsPerShop; i++)
        {
            var title = $"{goods} {i}";
            var product = await merchant.SendAsync(HttpMethod.Post, "/v1/products", new { category_id = leaf, title = new { en = title }, kind = "physical", currency = "CNY", skus = new[] { new { spec = Array.Empty<object>(), weight_grams = 500, unit_price_minor = priceMinor } } });
            var productId = (string)product["id"]!;
            await merchant.SendAsync(HttpMethod.Post, $"/v1/products/{productId}/submit");
            await staff.SendAsync(HttpMethod.Post, $"/v1/products/{productId}/audit", new { decision = "passed" });
            var sku = (string)(await merchant.SendAsync(HttpMethod.Post, $"/v1/products/{productId}/list"))["skus"]![0]!["sku_id"]!;
            await merchant.SendAsync(HttpMethod.Post, "/v1/stock/adjustments", new { sku_id = sku, warehouse_id = warehouse, delta = 900_000, reason = "first delivery", reference = $"first-{sku}" });
            shelf.Add(sku);
        }
        shelves.Add(shelf);
    }

    private HttpCaller Staff() => As(new Actor(ActorKind.Staff, "staff-1"));

    private HttpCaller As(Actor actor) => new(http, tokens.Issue(actor, TimeSpan.FromHours(2)), ct);
}

/// <summary>Somebody who calls; anything but a success is an error.</summary>
internal sealed class HttpCaller(HttpClient http, string token, CancellationToken ct)
{
    private readonly AuthenticationHeaderValue bearer = new("Bearer", token);

    public async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body = null, long? version = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = bearer;
        if (body is not null) request.Content = JsonContent.Create(body);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (version is { } read) request.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{read}\""));
        using var answer = await http.SendAsync(request, ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path} was answered with {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(bytes)}");
        return JsonNode.Parse(bytes)!.AsObject();
    }
}
