using System.Data.Common;
using RailLife.Commerce.Products;

namespace RailLife.Tests.Commerce.Products;

/// <summary>Catalogue PRD-01 to PRD-04: a back tree that stands still, a front tree that always leads to it.</summary>
public class CategoryTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_back_category_can_neither_be_deleted_nor_moved_by_anybody(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();

        Assert.Equal(405, (await server.SendAsync("DELETE", $"/v1/back-categories/{shop.LeafId}", server.StaffToken())).Status);
        Assert.Equal("invalid-field", (await server.SendAsync("PUT", $"/v1/back-categories/{shop.LeafId}", server.StaffToken(), $$$"""{"name":{"en":"A"},"parent_id":"{{{shop.TopId}}}"}""", ifMatch: 1)).Code);
        foreach (var sql in new[] { "delete from product_back_category where id = @Id", "update product_back_category set level = 1 where id = @Id", "update product_back_category set parent_id = null where id = @Id" })
            await Assert.ThrowsAnyAsync<DbException>(() => bed.WriteAsync(tx => tx.ExecuteAsync(sql, new { Id = shop.LeafId })));
        Assert.Equal(3, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from product_back_category")));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_front_category_leads_to_a_back_one_after_any_edits(string kind)
    {
        const int seed = 42;
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var random = new Random(seed);
        string[] backs = [shop.TopId, shop.MiddleId, shop.LeafId, "none"];
        var use = new SaveFrontCategory(bed.Ids);
        for (var step = 0; step < 120; step++)
        {
            var fronts = await bed.ReadAsync(tx => tx.ListAsync<string>("select id from product_front_category order by id"));
            var some = fronts.Count == 0 ? null : fronts[random.Next(fronts.Count)];
            var body = new SaveFrontCategoryBody(random.Next(3) == 0 ? some : null, Shop.Name($"F{step}"), step, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => backs[random.Next(backs.Length)])], random.Next(4) == 0);
            var version = some is null ? 0 : await bed.ReadAsync(tx => tx.GetAsync<long>("select version from product_front_category where id = @some", new { some }));
            var call = Shop.As(Shop.Staff, version, ("id", some ?? "none"));
            await (random.Next(4) switch
            {
                0 => shop.CodeAsync(tx => use.EditAsync(call, body, tx)),
                1 when step > 20 => shop.CodeAsync(tx => use.DeleteAsync(call, new(), tx)),
                _ => shop.CodeAsync(tx => use.CreateAsync(call, body, tx)),
            });
            var lost = await bed.ReadAsync(tx => tx.ListAsync<string>(
                """
                select f.id from product_front_category f where not exists (select 1 from product_front_back l join product_back_category b on b.id = l.back_id where l.front_id = f.id)
                    or (f.parent_id is not null and not exists (select 1 from product_front_category p where p.id = f.parent_id and p.parent_id is null))
                union all select l.front_id from product_front_back l where not exists (select 1 from product_front_category f where f.id = l.front_id)
                """));
            Assert.True(lost.Count == 0, $"seed {seed}, step {step}: {string.Join(", ", lost)}");
        }
        Assert.True(await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from product_front_category")) > 5);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Goods_attach_to_a_leaf_and_to_what_the_leaf_allows(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        var save = new SaveProduct(shop.Merchants, bed.Ids);
        Task<string?> Code(SaveProductBody body) => shop.CodeAsync(tx => save.CreateAsync(Shop.As(Shop.Staff), body with { MerchantId = shop.MerchantId }, tx));
        var good = shop.Body("Jacket", 9_900);

        Assert.Equal("category-not-leaf", await Code(good with { CategoryId = shop.TopId }));
        Assert.Equal("category-not-leaf", await Code(good with { CategoryId = shop.MiddleId, Skus = [good.Skus[0] with { Spec = [] }] }));
        Assert.Equal("unknown-category", await Code(good with { CategoryId = "none", Skus = [good.Skus[0] with { Spec = [] }] }));
        Assert.Equal("spec-not-of-category", await Code(good with { Skus = [good.Skus[0] with { Spec = [new NamedValue("size", "XL")] }] }));
        Assert.Equal("attribute-not-of-category", await Code(good with { Attributes = [new NamedValue("voltage", "220")] }));
        Assert.Equal("brand-not-of-category", await Code(good with { BrandId = "acme" }));
        Assert.Equal("spec-twice", await Code(good with { Skus = [good.Skus[0], good.Skus[0]] }));
        Assert.Equal("unknown-sku", await Code(good with { Skus = [good.Skus[0] with { SkuId = "none" }] }));
        Assert.Null(await Code(good with { Attributes = [new NamedValue("material", "down")] }));
        Assert.Equal(0, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from product_spu p join product_back_category c on c.id = p.category_id where c.level <> 3")));
        Assert.Equal("category-too-deep", await shop.CodeAsync(tx => new SaveBackCategory(bed.Ids).CreateAsync(Shop.As(Shop.Staff), new(shop.LeafId, Shop.Name("Deeper"), null, null, null, null, null), tx)));
        Assert.Equal("category-not-leaf", await shop.CodeAsync(tx => new SaveBackCategory(bed.Ids).CreateAsync(Shop.As(Shop.Staff), new(shop.TopId, Shop.Name("Middle"), null, null, ["size"], null, null), tx)));
    }

    [Fact]
    public async Task Buyers_see_neither_hidden_categories_nor_what_lies_under_them()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var staff = server.StaffToken();
        string Body(string name, bool isHidden, string? parent = null) => $$$"""{"name":{"en":"{{{name}}}"},"position":1,"back_ids":["{{{shop.LeafId}}}"],"is_hidden":{{{(isHidden ? "true" : "false")}}}{{{(parent is null ? "" : $",\"parent_id\":\"{parent}\"")}}}}""";
        var winter = await server.SendAsync("POST", "/v1/front-categories", staff, Body("Winter", true));
        await server.SendAsync("POST", "/v1/front-categories", staff, Body("Jackets", false, winter.String("id")));
        var gifts = await server.SendAsync("POST", "/v1/front-categories", staff, Body("Gifts", false));
        await shop.ListedAsync(shop.Body("Jacket", 9_900));

        Assert.Equal([gifts.String("id")], (await server.SendAsync("GET", "/v1/front-categories", null)).Body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()));
        Assert.Equal(3, (await server.SendAsync("GET", "/v1/front-categories", staff)).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await server.SendAsync("GET", $"/v1/products?front={gifts.String("id")}", null)).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await server.SendAsync("GET", $"/v1/products?front={winter.String("id")}", null)).Body.GetProperty("items").GetArrayLength());
        Assert.Equal("category-has-children", (await server.SendAsync("DELETE", $"/v1/front-categories/{winter.String("id")}", staff, ifMatch: 1)).Code);
        Assert.Equal(200, (await server.SendAsync("DELETE", $"/v1/front-categories/{gifts.String("id")}", staff, ifMatch: 1)).Status);
    }
}
