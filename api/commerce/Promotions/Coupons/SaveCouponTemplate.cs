using System.Text.Json;
using RailLife.Commerce.Edge;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>Staff or a merchant writes a kind of coupon, or a new version of one; coupons that are out keep theirs.</summary>
/// <remarks>Catalogue CPN-01, CPN-02, CPN-03.</remarks>
internal sealed class SaveCouponTemplate(PromotionsParts parts)
{
    public async Task<Outcome<CouponTemplateView>> AddAsync(Call call, CouponTemplateBody body, CoreTransaction tx)
    {
        var owner = await Owner.OfAsync(parts, tx, call.Actor, body.MerchantId);
        if (!owner.IsDone) return owner.Refusal!;
        return await StoreAsync(call, tx, parts.Ids.Next(), 1, owner.Value, body, States.Draft, 0);
    }

    public async Task<Outcome<CouponTemplateView>> ChangeAsync(Call call, CouponTemplateBody body, CoreTransaction tx)
    {
        var found = await CouponTemplateRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!found.IsDone) return found.Refusal!;
        var row = found.Value;
        if (Edits.Check(call, row.Version) is { } stale) return stale;
        if (body.Kind != row.ToBody().Kind || (body.MerchantId is not null && body.MerchantId != row.MerchantId))
            return Refusal.Conflict("coupon-template-fixed", $"template {row.Id} keeps its kind and its owner; make a new one");
        if (body.IssueMax < row.Issued) return Refusal.Conflict("already-issued", $"found {row.Issued} coupons issued, expected an 'issue_max' of that or more");
        return await StoreAsync(call, tx, row.Id, row.Version + 1, row.Owner, body, row.State, row.Issued);
    }

    private async Task<Outcome<CouponTemplateView>> StoreAsync(Call call, CoreTransaction tx, string id, long version, Owner owner, CouponTemplateBody body, string state, long issued)
    {
        if (body.Check() is { } wrong) return wrong;
        var row = new CouponTemplateRow
        {
            Id = id, Version = version, State = state, MerchantId = owner.MerchantId, CircleId = owner.CircleId, Format = owner.Format, IssueMax = body.IssueMax, Issued = issued,
            IsClaimable = body.IsClaimable ? 1 : 0, ClaimFrom = (body.ClaimFrom ?? DateTimeOffset.UnixEpoch).ToMicros(), ClaimUntil = body.ClaimUntil?.ToMicros() ?? long.MaxValue,
            Body = JsonSerializer.Serialize(body, CommerceJson.Options), SavedAt = tx.NowMicros, Actor = call.Actor.ToString(),
        };
        // The count of issued ones is no edit's business: it moves while somebody edits.
        var isSaved = await tx.ExecuteOneAsync(
            $"""
            insert into coupon_template ({CouponTemplateRow.Columns})
            values (@Id, @Version, @State, @MerchantId, @CircleId, @Format, @IssueMax, 0, @IsClaimable, @ClaimFrom, @ClaimUntil, @Body, @SavedAt, @Actor)
            on conflict (id) do update set version = excluded.version, issue_max = excluded.issue_max, is_claimable = excluded.is_claimable, claim_from = excluded.claim_from,
                claim_until = excluded.claim_until, body = excluded.body, saved_at = excluded.saved_at, actor = excluded.actor
            where coupon_template.version = excluded.version - 1 and (excluded.issue_max is null or coupon_template.issued <= excluded.issue_max)
            """, row);
        if (!isSaved) return Edits.Changed;
        await tx.ExecuteAsync("insert into coupon_template_version (id, version, body, saved_at, actor) values (@Id, @Version, @Body, @SavedAt, @Actor)", row);
        await tx.ExecuteAsync("delete from coupon_happening where template_id = @id", new { id });
        foreach (var happening in (body.Happenings ?? []).Distinct())
            await tx.ExecuteAsync("insert into coupon_happening (happening, template_id) values (@Happening, @id)", new { Happening = States.Word(happening), id });
        tx.Emit(parts.Header(tx, call.Actor, id) with { MerchantId = owner.MerchantId, CircleId = owner.MerchantId is null ? null : owner.CircleId, Format = owner.MerchantId is null ? null : owner.Format },
            new CouponTemplateSaved(id, version, body.Name, States.Word(body.Kind), owner.MerchantId, body.FromMinor ?? 0, body.OffMinor ?? 0, body.PayBasisPoints ?? 10_000, body.IssueMax));
        return row.ToView();
    }
}
