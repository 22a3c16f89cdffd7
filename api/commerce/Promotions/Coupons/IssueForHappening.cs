using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>Something happened for the first time to a member: he gets what the active templates give for it, once.</summary>
/// <remarks>Catalogue CPN-06. A template that has run out gives nothing and stops nothing.</remarks>
internal sealed class IssueForHappening(PromotionsParts parts)
{
    private readonly IssueCoupon issue = new(parts);

    public async Task<IReadOnlyList<string>> RunAsync(CoreTransaction tx, Actor actor, CouponHappening happening, string memberId)
    {
        var word = States.Word(happening);
        var templates = await tx.ListAsync<string>(
            "select t.id from coupon_happening h join coupon_template t on t.id = h.template_id where h.happening = @word and t.state = 'active' order by t.id", new { word });
        var issued = new List<string>();
        foreach (var template in templates)
        {
            var coupon = await tx.TryAsync(() => issue.RunAsync(tx, actor, template, memberId, $"{word}/{template}/{memberId}", word));
            if (coupon.IsDone) issued.Add(coupon.Value);
        }
        return issued;
    }
}
