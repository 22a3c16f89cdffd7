using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>A member's coupons: those he could use now, and all with their states.</summary>
/// <remarks>Catalogue CPN-10, MBR-07.</remarks>
internal static class HeldCoupons
{
    public static async Task<IReadOnlyList<MemberCoupon>> UsableAsync(CoreTransaction tx, string memberId) =>
        [.. (await tx.ListAsync<HeldCouponRow>($"{HeldCouponRow.Select} where h.member_id = @memberId and h.state = 'issued' and h.valid_from <= @NowMicros and h.valid_until > @NowMicros order by h.id", new { memberId, tx.NowMicros }))
            .Select(r => r.ToMemberCoupon(tx.NowMicros))];

    public static Task<Outcome<Page<MemberCoupon>>> MineAsync(Call call, CoreTransaction tx) => PageAsync(call, tx, call.Actor.Id);

    public static Task<Outcome<Page<MemberCoupon>>> OfMemberAsync(Call call, CoreTransaction tx) => PageAsync(call, tx, call.Path("id"));

    private static async Task<Outcome<Page<MemberCoupon>>> PageAsync(Call call, CoreTransaction tx, string memberId)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<HeldCouponRow>($"{HeldCouponRow.Select} where h.member_id = @memberId and h.id > @After order by h.id limit @Limit", new { memberId, After = page.After ?? "", Limit = page.Limit + 1L });
        return page.Of([.. rows.Select(r => r.ToMemberCoupon(tx.NowMicros))], c => c.Coupon.Id);
    }
}
