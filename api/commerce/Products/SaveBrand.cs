using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Products;

internal sealed record SaveBrandBody(LocalText Name);

internal sealed record BrandView(string Id, LocalText Name, long Version) : IVersioned;

internal sealed record BrandList(IReadOnlyList<BrandView> Items);

/// <summary>Staff enter or edit a brand; the leaves that carry it name it.</summary>
/// <remarks>Catalogue PRD-04.</remarks>
internal static class SaveBrand
{
    public static async Task<Outcome<BrandView>> RunAsync(Call call, SaveBrandBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (id.Length > 200) return Refusal.Invalid("bad-brand-id", "brand: expected up to 200 characters");
        if (Words.Check(body.Name, "name") is { } nameless) return nameless;
        var now = await tx.FindAsync<long?>("select version from product_brand where id = @id", new { id });
        if (now is { } version && Edits.Check(call, version) is { } stale) return stale;
        var view = new BrandView(id, body.Name, (now ?? 0) + 1);
        var isSaved = await tx.ExecuteOneAsync(
            """
            insert into product_brand (id, name_zh, name_en, version, updated_at, actor) values (@Id, @Zh, @En, @Version, @NowMicros, @Actor)
            on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, version = excluded.version, updated_at = excluded.updated_at, actor = excluded.actor
            where product_brand.version = excluded.version - 1
            """, new { view.Id, view.Name.Zh, view.Name.En, view.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        return isSaved ? view : Edits.Changed;
    }

    public static async Task<Outcome<BrandList>> ListAsync(Call call, CoreTransaction tx)
    {
        var rows = await tx.ListAsync<BrandRow>("select id, name_zh, name_en, version from product_brand order by id");
        return new BrandList([.. rows.Select(r => new BrandView(r.Id, new LocalText(r.NameZh, r.NameEn), r.Version))]);
    }

    private sealed record BrandRow
    {
        public string Id { get; init; } = "";
        public string? NameZh { get; init; }
        public string? NameEn { get; init; }
        public long Version { get; init; }
    }
}
