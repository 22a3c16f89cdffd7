using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Promotions.Rules;

/// <summary>A rule is put in force for its period, or stopped before its end.</summary>
/// <remarks>Catalogue ACT-19. What orders took of it stays with them.</remarks>
internal static class SwitchPromotion
{
    public static Task<Outcome<PromotionView>> ActivateAsync(Call call, Nothing body, CoreTransaction tx) => ToAsync(call, tx, States.Active);

    public static Task<Outcome<PromotionView>> StopAsync(Call call, Nothing body, CoreTransaction tx) => ToAsync(call, tx, States.Stopped);

    private static async Task<Outcome<PromotionView>> ToAsync(Call call, CoreTransaction tx, string state)
    {
        var found = await PromotionRow.SeenAsync(tx, call.Actor, call.Path("id"));
        if (!found.IsDone) return found.Refusal!;
        if (Edits.Check(call, found.Value.Version) is { } stale) return stale;
        if (state == States.Active && found.Value.EndsAt <= tx.NowMicros)
            return Refusal.Conflict("promotion-ended", $"promotion {found.Value.Id} ended at {found.Value.EndsAt.ToInstant():u}; set a later end first");
        var isDone = await tx.ExecuteOneAsync("update promo_rule set state = @state, actor = @Actor where id = @Id and version = @Version",
            new { state, Actor = call.Actor.ToString(), found.Value.Id, found.Value.Version });
        return isDone ? (found.Value with { State = state, Actor = call.Actor.ToString() }).ToView() : Edits.Changed;
    }
}
