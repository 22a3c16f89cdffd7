using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <summary>Fields that are absent stay as they are.</summary>
internal sealed record ChangeMerchantBody(LocalText? Name, [Range(1, long.MaxValue)] long? CircleId, string? Format, bool? IsPartialRefund);

/// <summary>Staff edit a merchant's information [商户信息管理].</summary>
/// <remarks>Catalogue MCH-06, PLT-06, Z-6.</remarks>
internal sealed class ChangeMerchant(IMerchantFollower follower, IdSource ids)
{
    public async Task<Outcome<MerchantView>> RunAsync(Call call, ChangeMerchantBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        var was = await tx.FindAsync<MerchantRow>($"select {MerchantRow.Columns} from merchant_account where id = @id", new { id });
        if (was is null || !was.IsSeenBy(call.Actor)) return Refusal.NotFound("merchant", id);
        if (was.State != Words.Of(MerchantState.Active)) return Refusals.Deregistered(id);
        if (Edits.Check(call, was.Version) is { } stale) return stale;
        if (body.Name is { } name && Words.Check(name, "name") is { } nameless) return nameless;
        if (body.CircleId is not null && was.Kind == Words.Of(MerchantKind.SelfOperated)) return Refusal.Invalid("invalid-field", "circle_id: found a circle for a self-operated merchant, which belongs to all of them");

        var now = was with
        {
            NameZh = body.Name is null ? was.NameZh : body.Name.Zh, NameEn = body.Name is null ? was.NameEn : body.Name.En, CircleId = body.CircleId ?? was.CircleId,
            Format = body.Format ?? was.Format, IsPartialRefund = body.IsPartialRefund is { } may ? may ? 1 : 0 : was.IsPartialRefund, Version = was.Version + 1,
        };
        // Nobody moves a merchant out of his own sight, or to a place that is not there.
        if (!now.IsSeenBy(call.Actor)) return Refusal.NotFound("circle-or-format", $"{now.CircleId}/{now.Format}");
        if (now.CircleId != -1 && await tx.FindAsync<long?>("select id from merchant_circle where id = @CircleId", new { now.CircleId }) is null) return Refusal.NotFound("circle", $"{now.CircleId}");
        if (await tx.FindAsync<string>("select id from merchant_format where id = @Format", new { now.Format }) is null) return Refusal.NotFound("format", now.Format);
        if ((now.CircleId, now.Format) != (was.CircleId, was.Format) && await CircleFormats.RefuseAsync(tx, now.CircleId, now.Format) is { } elsewhere) return elsewhere;
        var isSaved = await tx.ExecuteOneAsync(
            """
            update merchant_account set name_zh = @NameZh, name_en = @NameEn, circle_id = @CircleId, format = @Format, is_partial_refund = @IsPartialRefund, version = @Version, updated_at = @NowMicros, actor = @Actor
            where id = @Id and version = @Was and state = 'active'
            """,
            new { now.NameZh, now.NameEn, now.CircleId, now.Format, now.IsPartialRefund, now.Version, tx.NowMicros, Actor = call.Actor.ToString(), now.Id, Was = was.Version });
        if (!isSaved) return Edits.Changed;
        if (now.CircleId != was.CircleId || now.Format != was.Format) await follower.MovedAsync(tx, id, now.CircleId, now.Format);
        tx.Emit(MerchantEvents.Header(ids.Next(), call, tx, id, now.CircleId, now.Format, was.Version), new MerchantInfoChanged(id, body.Name, body.Format, body.CircleId is { } circle ? [circle] : null));
        return now.ToView();
    }
}

internal static class Refusals
{
    public static Refusal Deregistered(string merchantId) => Refusal.Conflict("merchant-deregistered", $"merchant '{merchantId}' has left the platform; nothing of it changes any more");
}
