using RailLife.Commerce.Edge;
using RailLife.Commerce.Products.Reviews;

namespace RailLife.Tests.Commerce.Products;

/// <summary>Catalogue PRD-12: only what was received is judged, once; only what passed is shown and counted.</summary>
public class ReviewsTests
{
    private static readonly ReviewsFacade Reviews = new();

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_received_line_is_judged_once_and_shown_when_it_passed(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var (productId, skuId) = await ReceivedAsync(shop, "o-1");
        var (member, other, staff) = (shop.Token(ActorKind.Member, "m-1"), shop.Token(ActorKind.Member, "m-2"), server.StaffToken());
        const string body = """{"order_id":"o-1","line_no":1,"stars":4,"text":"Warm and light","images":["a.jpg"]}""";

        Assert.Equal(404, (await server.SendAsync("POST", "/v1/reviews", other, body)).Status);
        Assert.Equal(404, (await server.SendAsync("POST", "/v1/reviews", member, body.Replace("\"line_no\":1", "\"line_no\":2", StringComparison.Ordinal))).Status);
        Assert.Equal("invalid-field", (await server.SendAsync("POST", "/v1/reviews", member, body.Replace("4", "6", StringComparison.Ordinal))).Code);
        await server.SendAsync("PUT", "/v1/review-words/Add%20WeChat", staff);
        Assert.Equal("sensitive-words", (await server.SendAsync("POST", "/v1/reviews", member, body.Replace("Warm", "ａｄｄ wechat", StringComparison.Ordinal))).Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.SendAsync("POST", "/v1/reviews", member, body)));
        Assert.Equal([200, .. Enumerable.Repeat(409, 7)], answers.Select(a => a.Status).Order());
        var id = answers.Single(a => a.Status == 200).String("id");

        Assert.Equal(0, await ShownAsync());
        Assert.Equal("invalid-field", (await server.SendAsync("POST", $"/v1/reviews/{id}/audit", staff, """{"decision":"rejected"}""")).Code);
        Assert.Equal("approved", (await server.SendAsync("POST", $"/v1/reviews/{id}/audit", staff, """{"decision":"approved"}""")).String("state"));
        Assert.Equal("review-decided", (await server.SendAsync("POST", $"/v1/reviews/{id}/audit", staff, """{"decision":"rejected","reason":"late"}""")).Code);
        Assert.Equal(1, await ShownAsync());
        Assert.Equal((4L, 1L), await StarsAsync());

        Assert.Equal(404, (await server.SendAsync("DELETE", $"/v1/reviews/{id}", other)).Status);
        Assert.Equal(200, (await server.SendAsync("DELETE", $"/v1/reviews/{id}", member)).Status);
        Assert.Equal(404, (await server.SendAsync("DELETE", $"/v1/reviews/{id}", member)).Status);
        Assert.Equal(0, await ShownAsync());
        Assert.Equal((0L, 0L), await StarsAsync());
        Assert.Equal(["review.submitted", "review.approved", "review.deleted"], (await shop.EventsAsync()).Select(e => e.Type).Where(t => t.StartsWith("review", StringComparison.Ordinal)));
        Assert.DoesNotContain(await shop.EventsAsync(), e => e.Json.Contains("Warm", StringComparison.Ordinal));

        async Task<int> ShownAsync() => (await server.SendAsync("GET", $"/v1/products/{productId}/reviews", null)).Body.GetProperty("items").GetArrayLength();
        async Task<(long, long)> StarsAsync() => await server.SendAsync("GET", $"/v1/products/{productId}", null) is var page ? (page.Number("stars_sum"), page.Number("stars_count")) : default;
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_says_nothing_in_time_is_counted_as_content_and_a_returned_line_is_not(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var (productId, _) = await ReceivedAsync(shop, "o-1");
        await ReceivedAsync(shop, "o-2", productId);
        await ReceivedAsync(shop, "o-1", productId);
        await bed.WriteAsync(tx => Reviews.CloseAsync(tx, "o-2", 1));
        var praise = new DefaultPraise(bed.Database, bed.Ids);

        bed.Clock.Now = bed.Clock.Now.AddDays(ReviewsFacade.UsualPraiseDays).AddSeconds(-1);
        Assert.Equal(0, await praise.RunAsync(CommerceBed.Ct));
        bed.Clock.Now = bed.Clock.Now.AddSeconds(1);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => praise.RunAsync(CommerceBed.Ct))));

        Assert.Equal(1, runs.Sum());
        Assert.Equal((5L, 1L), await bed.ReadAsync(async tx => (await tx.GetAsync<long>("select stars_sum from product_spu where id = @productId", new { productId }), await tx.GetAsync<long>("select stars_count from product_spu where id = @productId", new { productId }))));
        Assert.Equal(["review.submitted", "review.approved"], (await shop.EventsAsync()).TakeLast(2).Select(e => e.Type));
    }

    private static async Task<(string ProductId, string SkuId)> ReceivedAsync(Shop shop, string orderId, string? productId = null)
    {
        var skuId = "";
        if (productId is null)
        {
            var product = await shop.ListedAsync(shop.Body("Jacket", 9_900));
            (productId, skuId) = (product.Id, product.Skus[0].SkuId);
        }
        await shop.Bed.WriteAsync(tx => Reviews.OpenAsync(tx, new ReviewRight(orderId, 1, "m-1", productId, skuId, shop.MerchantId, Shop.Circle, Shop.Format)));
        return (productId, skuId);
    }
}
