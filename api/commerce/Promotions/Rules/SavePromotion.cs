using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

/// <summary>Staff or a merchant writes a rule, or a new version of one; orders keep the version that priced them.</summary>
/// <remarks>Catalogue ACT-07a to ACT-09, ACT-11, ACT-14, ACT-19. A new rule is a draft until it is activated; an edited one stays in the state it has.</remarks>
internal sealed class SavePromotion(PromotionsParts parts)
{
    public async Task<Outcome<PromotionView>> AddAsync(Call call, PromotionBody body, CoreTransaction tx)
    {
        var owner = await Owner.OfAsync(parts, tx, call.Actor, body.MerchantId);
        if (!owner.IsDone) return owner.Refusal!;
        return await StoreAsync(call, tx, parts.Ids.Next(), 1, owner.Value, body, States.Draft);
    }

    public async Task<Outcome<PromotionView>> ChangeAsync(Call call, PromotionBody body, CoreTransaction tx)
    {
        var found = await PromotionRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!found.IsDone) return found.Refusal!;
        var row = found.Value;
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        var isSame = row.Kind == States.Word(body.Kind) && (body.MerchantId is null || body.MerchantId == row.MerchantId);
        if (!isSame) return Refusal.Conflict("promotion-fixed", $"promotion {row.Id} is a {row.Kind} of {row.MerchantId ?? "the platform"}; kind and owner stay, make a new one");
        return await StoreAsync(call, tx, row.Id, row.Version + 1, row.Owner, body, row.State);
    }

    private static async Task<Outcome<PromotionView>> StoreAsync(Call call, CoreTransaction tx, string id, long version, Owner owner, PromotionBody body, string state)
    {
        if (PromotionMaker.Decide(id, version, owner, body) is { IsDone: false } wrong) return wrong.Refusal!;
        var row = new PromotionRow
        {
            Id = id, Version = version, State = state, Kind = States.Word(body.Kind), MerchantId = owner.MerchantId, CircleId = owner.CircleId, Format = owner.Format,
            StartsAt = body.StartsAt.ToMicros(), EndsAt = body.EndsAt.ToMicros(), AnnouncedAt = (body.AnnouncedAt ?? body.StartsAt).ToMicros(),
            Body = JsonSerializer.Serialize(body, CommerceJson.Options), SavedAt = tx.NowMicros, Actor = call.Actor.ToString(),
        };
        var isSaved = await tx.ExecuteOneAsync(
            $"""
            insert into promo_rule ({PromotionRow.Columns})
            values (@Id, @Version, @State, @Kind, @MerchantId, @CircleId, @Format, @StartsAt, @EndsAt, @AnnouncedAt, @Body, @SavedAt, @Actor)
            on conflict (id) do update set version = excluded.version, starts_at = excluded.starts_at, ends_at = excluded.ends_at, announced_at = excluded.announced_at,
                body = excluded.body, saved_at = excluded.saved_at, actor = excluded.actor
            where promo_rule.version = excluded.version - 1
            """, row);
        if (!isSaved) return Edits.Changed;
        await tx.ExecuteAsync("insert into promo_rule_version (id, version, body, saved_at, actor) values (@Id, @Version, @Body, @SavedAt, @Actor)", row);
        return row.ToView();
    }
}
