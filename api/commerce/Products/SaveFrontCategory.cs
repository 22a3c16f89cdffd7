using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products;

/// <param name="BackIds">Categories whose goods it shows, of any level: at least one.</param>
/// <param name="IsHidden">Buyers do not see it, whatever goods lie under it.</param>
internal sealed record SaveFrontCategoryBody(string? ParentId, LocalText Name, [Range(0, 1_000_000)] long Position, [Items(1, 1_000)] IReadOnlyList<string> BackIds, bool IsHidden);

internal sealed record FrontCategoryView(string Id, string? ParentId, LocalText Name, long Position, IReadOnlyList<string> BackIds, bool IsHidden, long Version) : IVersioned;

/// <summary>Staff enter, edit, hide or delete a category that buyers see [前台类目]. One front shows many backs, one back is shown by many fronts.</summary>
/// <remarks>Catalogue PRD-02, PRD-04: every front category hangs on a back one.</remarks>
internal sealed class SaveFrontCategory(IdSource ids)
{
    public async Task<Outcome<FrontCategoryView>> CreateAsync(Call call, SaveFrontCategoryBody body, CoreTransaction tx)
    {
        var view = new FrontCategoryView(ids.Next(), body.ParentId, body.Name, body.Position, [.. body.BackIds.Distinct()], body.IsHidden, 1);
        if (await WrongAsync(tx, view) is { } wrong) return wrong;
        await tx.ExecuteAsync(
            "insert into product_front_category (id, parent_id, position, name_zh, name_en, is_hidden, version, updated_at, actor) values (@Id, @ParentId, @Position, @Zh, @En, @Hidden, 1, @NowMicros, @Actor)",
            new { view.Id, view.ParentId, view.Position, view.Name.Zh, view.Name.En, Hidden = view.IsHidden ? 1L : 0L, tx.NowMicros, Actor = call.Actor.ToString() });
        return await SavedAsync(call, view, tx);
    }

    public async Task<Outcome<FrontCategoryView>> EditAsync(Call call, SaveFrontCategoryBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await CategoryViews.FindFrontAsync(tx, id) is not { } was) return Refusal.NotFound("category", id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        var view = new FrontCategoryView(id, body.ParentId, body.Name, body.Position, [.. body.BackIds.Distinct()], body.IsHidden, was.Version + 1);
        if (await WrongAsync(tx, view) is { } wrong) return wrong;
        var isSaved = await tx.ExecuteOneAsync(
            """
            update product_front_category set parent_id = @ParentId, position = @Position, name_zh = @Zh, name_en = @En, is_hidden = @Hidden, version = @Version, updated_at = @NowMicros, actor = @Actor
            where id = @id and version = @Was
            """, new { view.ParentId, view.Position, view.Name.Zh, view.Name.En, Hidden = view.IsHidden ? 1L : 0L, view.Version, tx.NowMicros, Actor = call.Actor.ToString(), id, Was = was.Version });
        return isSaved ? await SavedAsync(call, view, tx) : Edits.Changed;
    }

    public async Task<Outcome<Nothing>> DeleteAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await CategoryViews.FindFrontAsync(tx, id) is not { } was) return Refusal.NotFound("category", id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        if (await tx.GetAsync<long>("select count(*) from product_front_category where parent_id = @id", new { id }) > 0)
            return Refusal.Conflict("category-has-children", $"categories lie under '{id}'; delete or move them first");
        if (!await tx.ExecuteOneAsync("delete from product_front_category where id = @id and version = @Version", new { id, was.Version })) return Edits.Changed;
        await tx.ExecuteAsync("delete from product_front_back where front_id = @id", new { id });
        tx.Emit(ProductEvents.Header(ids.Next(), tx, id, was.Version + 1, call), new FrontCategorySaved(id, was.ParentId, was.Name, was.BackIds, was.IsHidden, IsDeleted: true));
        return new Nothing();
    }

    private static async Task<Refusal?> WrongAsync(CoreTransaction tx, FrontCategoryView view)
    {
        if (Words.Check(view.Name, "name") is { } nameless) return nameless;
        // A front tree of two levels: a parent is itself on top, so no circle can be made.
        if (view.ParentId is { } parent)
        {
            if (await tx.FindAsync<FrontParent>($"select id, parent_id from product_front_category where id = @parent{tx.Dialect.ForShare}", new { parent }) is not { } above) return Refusal.NotFound("category", parent);
            if (above.ParentId is not null || parent == view.Id || await tx.GetAsync<long>("select count(*) from product_front_category where parent_id = @Id", new { view.Id }) > 0)
                return Refusal.Conflict("category-too-deep", $"found a third level under '{parent}'; front categories have two");
        }
        var found = await tx.ListAsync<string>("select id from product_back_category where id in @BackIds", new { view.BackIds });
        return view.BackIds.FirstOrDefault(b => !found.Contains(b)) is { } strange ? Refusal.NotFound("category", strange) : null;
    }

    private async Task<FrontCategoryView> SavedAsync(Call call, FrontCategoryView view, CoreTransaction tx)
    {
        await tx.ExecuteAsync("delete from product_front_back where front_id = @Id", new { view.Id });
        foreach (var back in view.BackIds) await tx.ExecuteAsync("insert into product_front_back (front_id, back_id) values (@Id, @back)", new { view.Id, back });
        tx.Emit(ProductEvents.Header(ids.Next(), tx, view.Id, view.Version, call), new FrontCategorySaved(view.Id, view.ParentId, view.Name, view.BackIds, view.IsHidden, IsDeleted: false));
        return view;
    }

    private sealed record FrontParent
    {
        public string Id { get; init; } = "";
        public string? ParentId { get; init; }
    }
}
