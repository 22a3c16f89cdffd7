using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Prizes;

/// <summary>Staff writes what can be won, edits it, takes it out of use.</summary>
/// <remarks>Catalogue PRZ-01 to PRZ-06. A pack holds prizes that are there already and no pack, so it can hold no circle.</remarks>
internal sealed class SavePrize(PromotionsParts parts)
{
    public Task<Outcome<PrizeView>> AddAsync(Call call, PrizeBody body, CoreTransaction tx) => StoreAsync(call, tx, parts.Ids.Next(), 1, body, true);

    public async Task<Outcome<PrizeView>> ChangeAsync(Call call, PrizeBody body, CoreTransaction tx)
    {
        if (await PrizeRow.FindAsync(tx, call.Path("id")) is not { } row) return Refusal.NotFound("prize", call.Path("id"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        if (row.Kind != States.Word(body.Kind)) return Refusal.Conflict("prize-fixed", $"prize {row.Id} is a {row.Kind} and stays one; make a new one");
        return await StoreAsync(call, tx, row.Id, row.Version + 1, body, row.IsActive == 1);
    }

    public async Task<Outcome<PrizeView>> StopAsync(Call call, Nothing body, CoreTransaction tx)
    {
        if (await PrizeRow.FindAsync(tx, call.Path("id")) is not { } row) return Refusal.NotFound("prize", call.Path("id"));
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        return await StoreAsync(call, tx, row.Id, row.Version + 1, row.ToBody(), false);
    }

    public static async Task<Outcome<Page<PrizeView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<PrizeRow>($"select {PrizeRow.Columns} from prize_definition where id > @After order by id limit @Limit", new { After = page.After ?? "", Limit = page.Limit + 1L });
        var views = new List<PrizeView>();
        foreach (var row in rows) views.Add(await ViewAsync(tx, row));
        return page.Of(views, v => v.Id);
    }

    private static async Task<Outcome<PrizeView>> StoreAsync(Call call, CoreTransaction tx, string id, long version, PrizeBody body, bool isActive)
    {
        if (body.Check() is { } wrong) return wrong;
        foreach (var part in body.Parts ?? [])
            if (await PrizeRow.FindAsync(tx, part.PrizeId) is not { } inside || inside.Kind == States.Word(PrizeKind.GiftPack)) return Refusal.NotFound("prize", part.PrizeId);
        var row = new PrizeRow
        {
            Id = id, Version = version, Kind = States.Word(body.Kind), IsActive = isActive ? 1 : 0, Body = JsonSerializer.Serialize(body, CommerceJson.Options), SavedAt = tx.NowMicros, Actor = call.Actor.ToString(),
        };
        var isSaved = await tx.ExecuteOneAsync(
            $"""
            insert into prize_definition ({PrizeRow.Columns}) values (@Id, @Version, @Kind, @IsActive, @Body, @SavedAt, @Actor)
            on conflict (id) do update set version = excluded.version, is_active = excluded.is_active, body = excluded.body, saved_at = excluded.saved_at, actor = excluded.actor
            where prize_definition.version = excluded.version - 1
            """, row);
        return isSaved ? await ViewAsync(tx, row) : Edits.Changed;
    }

    private static async Task<PrizeView> ViewAsync(CoreTransaction tx, PrizeRow row) => new(row.Id, row.Version, row.IsActive == 1, row.ToBody(),
        row.Kind == States.Word(PrizeKind.ThirdPartyCode) ? await tx.GetAsync<long>("select count(*) from prize_code where prize_id = @Id and grant_id is null", new { row.Id }) : 0);
}
