using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Coupons;

/// <summary>Coupons of a template begin to be given out, or stop; those that are out stay good.</summary>
/// <remarks>Catalogue CPN-01.</remarks>
internal static class SwitchCouponTemplate
{
    public static Task<Outcome<CouponTemplateView>> ActivateAsync(Call call, Nothing body, CoreTransaction tx) => ToAsync(call, tx, States.Active);

    public static Task<Outcome<CouponTemplateView>> StopAsync(Call call, Nothing body, CoreTransaction tx) => ToAsync(call, tx, States.Stopped);

    private static async Task<Outcome<CouponTemplateView>> ToAsync(Call call, CoreTransaction tx, string state)
    {
        var found = await CouponTemplateRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!found.IsDone) return found.Refusal!;
        if (Edits.Check(call, found.Value.Version) is { } stale) return stale;
        var isDone = await tx.ExecuteOneAsync("update coupon_template set state = @state, actor = @Actor where id = @Id and version = @Version",
            new { state, Actor = call.Actor.ToString(), found.Value.Id, found.Value.Version });
        return isDone ? (found.Value with { State = state, Actor = call.Actor.ToString() }).ToView() : Edits.Changed;
    }
}
