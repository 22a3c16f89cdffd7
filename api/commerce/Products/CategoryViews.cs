using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal sealed record BackCategoryList(IReadOnlyList<BackCategoryView> Items);

internal sealed record FrontCategoryList(IReadOnlyList<FrontCategoryView> Items);

/// <summary>Questions about the two trees.</summary>
/// <remarks>Catalogue PRD-01, PRD-02, PRD-03.</remarks>
internal static class CategoryViews
{
    private const string BackColumns = "select id, parent_id, level, number, name_zh, name_en, description, version from product_back_category";
    private const string FrontColumns = "select id, parent_id, position, name_zh, name_en, is_hidden, version from product_front_category";

    public static async Task<Outcome<BackCategoryList>> BackAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<BackRow>($"{BackColumns} order by level, id");
        var fields = (await tx.ListAsync<FieldRow>("select category_id, name, kind from product_category_field order by name")).ToLookup(f => f.CategoryId);
        var brands = (await tx.ListAsync<BrandOfRow>("select category_id, brand_id from product_category_brand order by brand_id")).ToLookup(b => b.CategoryId);
        return new BackCategoryList([.. rows.Select(r => r.ToView(fields[r.Id], brands[r.Id]))]);
    }

    public static async Task<Outcome<BackCategoryView>> OneBackAsync(Call call, CoreTransaction tx) =>
        await FindBackAsync(tx, call.Path("id")) is { } view ? view : Refusal.NotFound("category", call.Path("id"));

    public static async Task<BackCategoryView?> FindBackAsync(CoreTransaction tx, string id)
    {
        if (await tx.FindAsync<BackRow>($"{BackColumns} where id = @id", new { id }) is not { } row) return null;
        var fields = await tx.ListAsync<FieldRow>("select category_id, name, kind from product_category_field where category_id = @id order by name", new { id });
        return row.ToView(fields, await tx.ListAsync<BrandOfRow>("select category_id, brand_id from product_category_brand where category_id = @id order by brand_id", new { id }));
    }

    /// <summary>What buyers see: neither hidden ones nor those under hidden ones. Back offices see all.</summary>
    public static async Task<Outcome<FrontCategoryList>> FrontAsync(Call call, CoreTransaction tx)
    {
        var seesAll = call.Actor.Kind is ActorKind.Staff or ActorKind.Merchant;
        var rows = await tx.ListAsync<FrontRow>($"{FrontColumns} order by position, id");
        var links = (await tx.ListAsync<LinkRow>("select front_id, back_id from product_front_back order by back_id")).ToLookup(l => l.FrontId, l => l.BackId);
        var hidden = rows.Where(r => r.IsHidden == 1).Select(r => r.Id).ToHashSet();
        return new FrontCategoryList([.. rows
            .Where(r => seesAll || (r.IsHidden == 0 && (r.ParentId is null || !hidden.Contains(r.ParentId))))
            .Select(r => r.ToView([.. links[r.Id]]))]);
    }

    public static async Task<FrontCategoryView?> FindFrontAsync(CoreTransaction tx, string id) =>
        await tx.FindAsync<FrontRow>($"{FrontColumns} where id = @id", new { id }) is { } row
            ? row.ToView(await tx.ListAsync<string>("select back_id from product_front_back where front_id = @id order by back_id", new { id }))
            : null;

    private sealed record BackRow
    {
        public string Id { get; init; } = "";
        public string? ParentId { get; init; }
        public long Level { get; init; }
        public string? Number { get; init; }
        public string? NameZh { get; init; }
        public string? NameEn { get; init; }
        public string? Description { get; init; }
        public long Version { get; init; }

        public BackCategoryView ToView(IEnumerable<FieldRow> fields, IEnumerable<BrandOfRow> brands)
        {
            var names = fields.ToLookup(f => f.Kind, f => f.Name);
            return new(Id, ParentId, (int)Level, new LocalText(NameZh, NameEn), Number, Description, [.. names[CategoryField.Spec]], [.. names[CategoryField.Attribute]], [.. brands.Select(b => b.BrandId)], Version);
        }
    }

    private sealed record FieldRow
    {
        public string CategoryId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Kind { get; init; } = "";
    }

    private sealed record BrandOfRow
    {
        public string CategoryId { get; init; } = "";
        public string BrandId { get; init; } = "";
    }

    private sealed record FrontRow
    {
        public string Id { get; init; } = "";
        public string? ParentId { get; init; }
        public long Position { get; init; }
        public string? NameZh { get; init; }
        public string? NameEn { get; init; }
        public long IsHidden { get; init; }
        public long Version { get; init; }

        public FrontCategoryView ToView(IReadOnlyList<string> backIds) => new(Id, ParentId, new LocalText(NameZh, NameEn), Position, backIds, IsHidden == 1, Version);
    }

    private sealed record LinkRow
    {
        public string FrontId { get; init; } = "";
        public string BackId { get; init; } = "";
    }
}
