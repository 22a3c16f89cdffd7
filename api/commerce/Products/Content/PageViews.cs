using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products.Content;

/// <param name="IsPublished">Buyers see a form of it; not always this one.</param>
internal sealed record PageView(string Id, string Slug, LocalText Title, IReadOnlyList<PageBlock> Blocks, bool IsPublished, bool IsChangedSince, long Version) : IVersioned;

internal sealed record PageList(IReadOnlyList<PageView> Items);

internal sealed record PublishedPage(string Slug, LocalText Title, IReadOnlyList<PageBlock> Blocks);

internal sealed record PageRow
{
    public const string Select = "select id, slug, title_zh, title_en, draft, published, published_zh, published_en, version from content_page";

    public string Id { get; init; } = "";
    public string Slug { get; init; } = "";
    public string? TitleZh { get; init; }
    public string? TitleEn { get; init; }
    public string Draft { get; init; } = "[]";
    public string? Published { get; init; }
    public string? PublishedZh { get; init; }
    public string? PublishedEn { get; init; }
    public long Version { get; init; }

    public PageView ToView() => new(Id, Slug, new LocalText(TitleZh, TitleEn), Words.ParseList<PageBlock>(Draft), Published is not null, Published != Draft || PublishedZh != TitleZh || PublishedEn != TitleEn, Version);
}

/// <summary>Questions about pages.</summary>
/// <remarks>Catalogue CNT-01.</remarks>
internal static class PageViews
{
    public static async Task<Outcome<PublishedPage>> PublishedAsync(Call call, CoreTransaction tx)
    {
        var slug = call.Path("slug");
        var row = await tx.FindAsync<PageRow>($"{PageRow.Select} where slug = @slug and published is not null", new { slug });
        return row?.Published is { } published ? new PublishedPage(row.Slug, new LocalText(row.PublishedZh, row.PublishedEn), Words.ParseList<PageBlock>(published)) : Refusal.NotFound("page", slug);
    }

    public static async Task<Outcome<PageList>> AllAsync(Call call, CoreTransaction tx) => new PageList([.. (await tx.ListAsync<PageRow>($"{PageRow.Select} order by slug")).Select(r => r.ToView())]);

    public static async Task<Outcome<PageView>> OneAsync(Call call, CoreTransaction tx) => await MaybeAsync(tx, call.Path("id")) is { } row ? row.ToView() : Refusal.NotFound("page", call.Path("id"));

    public static Task<PageRow?> MaybeAsync(CoreTransaction tx, string id) => tx.FindAsync<PageRow>($"{PageRow.Select} where id = @id", new { id });

    public static Task<PageRow> FindAsync(CoreTransaction tx, string id) => tx.GetAsync<PageRow>($"{PageRow.Select} where id = @id", new { id });
}
