using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <summary>What attaches to a category, as rows spell it.</summary>
internal static class CategoryField
{
    public const string Spec = "spec";
    public const string Attribute = "attribute";
}

/// <param name="ParentId">Null = of the first level.</param>
/// <param name="Specs">What variants of its goods differ in; leaves only.</param>
/// <param name="Attributes">What its goods say about themselves; leaves only.</param>
internal sealed record CreateBackCategoryBody(
    string? ParentId, LocalText Name, string? Number, [Text(2_000)] string? Description,
    [Items(0, 50)] IReadOnlyList<string>? Specs, [Items(0, 200)] IReadOnlyList<string>? Attributes, [Items(0, 1_000)] IReadOnlyList<string>? BrandIds);

/// <summary>Its place in the tree is not among them: the tree is set once.</summary>
internal sealed record EditBackCategoryBody(
    LocalText Name, string? Number, [Text(2_000)] string? Description,
    [Items(0, 50)] IReadOnlyList<string>? Specs, [Items(0, 200)] IReadOnlyList<string>? Attributes, [Items(0, 1_000)] IReadOnlyList<string>? BrandIds);

internal sealed record BackCategoryView(
    string Id, string? ParentId, int Level, LocalText Name, string? Number, string? Description, IReadOnlyList<string> Specs, IReadOnlyList<string> Attributes, IReadOnlyList<string> BrandIds, long Version) : IVersioned;

/// <summary>Staff enter or edit a category that goods attach to [后台类目]: three levels, never deleted, never moved.</summary>
/// <remarks>Catalogue PRD-01, PRD-03, PRD-04.</remarks>
internal sealed class SaveBackCategory(IdSource ids)
{
    private const int LevelMax = 3;

    public async Task<Outcome<BackCategoryView>> CreateAsync(Call call, CreateBackCategoryBody body, CoreTransaction tx)
    {
        var level = 1;
        if (body.ParentId is { } parent)
        {
            if (await tx.FindAsync<long?>("select level from product_back_category where id = @parent", new { parent }) is not { } above) return Refusal.NotFound("category", parent);
            if (above == LevelMax) return Refusal.Conflict("category-too-deep", $"category '{parent}' is of level {above}, the last; expected a parent of level 1 or 2");
            level = (int)above + 1;
        }
        var view = new BackCategoryView(ids.Next(), body.ParentId, level, body.Name, body.Number, body.Description, body.Specs ?? [], body.Attributes ?? [], body.BrandIds ?? [], 1);
        if (await WrongAsync(tx, view) is { } wrong) return wrong;
        await tx.ExecuteAsync(
            """
            insert into product_back_category (id, parent_id, level, number, name_zh, name_en, description, version, created_at, updated_at, actor)
            values (@Id, @ParentId, @level, @Number, @Zh, @En, @Description, 1, @NowMicros, @NowMicros, @Actor)
            """, new { view.Id, view.ParentId, level = (long)level, view.Number, view.Name.Zh, view.Name.En, view.Description, tx.NowMicros, Actor = call.Actor.ToString() });
        return await SavedAsync(call, view, tx);
    }

    public async Task<Outcome<BackCategoryView>> EditAsync(Call call, EditBackCategoryBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await CategoryViews.FindBackAsync(tx, id) is not { } was) return Refusal.NotFound("category", id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        var view = was with { Name = body.Name, Number = body.Number, Description = body.Description, Specs = body.Specs ?? [], Attributes = body.Attributes ?? [], BrandIds = body.BrandIds ?? [], Version = was.Version + 1 };
        if (await WrongAsync(tx, view) is { } wrong) return wrong;
        var isSaved = await tx.ExecuteOneAsync(
            "update product_back_category set number = @Number, name_zh = @Zh, name_en = @En, description = @Description, version = @Version, updated_at = @NowMicros, actor = @Actor where id = @id and version = @Was",
            new { view.Number, view.Name.Zh, view.Name.En, view.Description, view.Version, tx.NowMicros, Actor = call.Actor.ToString(), id, Was = was.Version });
        return isSaved ? await SavedAsync(call, view, tx) : Edits.Changed;
    }

    private static async Task<Refusal?> WrongAsync(CoreTransaction tx, BackCategoryView view)
    {
        if (Words.Check(view.Name, "name") is { } nameless) return nameless;
        if (view.Level < LevelMax && view.Specs.Count + view.Attributes.Count + view.BrandIds.Count > 0)
            return Refusal.Conflict("category-not-leaf", $"found specifications, attributes or brands on level {view.Level}; they attach to level {LevelMax}");
        var names = view.Specs.Concat(view.Attributes).ToList();
        if (names.Distinct().Count() != names.Count) return Refusal.Invalid("field-twice", "a specification or attribute is named twice; expected once");
        foreach (var brand in view.BrandIds)
            if (await tx.FindAsync<string>("select id from product_brand where id = @brand", new { brand }) is null) return Refusal.NotFound("brand", brand);
        return null;
    }

    private async Task<BackCategoryView> SavedAsync(Call call, BackCategoryView view, CoreTransaction tx)
    {
        await tx.ExecuteAsync("delete from product_category_field where category_id = @Id", new { view.Id });
        foreach (var (kind, names) in new[] { (CategoryField.Spec, view.Specs), (CategoryField.Attribute, view.Attributes) })
            foreach (var name in names) await tx.ExecuteAsync("insert into product_category_field (category_id, name, kind) values (@Id, @name, @kind)", new { view.Id, name, kind });
        await tx.ExecuteAsync("delete from product_category_brand where category_id = @Id", new { view.Id });
        foreach (var brand in view.BrandIds.Distinct()) await tx.ExecuteAsync("insert into product_category_brand (category_id, brand_id) values (@Id, @brand)", new { view.Id, brand });
        tx.Emit(ProductEvents.Header(ids.Next(), tx, view.Id, view.Version, call), new BackCategorySaved(view.Id, view.ParentId, view.Level, view.Name));
        return view;
    }
}
