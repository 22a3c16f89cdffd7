using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Tests.Commerce.Orders;

namespace RailLife.Tests.Commerce.Carts;

public class CartTests
{
    public static TheoryData<string, string, string?, int, string> WrongCalls { get; } = new()
    {
        { "POST", "/v1/cart/lines", """{"sku_id":"none","quantity":1}""", 404, "unknown-sku" },
        { "POST", "/v1/cart/lines", """{"sku_id":"SKU","quantity":0}""", 400, "invalid-field" },
        { "POST", "/v1/cart/lines", """{"sku_id":"SKU","quantity":1000}""", 400, "invalid-field" },
        { "POST", "/v1/cart/lines", """{"quantity":1}""", 400, "invalid-field" },
        { "PUT", "/v1/cart/lines/none", """{"quantity":1}""", 404, "unknown-cart-line" },
        { "PUT", "/v1/cart/lines/SKU", """{"quantity":-1}""", 400, "invalid-field" },
        { "DELETE", "/v1/cart/lines/none", null, 404, "unknown-cart-line" },
        { "PUT", "/v1/cart/selection", """{"sku_ids":[],"is_selected":true}""", 400, "invalid-field" },
        { "POST", "/v1/cart/merge", """{"cart_id":"none"}""", 404, "unknown-cart" },
    };

    [Theory, MemberData(nameof(WrongCalls))]
    public async Task A_wrong_call_is_refused_and_changes_nothing(string method, string path, string? body, int status, string code)
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await ServeAsync(mall);
        var sku = await mall.Shop.SkuAsync("Coat", 10_000, 5);
        var token = await TokenAsync(mall);
        await AddAsync(server, token, sku, 2);

        var answer = await server.SendAsync(method, path.Replace("SKU", sku), token, body?.Replace("SKU", sku));

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(2, await mall.NumberAsync("select quantity from cart_line"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_many_devices_add_at_once_is_all_there_and_never_too_much(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        await using var server = await ServeAsync(mall);
        var sku = await mall.Shop.SkuAsync("Coat", 10_000, 5);
        var token = await TokenAsync(mall);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => server.SendAsync("POST", "/v1/cart/lines", token, $$"""{"sku_id":"{{sku}}","quantity":50}""")));

        Assert.Equal(CartLimits.QuantityMax / 50, answers.Count(a => a.Status == 200));
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("too-many-pieces", a.Code));
        Assert.Equal(CartLimits.QuantityMax / 50 * 50, await mall.NumberAsync("select quantity from cart_line"));
        Assert.Equal(1, await mall.NumberAsync("select count(*) from cart_cart"));
        Assert.Equal(1, await mall.NumberAsync("select lines from cart_cart"));
    }

    [Fact]
    public async Task A_change_that_stands_on_an_old_version_is_refused()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await ServeAsync(mall);
        var (sku, token) = (await mall.Shop.SkuAsync("Coat", 10_000, 5), await TokenAsync(mall));
        var seen = (await AddAsync(server, token, sku, 1)).Number("version");
        await AddAsync(server, token, sku, 1);

        Assert.Equal("version-changed", (await server.SendAsync("PUT", $"/v1/cart/lines/{sku}", token, """{"quantity":1}""", ifMatch: seen)).Code);
        Assert.Equal(200, (await server.SendAsync("PUT", $"/v1/cart/lines/{sku}", token, """{"quantity":4}""", ifMatch: seen + 1)).Status);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_put_in_before_signing_in_comes_over_once(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var (coat, hat) = (await mall.Shop.SkuAsync("Coat", 10_000, 50), await mall.Shop.SkuAsync("Hat", 2_000, 50));
        var reader = new CartView.Reader(mall.Carts);
        var edits = new CartEdits(mall.Carts, reader);
        var merge = new MergeCart(mall.Carts, reader);
        var buyer = await mall.BuyerAsync();
        var held = await mall.DoneAsync(tx => edits.AddAsync(Held(null), new AddLineBody(coat, 3, null), tx));
        await mall.DoneAsync(tx => edits.AddAsync(Held(held.Id), new AddLineBody(hat, 1, null), tx));
        await mall.DoneAsync(tx => edits.AddAsync(Mall.Call(buyer.Actor), new AddLineBody(coat, 998, null), tx));

        var merges = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => mall.Bed.WriteAsync(tx => merge.RunAsync(Mall.Call(buyer.Actor), new MergeCartBody(held.Id!), tx)))));

        Assert.Equal(1, merges.Count(m => m.IsDone));
        Assert.All(merges.Where(m => !m.IsDone), m => Assert.Equal("unknown-cart", m.Refusal!.Code));
        Assert.Equal(CartLimits.QuantityMax, await mall.NumberAsync("select quantity from cart_line where sku_id = @coat", new { coat }));
        Assert.Equal(1, await mall.NumberAsync("select quantity from cart_line where sku_id = @hat", new { hat }));
        Assert.Equal(2, await mall.NumberAsync("select lines from cart_cart"));
        Assert.Equal("unknown-cart", (await mall.Bed.WriteAsync(tx => edits.AddAsync(Held(held.Id), new AddLineBody(hat, 1, null), tx))).Refusal?.Code);
    }

    /// <summary>A cart's id is no key to a member's cart.</summary>
    [Fact]
    public async Task A_members_cart_is_found_by_nobody_else()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var sku = await mall.Shop.SkuAsync("Coat", 10_000, 5);
        var reader = new CartView.Reader(mall.Carts);
        var edits = new CartEdits(mall.Carts, reader);
        var (owner, other) = (await mall.BuyerAsync(), await mall.BuyerAsync());
        var mine = await mall.DoneAsync(tx => edits.AddAsync(Mall.Call(owner.Actor), new AddLineBody(sku, 1, null), tx));

        Assert.Equal("unknown-cart", (await mall.Bed.ReadAsync(tx => reader.RunAsync(Held(mine.Id), tx))).Refusal?.Code);
        Assert.Equal("unknown-cart", (await mall.Bed.WriteAsync(tx => edits.AddAsync(Held(mine.Id), new AddLineBody(sku, 1, null), tx))).Refusal?.Code);
        Assert.Equal("unknown-cart", (await mall.Bed.WriteAsync(tx => new MergeCart(mall.Carts, reader).RunAsync(Mall.Call(other.Actor), new MergeCartBody(mine.Id!), tx))).Refusal?.Code);
    }

    [Fact]
    public async Task Goods_that_cannot_be_bought_are_shown_apart_with_their_reason()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await ServeAsync(mall);
        var (coat, hat, token) = (await mall.Shop.SkuAsync("Coat", 10_000, 5), await mall.Shop.SkuAsync("Hat", 2_000, 1), await TokenAsync(mall));
        await AddAsync(server, token, coat, 2);
        await AddAsync(server, token, hat, 2);
        await mall.Shop.AdjustAsync(coat, "main", -5);

        var cart = await server.SendAsync("GET", "/v1/cart", token);

        Assert.Equal(["out-of-stock", "stock-too-low"], cart.Body.GetProperty("invalid").EnumerateArray().Select(i => i.GetProperty("code").GetString()).Order());
        Assert.Empty(cart.Body.GetProperty("merchants").EnumerateArray());
        Assert.Equal(0, cart.Body.GetProperty("selected").GetProperty("payable_minor").GetInt64());
    }

    [Fact]
    public async Task The_price_counts_what_is_selected_and_the_view_says_what_changed()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        await using var server = await ServeAsync(mall);
        var (coat, hat, token) = (await mall.Shop.SkuAsync("Coat", 10_000, 5), await mall.Shop.SkuAsync("Hat", 2_000, 5), await TokenAsync(mall));
        await AddAsync(server, token, coat, 2);
        await AddAsync(server, token, hat, 1);
        Assert.Equal(22_000, Payable(await server.SendAsync("GET", "/v1/cart", token)));

        await server.SendAsync("PUT", "/v1/cart/selection", token, $$"""{"sku_ids":["{{hat}}"],"is_selected":false}""");
        await mall.Bed.WriteAsync(tx => tx.ExecuteAsync("update product_sku set unit_price_minor = 9000 where id = @coat", new { coat }));
        var cart = await server.SendAsync("GET", "/v1/cart", token);

        Assert.Equal(18_000, Payable(cart));
        var lines = cart.Body.GetProperty("merchants")[0].GetProperty("lines").EnumerateArray().ToDictionary(l => l.GetProperty("sku_id").GetString()!);
        Assert.Equal(-1_000, lines[coat].GetProperty("price_change_minor").GetInt64());
        Assert.False(lines[hat].GetProperty("is_selected").GetBoolean());
    }

    [Fact]
    public async Task What_is_ordered_leaves_the_cart_and_the_rest_stays()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var (coat, hat) = (await mall.Shop.SkuAsync("Coat", 10_000, 5), await mall.Shop.SkuAsync("Hat", 2_000, 5));
        var edits = new CartEdits(mall.Carts, new CartView.Reader(mall.Carts));
        var buyer = await mall.BuyerAsync();
        await mall.DoneAsync(tx => edits.AddAsync(Mall.Call(buyer.Actor), new AddLineBody(coat, 1, null), tx));
        await mall.DoneAsync(tx => edits.AddAsync(Mall.Call(buyer.Actor), new AddLineBody(hat, 1, null), tx));
        await mall.DoneAsync(tx => edits.SelectAsync(Mall.Call(buyer.Actor), new SelectLinesBody([hat], false), tx));

        var body = Mall.Order(buyer);
        var placed = await mall.TryPlaceAsync(buyer, body with { Basket = body.Basket with { Lines = null } });

        Assert.Equal(10_000, placed.Value.PayableMinor);
        Assert.Equal(hat, await mall.Bed.ReadAsync(tx => tx.GetAsync<string>("select sku_id from cart_line")));
    }

    private static Task<CommerceServer> ServeAsync(Mall mall) => CommerceServer.StartAsync(mall.Bed, routes => routes.MapCarts(mall.Carts));

    private static async Task<string> TokenAsync(Mall mall) => mall.Bed.Tokens.Issue((await mall.BuyerAsync(0)).Actor, TimeSpan.FromHours(1));

    private static async Task<ServerAnswer> AddAsync(CommerceServer server, string token, string sku, long quantity)
    {
        var answer = await server.SendAsync("POST", "/v1/cart/lines", token, $$"""{"sku_id":"{{sku}}","quantity":{{quantity}}}""");
        Assert.True(answer.Status == 200, answer.Text);
        return answer;
    }

    private static long Payable(ServerAnswer cart) => cart.Body.GetProperty("selected").GetProperty("payable_minor").GetInt64();

    private static Call Held(string? cartId)
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        if (cartId is not null) http.Request.Headers["X-Cart"] = cartId;
        return new Call(http, Actor.Nobody);
    }
}
