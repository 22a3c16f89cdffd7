using RailLife.Commerce.Edge;
using RailLife.Commerce.Products;

namespace RailLife.Tests.Commerce.Products;

/// <summary>Catalogue PRD-05 to PRD-09, PRD-11, PRD-15, CNT-02, CNT-03.</summary>
public class ProductsTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_what_passed_the_audit_is_listed_and_an_edit_asks_again(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var (staff, mine) = (server.StaffToken(), shop.MerchantToken());
        var id = (await shop.DraftAsync(shop.Body("Jacket", 9_900))).Id;

        Assert.Equal("audit-not-passed", (await server.SendAsync("POST", $"/v1/products/{id}/list", mine)).Code);
        Assert.Equal("audit-not-asked", (await server.SendAsync("POST", $"/v1/products/{id}/audit", staff, """{"decision":"passed"}""")).Code);
        Assert.Equal("submitted", (await server.SendAsync("POST", $"/v1/products/{id}/submit", mine)).String("audit"));
        Assert.Equal("invalid-field", (await server.SendAsync("POST", $"/v1/products/{id}/audit", staff, """{"decision":"rejected"}""")).Code);
        Assert.Equal("no licence", (await server.SendAsync("POST", $"/v1/products/{id}/audit", staff, """{"decision":"rejected","reason":"no licence"}""")).String("audit_reason"));
        Assert.Equal("audit-not-passed", (await server.SendAsync("POST", $"/v1/products/{id}/list", mine)).Code);
        var listed = await shop.ListAsync(id);
        Assert.Equal("audit-not-needed", (await server.SendAsync("POST", $"/v1/products/{id}/submit", mine)).Code);
        Assert.Equal(404, (await server.SendAsync("GET", $"/v1/manage/products/{id}", shop.MerchantToken("nobody"))).Status);

        var edited = await shop.DoneAsync(tx => new SaveProduct(shop.Merchants, bed.Ids).EditAsync(
            Shop.As(Shop.Staff, listed.Version, ("id", id)), shop.Body("Jacket, now a coat", 9_900) with { Skus = [new SkuBody(listed.Skus[0].SkuId, [new NamedValue("colour", "c0")], 8_900, 9_900, 500, "sup-1")] }, tx));

        Assert.Equal((AuditState.Draft, false, listed.Skus[0].SkuId), (edited.Audit, edited.IsListed, edited.Skus[0].SkuId));
        Assert.False((await bed.ReadAsync(tx => shop.Products.SkusAsync(tx, [listed.Skus[0].SkuId])))[0].IsListed);
        Assert.Equal(["product.delisted", "product.saved", "price.changed"], (await shop.EventsAsync()).TakeLast(3).Select(e => e.Type));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Search_finds_all_words_in_any_spelling_and_pages_by_price(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        string[] titles = ["Red LANTERN 灯笼", "Red jacket", "Blue ｌａｎｔｅｒｎ", "100% wool_coat", "Green lantern"];
        var prices = new long[] { 300, 100, 300, 500, 200 };
        for (var i = 0; i < titles.Length; i++) await shop.ListedAsync(shop.Body(titles[i], prices[i]) with { Attributes = [new NamedValue("material", i % 2 == 0 ? "paper" : "down")] });
        await shop.DraftAsync(shop.Body("Secret lantern", 1));

        Assert.Equal(["Green lantern", "Blue ｌａｎｔｅｒｎ", "Red LANTERN 灯笼"], await Titles("q=Lantern"));
        Assert.Equal(["Red LANTERN 灯笼"], await Titles("q=lantern%20red"));
        Assert.Equal(["Red LANTERN 灯笼"], await Titles("q=灯笼"));
        Assert.Equal(["100% wool_coat"], await Titles("q=100%25"));
        Assert.Equal(["100% wool_coat"], await Titles("q=l_c"));
        Assert.Empty(await Titles("q=r%25d"));
        Assert.Empty(await Titles("q=secret"));
        Assert.Equal(["Red jacket", "100% wool_coat"], await Titles("attribute=material:down&sort=price-asc"));
        Assert.Equal(["100% wool_coat"], await Titles("price_from=301"));
        Assert.Equal(5, (await Titles($"category={shop.TopId}")).Count);
        Assert.Equal(5, (await Titles($"merchant={shop.MerchantId}&circle=7")).Count);
        Assert.Empty(await Titles("merchant=none"));
        foreach (var sort in new[] { "price-asc", "price-desc", "newest" })
        {
            var (all, cursor) = (new List<string>(), "");
            do
            {
                var page = await server.SendAsync("GET", $"/v1/products?sort={sort}&limit=2{cursor}", null);
                all.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString() ?? ""));
                cursor = page.Body.TryGetProperty("next", out var next) ? $"&cursor={next.GetString()}" : "";
            } while (cursor.Length > 0);
            Assert.Equal(await Ids($"sort={sort}&limit=100"), all);
            Assert.Equal(5, all.Distinct().Count());
        }
        Assert.Equal([100L, 200, 300, 300, 500], (await server.SendAsync("GET", "/v1/products?sort=price-asc", null)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("price_min_minor").GetInt64()));

        async Task<List<string>> Titles(string query) => [.. (await server.SendAsync("GET", $"/v1/products?{query}", null)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("title").GetProperty("en").GetString() ?? "")];
        async Task<List<string>> Ids(string query) => [.. (await server.SendAsync("GET", $"/v1/products?{query}", null)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString() ?? "")];
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_composite_is_worth_its_parts_and_its_gifts_nothing(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var skating = (await shop.ListedAsync(shop.Body("An hour of skating", 8_000) with { Kind = ProductKind.Service })).Skus[0].SkuId;
        var swimming = (await shop.ListedAsync(shop.Body("An hour of swimming", 5_000) with { Kind = ProductKind.Service })).Skus[0].SkuId;
        var body = shop.Body("Sports card", 70_000) with { Kind = ProductKind.Virtual, Parts = [new PartBody(skating, 10, false), new PartBody(swimming, 2, false), new PartBody(swimming, 1, true)] };

        var card = await shop.DraftAsync(body);

        Assert.Equal((90_000L, false), (card.ValueMinor, card.IsStockKept));
        Assert.Contains("composite.saved", (await shop.EventsAsync()).Select(e => e.Type));
        var save = new SaveProduct(shop.Merchants, bed.Ids);
        Task<string?> Code(params PartBody[] parts) => shop.CodeAsync(tx => save.CreateAsync(Shop.As(Shop.Staff), body with { MerchantId = shop.MerchantId, Parts = parts }, tx));
        Assert.Equal("part-is-composite", await Code(new PartBody(card.Skus[0].SkuId, 1, false)));
        Assert.Equal("part-twice", await Code(new PartBody(skating, 1, false), new PartBody(skating, 2, false)));
        Assert.Equal("unknown-sku", await Code(new PartBody("none", 1, false)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_page_of_a_product_comes_in_one_call_and_prices_change_on_the_shelf(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var sku = await shop.SkuAsync("Jacket", 9_900, 12);
        var sale = (await bed.ReadAsync(tx => shop.Products.SkusAsync(tx, [sku, "none"]))).Single();
        var version = (await server.SendAsync("GET", $"/v1/manage/products/{sale.ProductId}", shop.MerchantToken())).Number("version");

        var priced = await server.SendAsync("PUT", $"/v1/products/{sale.ProductId}/prices", shop.MerchantToken(), $$"""{"prices":[{"sku_id":"{{sku}}","unit_price_minor":7900,"original_minor":9900}]}""", ifMatch: version);
        await bed.WriteAsync(tx => shop.Products.SoldAsync(tx, [new ProductSold(sale.ProductId, 3)]));
        var page = await server.SendAsync("GET", $"/v1/products/{sale.ProductId}", null);

        Assert.Equal((200, true), (priced.Status, priced.Body.GetProperty("is_listed").GetBoolean()));
        Assert.Equal((7_900L, 7_900L, 3L), (page.Number("price_min_minor"), page.Number("price_max_minor"), page.Number("sold")));
        Assert.Equal((12L, 9_900L), (page.Body.GetProperty("skus")[0].GetProperty("available").GetInt64(), page.Body.GetProperty("skus")[0].GetProperty("original_minor").GetInt64()));
        Assert.Equal(6_900, page.Body.GetProperty("freight")[0].GetProperty("free_from_minor").GetInt64());
        Assert.Equal($"{shop.TopId}/{shop.MiddleId}/{shop.LeafId}", sale.CategoryPath);
        Assert.Equal(12, (await server.SendAsync("GET", $"/v1/back-categories/{shop.MiddleId}/stock", server.StaffToken())).Number("available"));
        Assert.Equal(200, (await server.SendAsync("DELETE", $"/v1/products/{sale.ProductId}", shop.MerchantToken(), ifMatch: version + 1)).Status);
        Assert.Equal(404, (await server.SendAsync("GET", $"/v1/products/{sale.ProductId}", null)).Status);
        Assert.False((await bed.ReadAsync(tx => shop.Products.SkusAsync(tx, [sku])))[0].IsListed);
    }

    [Theory]
    [InlineData("GET", "/v1/products?sort=random", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/products?attribute=material", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/products?price_from=cheap", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/products?cursor=MQ", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/products?limit=101", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/products/none", null, null, 404, "unknown-product")]
    [InlineData("GET", "/v1/manage/products?audit=maybe", null, null, 400, "bad-parameter")]
    [InlineData("GET", "/v1/manage/products/none", null, null, 404, "unknown-product")]
    [InlineData("POST", "/v1/products", """{"category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/products", """{"merchant_id":"none","category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", null, 404, "unknown-merchant")]
    [InlineData("POST", "/v1/products", """{"merchant_id":"{m}","category_id":"{leaf}","title":{},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/products", """{"merchant_id":"{m}","category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[]}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/products", """{"merchant_id":"{m}","category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"yuan","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/products", """{"merchant_id":"{m}","category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":-1,"weight_grams":1}]}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/products/{p}", """{"category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", null, 428, "if-match-needed")]
    [InlineData("PUT", "/v1/products/{p}", """{"category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", 99L, 412, "version-changed")]
    [InlineData("PUT", "/v1/products/{p}", """{"category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"USD","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", 1L, 409, "currency-stays")]
    [InlineData("PUT", "/v1/products/{p}", """{"merchant_id":"other","category_id":"{leaf}","title":{"en":"A"},"kind":"physical","currency":"CNY","skus":[{"spec":[],"unit_price_minor":1,"weight_grams":1}]}""", 1L, 409, "product-stays")]
    [InlineData("PUT", "/v1/products/{p}/prices", """{"prices":[]}""", 1L, 400, "invalid-field")]
    [InlineData("PUT", "/v1/products/{p}/prices", """{"prices":[{"sku_id":"none","unit_price_minor":1}]}""", 1L, 404, "unknown-sku")]
    [InlineData("PUT", "/v1/products/{p}/prices", """{"prices":[{"sku_id":"a","unit_price_minor":1},{"sku_id":"a","unit_price_minor":2}]}""", 1L, 400, "sku-twice")]
    [InlineData("PUT", "/v1/products/{p}/prices", """{"prices":[{"sku_id":"a","unit_price_minor":1}]}""", null, 428, "if-match-needed")]
    [InlineData("POST", "/v1/products/none/submit", "{}", null, 404, "unknown-product")]
    [InlineData("POST", "/v1/products/none/audit", """{"decision":"passed"}""", null, 404, "unknown-product")]
    [InlineData("POST", "/v1/products/{p}/audit", """{"decision":"maybe"}""", null, 400, "invalid-field")]
    [InlineData("DELETE", "/v1/products/{p}", null, null, 428, "if-match-needed")]
    [InlineData("POST", "/v1/back-categories", """{"parent_id":"none","name":{"en":"A"}}""", null, 404, "unknown-category")]
    [InlineData("POST", "/v1/back-categories", """{"name":{}}""", null, 400, "invalid-field")]
    [InlineData("PUT", "/v1/back-categories/{leaf}", """{"name":{"en":"A"}}""", null, 428, "if-match-needed")]
    [InlineData("PUT", "/v1/back-categories/{leaf}", """{"name":{"en":"A"},"brand_ids":["none"]}""", 1L, 404, "unknown-brand")]
    [InlineData("PUT", "/v1/back-categories/{leaf}", """{"name":{"en":"A"},"specs":["a"],"attributes":["a"]}""", 1L, 400, "field-twice")]
    [InlineData("POST", "/v1/front-categories", """{"name":{"en":"A"},"position":1,"back_ids":[],"is_hidden":false}""", null, 400, "invalid-field")]
    [InlineData("POST", "/v1/front-categories", """{"name":{"en":"A"},"position":1,"back_ids":["none"],"is_hidden":false}""", null, 404, "unknown-category")]
    [InlineData("DELETE", "/v1/front-categories/none", null, 1L, 404, "unknown-category")]
    [InlineData("PUT", "/v1/brands/acme", """{"name":{}}""", null, 400, "invalid-field")]
    public async Task What_is_wrong_is_said_and_changes_nothing(string method, string path, string? body, long? ifMatch, int status, string code)
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var product = await shop.DraftAsync(shop.Body("Jacket", 9_900));
        var before = (await shop.EventsAsync()).Count;
        string Filled(string text) => text.Replace("{m}", shop.MerchantId, StringComparison.Ordinal).Replace("{p}", product.Id, StringComparison.Ordinal).Replace("{leaf}", shop.LeafId, StringComparison.Ordinal);

        var answer = await server.SendAsync(method, Filled(path), server.StaffToken(), body is null ? null : Filled(body), ifMatch);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(before, (await shop.EventsAsync()).Count);
    }
}
