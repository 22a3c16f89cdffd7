using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <param name="IsPhysical">Its goods are handed over or shipped; a new merchant of such a format may refund parts of an order.</param>
internal sealed record SaveFormatBody(LocalText Name, bool IsPhysical);

internal sealed record FormatView(string Id, LocalText Name, bool IsPhysical, long Version) : IVersioned;

/// <summary>Staff enter or edit a business format [业态]: online retail, group-buy, take-away, supermarket, housekeeping, property service.</summary>
/// <remarks>Catalogue PLT-06.</remarks>
internal sealed class SaveFormat(IdSource ids)
{
    public async Task<Outcome<FormatView>> RunAsync(Call call, SaveFormatBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (id.Length > 40 || id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            return Refusal.Invalid("bad-format-id", $"format: found '{id}', expected up to 40 small letters, digits and hyphens");
        if (Words.Check(body.Name, "name") is { } nameless) return nameless;
        if (call.Actor.Formats is { } seen && !seen.Contains(id)) return Refusal.NotFound("format", id);

        var now = await tx.FindAsync<long?>("select version from merchant_format where id = @id", new { id });
        if (now is { } version && Edits.Check(call, version) is { } stale) return stale;
        var view = new FormatView(id, body.Name, body.IsPhysical, (now ?? 0) + 1);
        var isSaved = await tx.ExecuteOneAsync(
            """
            insert into merchant_format (id, name_zh, name_en, is_physical, version, updated_at, actor) values (@Id, @Zh, @En, @IsPhysical, @Version, @NowMicros, @Actor)
            on conflict (id) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, is_physical = excluded.is_physical, version = excluded.version,
                updated_at = excluded.updated_at, actor = excluded.actor
            where merchant_format.version = excluded.version - 1
            """, new { view.Id, view.Name.Zh, view.Name.En, IsPhysical = view.IsPhysical ? 1L : 0L, view.Version, tx.NowMicros, Actor = call.Actor.ToString() });
        if (!isSaved) return Edits.Changed;
        tx.Emit(new EventHeader(ids.Next(), MerchantEvents.Source, $"format-{id}", tx.Now) { Format = id, Actor = call.Actor.ToString(), Sequence = view.Version - 1, TraceParent = call.TraceParent },
            new FormatSaved(id, view.Name, view.IsPhysical));
        return view;
    }
}
