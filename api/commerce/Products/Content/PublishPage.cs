using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

/// <summary>Staff publish the page that they have before their eyes, or withdraw it.</summary>
/// <remarks>Catalogue CNT-01: an unpublished page is never served.</remarks>
internal sealed class PublishPage(IdSource ids)
{
    public Task<Outcome<PageView>> PublishAsync(Call call, Nothing body, CoreTransaction tx) =>
        RunAsync(call, tx, "published = draft, published_zh = title_zh, published_en = title_en");

    public Task<Outcome<PageView>> WithdrawAsync(Call call, Nothing body, CoreTransaction tx) =>
        RunAsync(call, tx, "published = null, published_zh = null, published_en = null");

    private async Task<Outcome<PageView>> RunAsync(Call call, CoreTransaction tx, string change)
    {
        var id = call.Path("id");
        if (await PageViews.MaybeAsync(tx, id) is not { } was) return Refusal.NotFound("page", id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        var isSaved = await tx.ExecuteOneAsync($"update content_page set {change}, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @id and version = @Version", new { tx.NowMicros, Actor = call.Actor.ToString(), id, was.Version });
        if (!isSaved) return Edits.Changed;
        var row = await PageViews.FindAsync(tx, id);
        var blocks = row.Published is { } published ? Words.ParseList<PageBlock>(published).Count : 0;
        tx.Emit(ProductEvents.Header(ids.Next(), tx, id, row.Version, call), new PagePublished(id, row.Slug, row.Version, blocks));
        return row.ToView();
    }
}
