using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;

namespace RailLife.Tests.Commerce.Merchants;

/// <summary>Catalogue MCH-01, MCH-06, MCH-10, PLT-04 to PLT-08, Z-6.</summary>
public class MerchantsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merchant_that_leaves_takes_its_products_off_the_shelf_for_good(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var (staff, path) = (server.StaffToken(), $"/v1/merchants/{shop.MerchantId}");
        var product = await shop.ListedAsync(shop.Body("Jacket", 9_900));

        Assert.Equal("invalid-field", (await server.SendAsync("POST", $"{path}/deregister", staff, """{"reason":" "}""")).Code);
        Assert.Equal("deregistered", (await server.SendAsync("POST", $"{path}/deregister", staff, """{"reason":"moved away"}""")).String("state"));
        Assert.Equal("merchant-deregistered", (await server.SendAsync("POST", $"{path}/deregister", staff, """{"reason":"again"}""")).Code);

        Assert.False((await bed.ReadAsync(tx => shop.Products.SkusAsync(tx, [product.Skus[0].SkuId])))[0].IsListed);
        Assert.Equal(404, (await server.SendAsync("GET", $"/v1/products/{product.Id}", null)).Status);
        foreach (var (method, to, body) in new[]
                 {
                     ("POST", $"/v1/products/{product.Id}/list", "{}"), ("PUT", $"{path}/stores/s-1", """{"name":{"en":"A"},"is_open":true}"""), ("PUT", $"{path}/freight", """{"regions":[{"region":"","fixed_minor":1}]}"""),
                     ("PUT", path, """{"name":{"en":"Back"}}"""),
                 })
            Assert.Equal("merchant-deregistered", (await server.SendAsync(method, to, staff, body, ifMatch: 2)).Code);
        Assert.Equal(["product.delisted", "merchant.deregistered"], (await shop.EventsAsync()).TakeLast(2).Select(e => e.Type));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_listing_and_a_deregistration_that_race_leave_nothing_on_the_shelf(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var products = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            var listed = await shop.ListedAsync(shop.Body($"Jacket {i}", 9_900));
            products.Add(listed.Id);
            await shop.DoneAsync(tx => new RailLife.Commerce.Products.ShelveProduct(shop.Merchants, bed.Ids).DelistAsync(Shop.As(Shop.Staff, ("id", listed.Id)), new(null), tx));
        }
        var listings = products.Select(id => Task.Run(() => shop.CodeAsync(tx => new RailLife.Commerce.Products.ShelveProduct(shop.Merchants, bed.Ids).ListAsync(Shop.As(Shop.Staff, ("id", id)), new Nothing(), tx)))).ToList();
        var leaving = Task.Run(() => shop.CodeAsync(tx => new DeregisterMerchant(shop.Products, bed.Ids).RunAsync(Shop.As(Shop.Staff, ("id", shop.MerchantId)), new DeregisterMerchantBody("moved away"), tx)));
        await Task.WhenAll([.. listings, leaving]);

        Assert.Equal(0, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from product_spu where is_listed = 1")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_merchant_that_moves_takes_its_products_to_the_other_circle(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var product = await shop.ListedAsync(shop.Body("Jacket", 9_900));
        await server.SendAsync("PUT", "/v1/circles/8", server.StaffToken(), """{"station_name":{"en":"Airport"},"latitude_microdegrees":22630000,"longitude_microdegrees":113810000}""");

        Assert.Equal(200, (await server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}", server.StaffToken(), """{"circle_id":8}""", ifMatch: 1)).Status);

        Assert.Equal(8, (await bed.ReadAsync(tx => shop.Products.SkusAsync(tx, [product.Skus[0].SkuId])))[0].CircleId);
        var elsewhere = bed.Tokens.Issue(new Actor(ActorKind.Staff, "staff-2", Circles: [Shop.Circle]), TimeSpan.FromDays(1));
        Assert.Equal(404, (await server.SendAsync("GET", $"/v1/manage/products/{product.Id}", elsewhere)).Status);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_self_operated_merchant_is_in_every_circle_and_its_contact_is_never_in_clear(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var own = await shop.MerchantAsync("Metro", null);
        var elsewhere = bed.Tokens.Issue(new Actor(ActorKind.Staff, "staff-2", Circles: [8]), TimeSpan.FromDays(1));

        var answer = await server.SendAsync("GET", $"/v1/merchants/{own}", elsewhere);

        Assert.Equal((200, -1, "138****1234", true), (answer.Status, answer.Number("circle_id"), answer.String("contact_masked"), answer.Body.GetProperty("is_partial_refund").GetBoolean()));
        Assert.DoesNotContain(await shop.EventsAsync(), e => e.Json.Contains("13812341234", StringComparison.Ordinal));
        Assert.Equal(0, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from merchant_account where contact_hash like '%13812341234%' or contact_hash is null")));
    }

    [Theory]
    [InlineData("POST", "/v1/merchants", """{"name":{},"kind":"onboarded","circle_id":7,"format":"online-retail"}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"onboarded","format":"online-retail"}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"self-operated","circle_id":7,"format":"online-retail"}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"rented","circle_id":7,"format":"online-retail"}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"onboarded","circle_id":99,"format":"online-retail"}""", null, 404, "unknown-circle")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"onboarded","circle_id":7,"format":"space-travel"}""", null, 404, "unknown-format")]
    [InlineData("POST", "/v1/merchants", """{"name":{"en":"A"},"kind":"onboarded","circle_id":7,"format":"online-retail","contact_mobile":"call me"}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/merchants/none", """{"name":{"en":"A"}}""", 1L, 404, "unknown-merchant")]
    [InlineData("PUT", "/v1/merchants/{m}", """{"name":{"en":"A"}}""", null, 428, "if-match-needed")]
    [InlineData("PUT", "/v1/merchants/{m}", """{"name":{"en":"A"}}""", 9L, 412, "version-changed")]
    [InlineData("PUT", "/v1/merchants/{m}", """{"circle_id":99}""", 1L, 404, "unknown-circle")]
    [InlineData("PUT", "/v1/merchants/{m}", """{"format":"space-travel"}""", 1L, 404, "unknown-format")]
    [InlineData("POST", "/v1/merchants/none/deregister", """{"reason":"r"}""", null, 404, "unknown-merchant")]
    [InlineData("PUT", "/v1/circles/-1", """{"station_name":{"en":"A"},"latitude_microdegrees":0,"longitude_microdegrees":0}""", null, 400, "bad-circle-id")]
    [InlineData("PUT", "/v1/circles/9", """{"station_name":{"en":"A"},"latitude_microdegrees":90000001,"longitude_microdegrees":0}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/circles/9", """{"station_name":{},"latitude_microdegrees":0,"longitude_microdegrees":0}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/circles/7", """{"station_name":{"en":"A"},"latitude_microdegrees":0,"longitude_microdegrees":0}""", null, 428, "if-match-needed")]
    [InlineData("PUT", "/v1/circles/7", """{"station_name":{"en":"A"},"latitude_microdegrees":0,"longitude_microdegrees":0}""", 5L, 412, "version-changed")]
    [InlineData("PUT", "/v1/formats/BAD_ID", """{"name":{"en":"A"},"is_physical":true}""", null, 400, "bad-format-id")]
    [InlineData("PUT", "/v1/formats/online-retail", """{"name":{"en":"A"},"is_physical":true}""", null, 428, "if-match-needed")]
    [InlineData("PUT", "/v1/merchants/{m}/stores/s-1", """{"name":{"en":"A"},"is_open":true,"circle_id":99}""", null, 404, "unknown-circle")]
    [InlineData("PUT", "/v1/merchants/{m}/freight", """{"regions":[]}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/merchants/{m}/freight", """{"regions":[{"region":"north","fixed_minor":1}]}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/merchants/{m}/freight", """{"regions":[{"region":"44","fixed_minor":1},{"region":"44","fixed_minor":2}]}""", null, 400, "region-twice")]
    [InlineData("PUT", "/v1/merchants/{m}/freight", """{"regions":[{"region":"44","fixed_minor":-1}]}""", null, 400, "invalid-field")]
    [InlineData("GET", "/v1/merchants?circle=north", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/merchants?limit=0", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/merchants?cursor=%21", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/merchants/none/stores", null, null, 404, "unknown-merchant")]
    [InlineData("GET", "/v1/merchants/none/freight", null, null, 404, "unknown-merchant")]
    public async Task What_is_wrong_is_said_and_changes_nothing(string method, string path, string? body, long? ifMatch, int status, string code)
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var before = (await shop.EventsAsync()).Count;

        var answer = await server.SendAsync(method, path.Replace("{m}", shop.MerchantId, StringComparison.Ordinal), server.StaffToken(), body, ifMatch);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(before, (await shop.EventsAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_many_who_edit_one_version_one_wins(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}", server.StaffToken(), $$$"""{"name":{"en":"Name {{{i}}}"}}""", ifMatch: 1)));

        Assert.Equal([200, .. Enumerable.Repeat(412, 11)], answers.Select(a => a.Status).Order());
        Assert.Equal("\"2\"", answers.Single(a => a.Status == 200).ETag);
    }

    [Fact]
    public async Task A_store_and_its_freight_are_saved_and_found()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var mine = shop.MerchantToken();

        Assert.Equal("\"1\"", (await server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}/stores/s-1", mine, """{"name":{"zh":"一号店"},"is_open":true}""")).ETag);
        Assert.Equal("\"2\"", (await server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}/stores/s-1", mine, """{"name":{"zh":"一号店"},"is_open":false}""", ifMatch: 1)).ETag);
        Assert.Equal(200, (await server.SendAsync("PUT", $"/v1/merchants/{shop.MerchantId}/freight", mine, """{"regions":[{"region":"44","fixed_minor":600,"free_from_minor":4900}]}""")).Status);

        var store = await bed.ReadAsync(tx => shop.Merchants.StoreAsync(tx, "s-1"));
        Assert.Equal((shop.MerchantId, Shop.Circle, false), (store?.MerchantId, store?.CircleId ?? 0, store?.IsOpen ?? true));
        var rule = await bed.ReadAsync(tx => shop.Merchants.FreightRuleAsync(tx, shop.MerchantId));
        Assert.Equal([new FreightRegion("44", 600, 4_900)], rule?.Regions);
        Assert.Equal("store.saved", (await shop.EventsAsync())[^1].Type);
    }
}
