namespace RailLife.Tests.Commerce.Products;

/// <summary>Catalogue CNT-01: an unpublished page is never served; blocks come back as they were put.</summary>
public class PagesTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Buyers_see_a_page_as_it_was_published_whatever_is_edited_since(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var staff = server.StaffToken();
        var product = await shop.ListedAsync(shop.Body("Jacket", 9_900));
        var blocks = $$$"""[{"kind":"banner","image":"a.jpg","link":"/sale"},{"kind":"products","title":{"zh":"热卖"},"product_ids":["{{{product.Id}}}"],"columns":2},{"kind":"text","text":"\"quoted\" & 灯"}]""";

        var made = await server.SendAsync("POST", "/v1/manage/pages", staff, $$$"""{"slug":"home","title":{"en":"Home"},"blocks":{{{blocks}}}}""");
        var path = $"/v1/manage/pages/{made.String("id")}";
        Assert.Equal(404, (await server.SendAsync("GET", "/v1/pages/home", null)).Status);
        Assert.Equal(404, (await server.SendAsync("GET", "/v1/pages/home", staff)).Status);
        Assert.Equal("if-match-needed", (await server.SendAsync("POST", $"{path}/publish", staff)).Code);
        Assert.Equal(200, (await server.SendAsync("POST", $"{path}/publish", staff, ifMatch: 1)).Status);
        Assert.Equal(blocks, (await server.SendAsync("GET", "/v1/pages/home", null)).Body.GetProperty("blocks").GetRawText());

        var edited = await server.SendAsync("PUT", path, staff, """{"title":{"en":"New home"},"blocks":[]}""", ifMatch: 2);
        Assert.True(edited.Body.GetProperty("is_changed_since").GetBoolean());
        Assert.Equal("version-changed", (await server.SendAsync("PUT", path, staff, """{"title":{"en":"Other"},"blocks":[]}""", ifMatch: 2)).Code);
        var served = await server.SendAsync("GET", "/v1/pages/home", null);
        Assert.Equal((blocks, "Home"), (served.Body.GetProperty("blocks").GetRawText(), served.Body.GetProperty("title").GetProperty("en").GetString()));

        Assert.Equal(200, (await server.SendAsync("POST", $"{path}/withdraw", staff, ifMatch: 3)).Status);
        Assert.Equal(404, (await server.SendAsync("GET", "/v1/pages/home", null)).Status);
        Assert.Equal(2, (await shop.EventsAsync()).Count(e => e.Type == "page.published"));
    }

    [Theory]
    [InlineData("""{"slug":"Home Page","title":{"en":"A"},"blocks":[]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"taken","title":{"en":"A"},"blocks":[]}""", 409, "slug-taken")]
    [InlineData("""{"slug":"a","title":{},"blocks":[]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"banner"}]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"text"}]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"video"}]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"products","product_ids":[]}]}""", 400, "invalid-field")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"products","product_ids":["none"]}]}""", 404, "unknown-product")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"category","front_category_id":"none"}]}""", 404, "unknown-category")]
    [InlineData("""{"slug":"a","title":{"en":"A"},"blocks":[{"kind":"products","product_ids":["x"],"columns":3}]}""", 400, "invalid-field")]
    public async Task A_page_with_a_wrong_block_is_refused(string body, int status, string code)
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        await server.SendAsync("POST", "/v1/manage/pages", server.StaffToken(), """{"slug":"taken","title":{"en":"A"},"blocks":[]}""");

        var answer = await server.SendAsync("POST", "/v1/manage/pages", server.StaffToken(), body);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }
}
