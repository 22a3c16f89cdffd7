using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>A member takes a coupon from the coupon centre [领券].</summary>
/// <remarks>Catalogue CPN-07, ACT-01. Two counters hold under any number of calls: all members together, and this one.</remarks>
internal sealed class ClaimCoupon(PromotionsParts parts)
{
    private readonly IssueCoupon issue = new(parts);

    public async Task<Outcome<MemberCoupon>> RunAsync(Call call, Nothing body, CoreTransaction tx)
    {
        var (templateId, memberId) = (call.Path("id"), call.Actor.Id);
        var template = await tx.FindAsync<CouponTemplateRow>($"select {CouponTemplateRow.Columns} from coupon_template where id = @templateId and state = 'active' and is_claimable = 1", new { templateId });
        if (template is null) return Refusal.NotFound("coupon-template", templateId);
        if (template.ClaimFrom > tx.NowMicros || template.ClaimUntil <= tx.NowMicros)
            return Refusal.Conflict("claim-closed", $"coupons of template {templateId} can be taken from {template.ClaimFrom.ToInstant():u} on, for as long as the owner set");
        var most = template.ToBody().ClaimMax;
        await tx.ExecuteAsync("insert into coupon_claim (template_id, member_id, claimed) values (@templateId, @memberId, 0) on conflict do nothing", new { templateId, memberId });
        var isFree = await tx.ExecuteOneAsync("update coupon_claim set claimed = claimed + 1 where template_id = @templateId and member_id = @memberId and claimed < @most", new { templateId, memberId, most });
        if (!isFree) return Refusal.Conflict("claim-limit", $"found {most} coupons of template {templateId} taken already, expected fewer: that is the most for one member");
        // The counter's row is locked, so its value is this claim's own number.
        var number = await tx.GetAsync<long>("select claimed from coupon_claim where template_id = @templateId and member_id = @memberId", new { templateId, memberId });
        var coupon = await issue.RunAsync(tx, call.Actor, templateId, memberId, $"claim/{templateId}/{memberId}/{number}", null);
        if (!coupon.IsDone) return coupon.Refusal!;
        return (await tx.GetAsync<HeldCouponRow>($"{HeldCouponRow.Select} where h.id = @Id", new { Id = coupon.Value })).ToMemberCoupon(tx.NowMicros);
    }
}
