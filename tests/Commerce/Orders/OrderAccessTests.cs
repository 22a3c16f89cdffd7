using RailLife.Commerce.Edge;
using RailLife.Commerce.Orders;

namespace RailLife.Tests.Commerce.Orders;

public class OrderAccessTests
{
    /// <summary>Every endpoint that names an order, with a body that would be good.</summary>
    public static TheoryData<string, string, string, string?> Endpoints { get; } = new()
    {
        { "member", "GET", "/v1/orders/{id}", null },
        { "member", "POST", "/v1/orders/{id}/cancel", "{}" },
        { "member", "POST", "/v1/orders/{id}/receive", "{}" },
        { "merchant", "GET", "/v1/merchant/orders/{id}", null },
        { "merchant", "POST", "/v1/merchant/orders/{id}/ship", "{}" },
        { "merchant", "POST", "/v1/merchant/orders/{id}/receive", "{}" },
        { "merchant", "POST", "/v1/merchant/orders/{id}/cancel", "{}" },
        { "merchant", "POST", "/v1/merchant/orders/{id}/delivery", "{}" },
        { "staff", "GET", "/v1/staff/orders/{id}", null },
        { "staff", "POST", "/v1/staff/orders/{id}/ship", "{}" },
        { "staff", "POST", "/v1/staff/orders/{id}/receive", "{}" },
        { "staff", "POST", "/v1/staff/orders/{id}/cancel", "{}" },
        { "staff", "POST", "/v1/staff/orders/{id}/delivery", "{}" },
        { "staff", "POST", "/v1/staff/orders/{id}/intervene", """{"kind":"held","reason":"odd"}""" },
    };

    [Theory, MemberData(nameof(Endpoints))]
    public async Task Somebody_elses_order_is_not_there(string who, string method, string path, string? body)
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));
        var placed = await mall.PaidAsync(await mall.BuyerAsync(), (await mall.Shop.SkuAsync("Coat", 10_000, 3), 1));
        var stranger = who switch
        {
            "member" => (await mall.BuyerAsync()).Actor,
            "merchant" => new Actor(ActorKind.Merchant, "mer-else"),
            _ => new Actor(ActorKind.Staff, "staff-2", Circles: [Shop.Circle + 1]),
        };

        var answer = await server.SendAsync(method, path.Replace("{id}", placed.Id), mall.Bed.Tokens.Issue(stranger, TimeSpan.FromHours(1)), body);

        Assert.Equal((404, "unknown-order"), (answer.Status, answer.Code));
    }

    [Theory, MemberData(nameof(Endpoints))]
    public async Task Another_kind_of_caller_is_refused(string who, string method, string path, string? body)
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));
        var other = who == "member" ? new Actor(ActorKind.Merchant, "m") : new Actor(ActorKind.Member, "m");

        Assert.Equal(403, (await server.SendAsync(method, path.Replace("{id}", "o-1"), mall.Bed.Tokens.Issue(other, TimeSpan.FromHours(1)), body)).Status);
        Assert.Equal(401, (await server.SendAsync(method, path.Replace("{id}", "o-1"), null, body)).Status);
    }

    public static TheoryData<string, string> WrongBodies { get; } = new()
    {
        { "/v1/orders", """{"basket":{"lines":[]}}""" },
        { "/v1/orders", """{"basket":{"lines":[{"sku_id":"s","quantity":0}]}}""" },
        { "/v1/orders", """{"basket":{"lines":[{"sku_id":"s","quantity":1000}]}}""" },
        { "/v1/orders", """{"basket":{"lines":[{"sku_id":"s","quantity":1.5}]}}""" },
        { "/v1/orders", """{"basket":{"points":-1}}""" },
        { "/v1/orders", """{"basket":{},"expected_payable_minor":-1}""" },
        { "/v1/orders", """{"basket":{},"nonsense":1}""" },
        { "/v1/orders", "{}" },
        { "/v1/checkout", """{"lines":[{"quantity":1}]}""" },
    };

    [Theory, MemberData(nameof(WrongBodies))]
    public async Task A_body_that_does_not_fit_is_refused_with_its_field(string path, string body)
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));

        var answer = await server.SendAsync("POST", path, mall.Bed.Tokens.Issue(new Actor(ActorKind.Member, "m"), TimeSpan.FromHours(1)), body);

        Assert.Equal((400, "invalid-field"), (answer.Status, answer.Code));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_side_lists_its_own_orders_page_by_page(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));
        var (buyer, coat) = (await mall.BuyerAsync(), await mall.Shop.SkuAsync("Coat", 10_000, 30));
        var placed = new List<string>();
        for (var i = 0; i < 3; i++) placed.Add((await mall.PlaceAsync(buyer, (coat, 1))).Id);
        await mall.PlaceAsync(await mall.BuyerAsync(), (coat, 1));
        var token = mall.Bed.Tokens.Issue(buyer.Actor, TimeSpan.FromHours(1));

        var first = await server.SendAsync("GET", "/v1/orders?limit=2", token);
        var second = await server.SendAsync("GET", $"/v1/orders?limit=2&cursor={first.String("next")}", token);

        Assert.Equal([placed[2], placed[1], placed[0]], first.Body.GetProperty("items").EnumerateArray().Concat(second.Body.GetProperty("items").EnumerateArray()).Select(o => o.GetProperty("id").GetString()));
        Assert.Equal(4, (await server.SendAsync("GET", "/v1/merchant/orders", mall.Bed.Tokens.Issue(mall.Merchant(), TimeSpan.FromHours(1)))).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(4, (await server.SendAsync("GET", "/v1/staff/orders?state=wait-pay", server.StaffToken())).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await server.SendAsync("GET", "/v1/staff/orders", server.StaffToken("mer-else"))).Body.GetProperty("items").GetArrayLength());
        Assert.Equal("bad-parameter", (await server.SendAsync("GET", "/v1/staff/orders?state=lost", server.StaffToken())).Code);
    }

    [Fact]
    public async Task A_repeated_call_with_its_key_places_one_order()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));
        var (buyer, coat) = (await mall.BuyerAsync(), await mall.Shop.SkuAsync("Coat", 10_000, 30));
        var (token, body) = (mall.Bed.Tokens.Issue(buyer.Actor, TimeSpan.FromHours(1)), $$"""{"basket":{"lines":[{"sku_id":"{{coat}}","quantity":1}],"address_id":"{{buyer.AddressId}}"},"expected_payable_minor":10000}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.SendAsync("POST", "/v1/orders", token, body, idempotencyKey: "once")));

        Assert.All(answers, a => Assert.Equal((200, answers[0].Text), (a.Status, a.Text)));
        Assert.Equal(1, await mall.NumberAsync("select count(*) from order_head"));
    }
}
