using RailLife.Commerce.Edge;
using RailLife.Contracts.Promotions;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>Gives a member a coupon of a template: once per reference, never more than the template has.</summary>
/// <remarks>Catalogue CPN-06, CPN-07; law I-13's sibling: the count of issued coupons is a guarded counter.</remarks>
internal sealed class IssueCoupon(PromotionsParts parts)
{
    /// <param name="reference">Unique for ever: a repeated call gives the first coupon.</param>
    /// <param name="reason">What for; null = the member took it himself.</param>
    public async Task<Outcome<string>> RunAsync(CoreTransaction tx, Actor actor, string templateId, string memberId, string reference, string? reason)
    {
        if (await tx.FindAsync<string>("select id from coupon_held where reference = @reference", new { reference }) is { } first) return first;
        if (await tx.FindAsync<CouponTemplateRow>($"select {CouponTemplateRow.Columns} from coupon_template where id = @templateId", new { templateId }) is not { } template)
            return Refusal.NotFound("coupon-template", templateId);
        var (from, until) = template.ToBody().Validity(tx.Now);
        if (until <= tx.NowMicros) return Refusal.Conflict("coupon-ended", $"coupons of template {templateId} ended at {until.ToInstant():u}");
        return await HoldAsync(tx, actor, template, memberId, reference, reason, from, until, isCounted: true);
    }

    /// <summary>A new coupon in the place of one that ended while its order was out; the template's count does not move.</summary>
    public async Task<Outcome<string>> ReplaceAsync(CoreTransaction tx, Actor actor, HeldCouponRow old, long days)
    {
        var template = await tx.GetAsync<CouponTemplateRow>($"select {CouponTemplateRow.Columns} from coupon_template where id = @TemplateId", new { old.TemplateId });
        return await HoldAsync(tx, actor, template with { Version = old.TemplateVersion }, old.MemberId, $"reissue/{old.Id}", "reissue", tx.NowMicros, tx.Now.AddDays(days).ToMicros(), isCounted: false);
    }

    private async Task<Outcome<string>> HoldAsync(CoreTransaction tx, Actor actor, CouponTemplateRow template, string memberId, string reference, string? reason, long from, long until, bool isCounted)
    {
        var id = parts.Ids.Next();
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into coupon_held (id, template_id, template_version, member_id, state, reference, valid_from, valid_until, issued_at, amount_minor, actor)
            values (@id, @TemplateId, @Version, @memberId, 'issued', @reference, @from, @until, @NowMicros, 0, @Actor) on conflict (reference) do nothing
            """,
            new { id, TemplateId = template.Id, template.Version, memberId, reference, from, until, tx.NowMicros, Actor = actor.ToString() });
        if (!isNew) return await tx.GetAsync<string>("select id from coupon_held where reference = @reference", new { reference });
        var isCountedOrFree = !isCounted || await tx.ExecuteOneAsync(
            "update coupon_template set issued = issued + 1 where id = @Id and state = 'active' and (issue_max is null or issued < issue_max)", new { template.Id });
        if (!isCountedOrFree) return Refusal.Conflict("coupons-gone", $"template {template.Id} is not active, or all {template.IssueMax} of its coupons are out");
        var header = parts.Header(tx, actor, id) with { MemberId = memberId, MerchantId = template.MerchantId };
        if (reason is null) tx.Emit(header, new CouponClaimed(id, template.Id, memberId));
        else tx.Emit(header, new CouponIssued(id, template.Id, memberId, reason));
        return id;
    }
}
