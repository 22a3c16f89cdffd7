using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Tests.Commerce;

/// <summary>Every endpoint of merchants, products, reviews, pages and stock, from the outside.</summary>
public class GoodsEdgeTests
{
    [Fact]
    public async Task Nobody_passes_an_endpoint_without_a_token_of_its_role()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var closed = server.Routes.Descriptions.Where(r => r.Access != Access.Anyone).ToList();

        Assert.True(closed.Count > 40, $"found {closed.Count} endpoints");
        foreach (var route in closed)
        {
            Assert.Equal(("sign-in-needed", 401), await Of(route, null));
            Assert.Equal(("bad-token", 401), await Of(route, "made-up"));
            foreach (var (kind, flag) in new[] { (ActorKind.Member, Access.Member), (ActorKind.Merchant, Access.Merchant), (ActorKind.Staff, Access.Staff) })
                if (!route.Access.HasFlag(flag)) Assert.Equal(("wrong-role", 403), await Of(route, shop.Token(kind, "x")));
        }

        async Task<(string?, int)> Of(RouteDescription route, string? token)
        {
            var answer = await server.SendAsync(route.Method, Filled(route.Path), token, route.Body is null ? null : "{}");
            return (answer.Code, answer.Status);
        }
    }

    [Fact]
    public async Task A_body_that_is_no_json_or_holds_an_unknown_field_is_refused_everywhere()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();

        foreach (var route in server.Routes.Descriptions.Where(r => r.Body is not null))
        {
            var token = shop.Token(route.Access.HasFlag(Access.Staff) ? ActorKind.Staff : ActorKind.Member, "x");
            Assert.Equal("bad-json", (await server.SendAsync(route.Method, Filled(route.Path), token, "[1")).Code);
            var unknown = await server.SendAsync(route.Method, Filled(route.Path), token, """{"nonsense": 1}""");
            Assert.True((400, "invalid-field") == (unknown.Status, unknown.Code), $"{route.Method} {route.Path}: {unknown.Text}");
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_belongs_to_another_merchant_is_not_there(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var product = await shop.ListedAsync(shop.Body("Jacket", 9_900));
        await shop.WarehouseAsync("main", 1);
        var sku = product.Skus[0].SkuId;
        var other = await shop.MerchantAsync("Other shop", Shop.Circle);
        var foreign = shop.MerchantToken(other);
        var elsewhere = bed.Tokens.Issue(new Actor(ActorKind.Staff, "staff-2", Circles: [8]), TimeSpan.FromDays(1));
        var save = $$$"""{"category_id":"{{{shop.LeafId}}}","title":{"en":"Mine now"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""";

        (string Method, string Path, string? Body)[] calls =
        [
            ("GET", $"/v1/merchants/{shop.MerchantId}", null),
            ("PUT", $"/v1/merchants/{shop.MerchantId}/stores/s-1", """{"name":{"en":"A"},"is_open":true}"""),
            ("PUT", $"/v1/merchants/{shop.MerchantId}/freight", """{"regions":[{"region":"","fixed_minor":1}]}"""),
            ("GET", $"/v1/manage/products/{product.Id}", null),
            ("PUT", $"/v1/products/{product.Id}", save),
            ("PUT", $"/v1/products/{product.Id}/prices", $$"""{"prices":[{"sku_id":"{{sku}}","unit_price_minor":1}]}"""),
            ("POST", $"/v1/products/{product.Id}/submit", "{}"),
            ("POST", $"/v1/products/{product.Id}/list", "{}"),
            ("POST", $"/v1/products/{product.Id}/delist", "{}"),
            ("DELETE", $"/v1/products/{product.Id}", null),
            ("PUT", "/v1/warehouses/main", """{"name":{"en":"W"},"priority":1,"is_active":false}"""),
            ("POST", "/v1/stock/adjustments", $$"""{"sku_id":"{{sku}}","warehouse_id":"main","delta":5,"reason":"mine","reference":"r"}"""),
            ("GET", $"/v1/stock/skus/{sku}", null),
            ("GET", $"/v1/stock/skus/{sku}/movements", null),
        ];
        foreach (var (method, path, body) in calls)
            foreach (var token in new[] { foreign, elsewhere })
            {
                var answer = await server.SendAsync(method, path, token, body, ifMatch: 1);
                Assert.True(answer.Status == 404, $"{method} {path}: {answer.Status} {answer.Text}");
            }
        foreach (var (path, found) in new[] { ("/v1/manage/products", foreign), ("/v1/warehouses", foreign), ("/v1/manage/products", elsewhere), ("/v1/merchants", elsewhere), ("/v1/manage/reviews", foreign) })
            Assert.Equal(0, (await server.SendAsync("GET", path, found)).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await server.SendAsync("GET", "/v1/manage/products", shop.MerchantToken())).Body.GetProperty("items").GetArrayLength());
    }

    private static string Filled(string path) => string.Join('/', path.Split('/').Select(p => p.StartsWith('{') ? "1" : p));
}
