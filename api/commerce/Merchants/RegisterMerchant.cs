using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Merchants;
using RailLife.Store;

namespace RailLife.Commerce.Merchants;

/// <param name="CircleId">Null = all circles, for a self-operated one.</param>
/// <param name="IsPartialRefund">Null = as its format usually does.</param>
/// <param name="ContactMobile">In clear; it is kept as a keyed hash and masked.</param>
internal sealed record RegisterMerchantBody(
    LocalText Name, MerchantKind Kind, [Range(1, long.MaxValue)] long? CircleId, string Format, bool? IsPartialRefund, [Text(20)] string? ContactMobile);

/// <summary>Staff register a merchant; its id is the identity that its people sign in with.</summary>
/// <remarks>Catalogue MCH-01, PLT-06, PLT-08 (a self-operated merchant belongs to circle -1), Z-6.</remarks>
internal sealed class RegisterMerchant(PersonalHash hash, IdSource ids)
{
    public async Task<Outcome<MerchantView>> RunAsync(Call call, RegisterMerchantBody body, CoreTransaction tx)
    {
        if (Words.Check(body.Name, "name") is { } nameless) return nameless;
        if ((body.Kind is MerchantKind.SelfOperated) != (body.CircleId is null))
            return Refusal.Invalid("invalid-field", $"circle_id: found {body.CircleId?.ToString() ?? "none"} with kind {Words.Of(body.Kind)}; expected a circle for an onboarded merchant and none for a self-operated one");
        if (body.ContactMobile is { } given && !Mobile.IsOne(given)) return Refusal.Invalid("invalid-field", "contact_mobile: found something else, expected 8 to 15 digits with or without a leading +");
        var (id, circle) = (ids.Next(), body.CircleId ?? -1);
        if (!call.Actor.Sees(id, circle, body.Format)) return Refusal.NotFound("circle-or-format", $"{circle}/{body.Format}");
        if (circle != -1 && await tx.FindAsync<long?>("select id from merchant_circle where id = @circle", new { circle }) is null) return Refusal.NotFound("circle", $"{circle}");
        if (await tx.FindAsync<long?>("select is_physical from merchant_format where id = @Format", new { body.Format }) is not { } isPhysical) return Refusal.NotFound("format", body.Format);
        if (await CircleFormats.RefuseAsync(tx, circle, body.Format) is { } elsewhere) return elsewhere;

        var row = new MerchantRow
        {
            Id = id, NameZh = body.Name.Zh, NameEn = body.Name.En, Kind = Words.Of(body.Kind), State = Words.Of(MerchantState.Active), CircleId = circle, Format = body.Format,
            IsPartialRefund = body.IsPartialRefund is { } may ? may ? 1 : 0 : isPhysical, ContactMasked = body.ContactMobile is { } mobile ? Mobile.Masked(mobile) : null, Version = 1, RegisteredAt = tx.NowMicros,
        };
        var contactHash = body.ContactMobile is { } clear ? hash.Of(PersonalKind.Mobile, clear) : null;
        await tx.ExecuteAsync(
            """
            insert into merchant_account (id, name_zh, name_en, kind, state, circle_id, format, is_partial_refund, contact_hash, contact_masked, version, registered_at, updated_at, actor)
            values (@Id, @NameZh, @NameEn, @Kind, @State, @CircleId, @Format, @IsPartialRefund, @contactHash, @ContactMasked, @Version, @RegisteredAt, @RegisteredAt, @Actor)
            """,
            new { row.Id, row.NameZh, row.NameEn, row.Kind, row.State, row.CircleId, row.Format, row.IsPartialRefund, contactHash, row.ContactMasked, row.Version, row.RegisteredAt, Actor = call.Actor.ToString() });
        foreach (var region in FreightPrice.Usual) await SaveFreight.InsertAsync(tx, id, region);
        tx.Emit(MerchantEvents.Header(ids.Next(), call, tx, id, circle, body.Format, 0), new MerchantRegistered(id, body.Name, [circle], body.Format, contactHash));
        return row.ToView();
    }
}
