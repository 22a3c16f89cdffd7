using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

/// <param name="Slug">Its name in addresses: small letters, digits, hyphens; it stays.</param>
internal sealed record CreatePageBody(string Slug, LocalText Title, [Items(0, 100)] IReadOnlyList<PageBlock> Blocks);

internal sealed record EditPageBody(LocalText Title, [Items(0, 100)] IReadOnlyList<PageBlock> Blocks);

/// <summary>Staff begin or edit a page; what buyers see stays until it is published.</summary>
/// <remarks>Catalogue CNT-01.</remarks>
internal sealed class SavePage(IdSource ids)
{
    private const int SlugMax = 80;

    public async Task<Outcome<PageView>> CreateAsync(Call call, CreatePageBody body, CoreTransaction tx)
    {
        if (body.Slug.Length > SlugMax || body.Slug.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            return Refusal.Invalid("invalid-field", $"slug: found '{body.Slug}', expected up to {SlugMax} small letters, digits and hyphens");
        if (Words.Check(body.Title, "title") is { } nameless) return nameless;
        if (await PageBlock.WrongAsync(tx, body.Blocks) is { } wrong) return wrong;
        var id = ids.Next();
        var isNew = await tx.ExecuteOneAsync(
            "insert into content_page (id, slug, title_zh, title_en, draft, version, updated_at, actor) values (@id, @Slug, @Zh, @En, @Draft, 1, @NowMicros, @Actor) on conflict do nothing",
            new { id, body.Slug, body.Title.Zh, body.Title.En, Draft = Words.ListOf(body.Blocks), tx.NowMicros, Actor = call.Actor.ToString() });
        return isNew ? (await PageViews.FindAsync(tx, id)).ToView() : Refusal.Conflict("slug-taken", $"a page '{body.Slug}' exists; edit it, or choose another slug");
    }

    public async Task<Outcome<PageView>> EditAsync(Call call, EditPageBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await PageViews.MaybeAsync(tx, id) is not { } was) return Refusal.NotFound("page", id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        if (Words.Check(body.Title, "title") is { } nameless) return nameless;
        if (await PageBlock.WrongAsync(tx, body.Blocks) is { } wrong) return wrong;
        var isSaved = await tx.ExecuteOneAsync(
            "update content_page set title_zh = @Zh, title_en = @En, draft = @Draft, version = version + 1, updated_at = @NowMicros, actor = @Actor where id = @id and version = @Version",
            new { body.Title.Zh, body.Title.En, Draft = Words.ListOf(body.Blocks), tx.NowMicros, Actor = call.Actor.ToString(), id, was.Version });
        return isSaved ? (await PageViews.FindAsync(tx, id)).ToView() : Edits.Changed;
    }
}
