using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RailLife.Bench.Commerce;
using RailLife.Tests.Commerce;

namespace RailLife.Tests.EndToEnd;

/// <summary>A shopper's day over HTTP, on the product's own binary: from the first code by SMS to a partial refund, and seconds later in the libraries.</summary>
/// <remarks>Catalogue MBR-01, PRD-05, CRT-01, CPN-07, PTS-03, ORD-02, ORD-04, PAY-02, FUL-15, PRD-12, AFS-04, LED-03.</remarks>
public sealed partial class ShopperDayTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_day_from_registering_to_a_partial_refund_stands_in_the_books_and_in_the_libraries(string kind)
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = kind == Databases.PostgreSql ? new Dictionary<string, string> { ["RAILLIFE__CORE__CONNECTION"] = PrivatePostgres.Shared().NewDatabase() } : [];
        await using var platform = await RunningBinary.UpAsync(ct, settings);
        using var http = new HttpClient { BaseAddress = new Uri(platform.Url) };
        var staff = new TradeClient(http, await TokenAsync(platform, "staff:1", ct), ct);
        var day = new ShopperDay(http, staff, merchant => TokenAsync(platform, $"merchant:{merchant}", ct), ct);

        var shops = await day.OpenTwoShopsAsync();
        var member = await day.RegisterAsync("13800138000");
        await staff.PostAsync($"/v1/members/{member.Id}/points/adjustments", new { points = 500, reason = "welcome", reference = "welcome-1" });
        var couponId = await day.ClaimCouponAsync(member.Client);

        var found = await member.Client.GetAsync("/v1/products?q=lantern");
        Assert.Single(found["items"]!.AsArray());
        foreach (var shop in shops) await member.Client.PostAsync("/v1/cart/lines", new { sku_id = shop.SkuId, quantity = 2 });
        var address = await member.Client.PostAsync("/v1/me/addresses", ShopperDay.Address);
        var basket = new { address_id = (string)address["id"]!, coupon_ids = new[] { couponId }, points = 500 };
        var preview = await member.Client.PostAsync("/v1/checkout", basket);

        var placed = await member.Client.PostAsync("/v1/orders", new { basket, expected_payable_minor = ShopperDay.Payable(preview) }, key: "order-1");
        var again = await member.Client.PostAsync("/v1/orders", new { basket, expected_payable_minor = ShopperDay.Payable(preview) }, key: "order-1");
        Assert.Equal(placed.ToJsonString(), again.ToJsonString());
        var orders = placed["order_ids"]!.AsArray().Select(o => (string)o!).ToList();
        Assert.Equal(2, orders.Count);   // one per merchant

        await day.PayAsync(member.Client, placed);
        foreach (var order in orders)
        {
            var paid = await member.Client.UntilAsync($"/v1/orders/{order}", o => (string)o["state"]! == "wait-ship");
            var shop = shops.Single(s => s.MerchantId == (string)paid["merchant_id"]!);
            await shop.Client.PostAsync($"/v1/merchant/orders/{order}/ship", new { carrier = "SF", tracking_number = $"SF-{order[..8]}" });
            await member.Client.PostAsync($"/v1/orders/{order}/receive");
        }
        await member.Client.PostAsync("/v1/reviews", new { order_id = orders[0], line_no = 1, stars = 5, text = "bright" });

        var refunded = await day.RefundOnePieceAsync(member.Client, shops, orders[0]);

        Assert.Equal(0, await platform.RunAsync(ct, settings, "ledger", "verify"));
        var row = await day.UntilInLibraryAsync(orders[0], refunded);
        Assert.Equal("received", (string)row["state"]!);
        Assert.Equal(0, await platform.RunAsync(ct, settings, "check"));
    }

    private static async Task<string> TokenAsync(RunningBinary platform, string who, CancellationToken ct) => (await platform.OutputAsync(ct, "token", "--as", who)).Trim();
}

internal sealed record Shop(string MerchantId, string SkuId, TradeClient Client);

/// <summary>The steps of the day.</summary>
internal sealed partial class ShopperDay(HttpClient http, TradeClient staff, Func<string, Task<string>> merchantToken, CancellationToken ct)
{
    public static object Address { get; } = new { receiver = "王小明", phone = "13800138000", province = "广东省", city = "深圳市", district = "南山区", detail = "科技园 1 号", is_default = true };

    public static long Payable(JsonObject preview) => (long)preview["amounts"]!["payable_minor"]!;

    /// <summary>Two merchants of one circle, a product each with ten pieces in stock: a lantern of 129.00 and a cup of 59.90.</summary>
    public async Task<IReadOnlyList<Shop>> OpenTwoShopsAsync()
    {
        await staff.PutAsync("/v1/circles/7", new { station_name = new { zh = "科技园站", en = "Keji Park" }, longitude_microdegrees = 113_950_000, latitude_microdegrees = 22_540_000, radius_meters = 1000 });
        await staff.PutAsync("/v1/formats/retail", new { name = new { zh = "零售", en = "Retail" }, is_physical = true });
        var top = await staff.PostAsync("/v1/back-categories", new { name = new { zh = "家居", en = "Home" } });
        var middle = await staff.PostAsync("/v1/back-categories", new { parent_id = (string)top["id"]!, name = new { zh = "装饰", en = "Decoration" } });
        var leaf = (string)(await staff.PostAsync("/v1/back-categories", new { parent_id = (string)middle["id"]!, name = new { zh = "灯杯", en = "Lamps and cups" } }))["id"]!;
        return [await OpenShopAsync("Lantern shop", "Metal lantern", leaf, 12_900), await OpenShopAsync("Cup shop", "Tea cup", leaf, 5_990)];
    }

    public async Task<(string Id, TradeClient Client)> RegisterAsync(string phone)
    {
        var anyone = new TradeClient(http, null, ct);
        await anyone.PostAsync("/v1/auth/codes", new { phone });
        var messages = await staff.UntilAsync($"/v1/sandbox/sms?phone={phone}", m => m["items"]!.AsArray().Count > 0);
        var code = Digits().Match((string)messages["items"]![0]!["text"]!).Value;
        var session = await anyone.PostAsync("/v1/auth/sessions", new { phone, code });
        Assert.DoesNotContain(phone, session["member"]!.ToJsonString());
        return ((string)session["member"]!["id"]!, new TradeClient(http, (string)session["token"]!, ct));
    }

    public async Task<string> ClaimCouponAsync(TradeClient member)
    {
        var template = await staff.PostAsync("/v1/coupon-templates", new
        {
            name = new { zh = "满200减20", en = "20 off 200" }, kind = "full-reduction", from_minor = 20_000, off_minor = 2_000, claim_max = 1, is_claimable = true, returns_on_refund = true, when_expired = "lapse", valid_days = 30,
        });
        await staff.PostAsync($"/v1/coupon-templates/{template["id"]}/activate", version: (long)template["version"]!);
        return (string)(await member.PostAsync($"/v1/coupon-centre/{template["id"]}/claim"))["coupon"]!["id"]!;
    }

    /// <summary>The sandbox's payer pays, and the bank tells of it twice and late.</summary>
    public async Task PayAsync(TradeClient member, JsonObject placed)
    {
        await staff.PutAsync("/v1/payments/sandbox/manner", new { pays_after_ms = 50, is_failing = false, copies = 2, delay_ms = 50, is_reordered = false, is_mute = false, refunds_fail = false });
        await member.PostAsync($"/v1/payments/{placed["payment"]!["id"]}/attempts", new { tenders = new[] { new { tender = "sandbox", amount_minor = (long)placed["payable_minor"]! } } }, key: "pay-1");
    }

    /// <summary>One of two pieces comes back; the merchant agrees and takes it in.</summary>
    /// <returns>Money given back.</returns>
    public async Task<long> RefundOnePieceAsync(TradeClient member, IReadOnlyList<Shop> shops, string orderId)
    {
        var order = await member.GetAsync($"/v1/orders/{orderId}");
        var shop = shops.Single(s => s.MerchantId == (string)order["merchant_id"]!).Client;
        var asked = await member.PostAsync($"/v1/orders/{orderId}/after-sales", new { kind = "return", lines = new[] { new { line_no = 1, quantity = 1 } }, reason = "no-longer-wanted" }, key: "return-1");
        var id = (string)asked["id"]!;
        await shop.PostAsync($"/v1/merchant/after-sales/{id}/audit", new { is_approved = true });
        await member.PostAsync($"/v1/after-sales/{id}/send-back", new { carrier = "SF", tracking_number = "SF-back" });
        await shop.PostAsync($"/v1/merchant/after-sales/{id}/inbound", new { is_accepted = true, reception = "received", is_sellable = true });
        var done = await member.UntilAsync($"/v1/after-sales/{id}", a => (string)a["state"]! == "succeeded");
        return (long)done["refunded_minor"]!;
    }

    /// <summary>The order's row in subject_order, once the refund stands there.</summary>
    public async Task<JsonObject> UntilInLibraryAsync(string orderId, long refundedMinor)
    {
        var anyone = new TradeClient(http, null, ct);
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); ; await Task.Delay(200, ct))
        {
            var answer = await anyone.PostAsync("/v1/sql", new { sql = $"select state, refunds_minor from subject_order where order_id = '{orderId}'" });
            if (answer["rows"]!.AsArray() is [JsonArray row] && (long)row[1]! == refundedMinor) return new JsonObject { ["state"] = row[0]!.DeepClone(), ["refunds_minor"] = row[1]!.DeepClone() };
            if (DateTimeOffset.UtcNow > end) throw new TimeoutException($"subject_order has {answer["rows"]!.ToJsonString()}, expected refunds of {refundedMinor}");
        }
    }

    private async Task<Shop> OpenShopAsync(string name, string title, string leaf, long priceMinor)
    {
        var merchantId = (string)(await staff.PostAsync("/v1/merchants", new { name = new { en = name }, kind = "onboarded", circle_id = 7, format = "retail" }))["id"]!;
        var merchant = new TradeClient(http, await merchantToken(merchantId), ct);
        await merchant.PutAsync($"/v1/merchants/{merchantId}/freight", new { regions = new[] { new { region = "", fixed_minor = 1_000, free_from_minor = 6_900 } } });
        var warehouse = $"w-{merchantId[^6..]}";
        await merchant.PutAsync($"/v1/warehouses/{warehouse}", new { name = new { en = name }, priority = 1, is_active = true });
        var product = await merchant.PostAsync("/v1/products", new { category_id = leaf, title = new { en = title }, kind = "physical", currency = "CNY", skus = new[] { new { spec = Array.Empty<object>(), weight_grams = 500, unit_price_minor = priceMinor } } });
        var productId = (string)product["id"]!;
        await merchant.PostAsync($"/v1/products/{productId}/submit");
        await staff.PostAsync($"/v1/products/{productId}/audit", new { decision = "passed" });
        var listed = await merchant.PostAsync($"/v1/products/{productId}/list");
        var skuId = (string)listed["skus"]![0]!["sku_id"]!;
        await merchant.PostAsync("/v1/stock/adjustments", new { sku_id = skuId, warehouse_id = warehouse, delta = 10, reason = "first delivery", reference = $"first-{skuId}" }, key: $"stock-{skuId}");
        return new Shop(merchantId, skuId, merchant);
    }

    [GeneratedRegex(@"\d{4,8}")]
    private static partial Regex Digits();
}
