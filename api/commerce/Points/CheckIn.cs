using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <param name="Points">Given by this call or, when it is repeated, by the first one of the day.</param>
public sealed record CheckInView(long Points, DateOnly Day);

/// <summary>A member checks in for the day [签到], or shares something: each earns once a day.</summary>
/// <remarks>Catalogue PTS-02. The day's reference is unique, so ten calls at once give what one gives.</remarks>
internal sealed class CheckIn(PointsParts parts, MembersFacade members)
{
    private readonly PointsFacade points = new(parts);

    public Task<Outcome<CheckInView>> RunAsync(Call call, Nothing body, CoreTransaction tx) => OnceAsync(call, tx, EarnKind.SignIn);

    public Task<Outcome<CheckInView>> ShareAsync(Call call, Nothing body, CoreTransaction tx) => OnceAsync(call, tx, EarnKind.Share);

    private async Task<Outcome<CheckInView>> OnceAsync(Call call, CoreTransaction tx, EarnKind kind)
    {
        if (await members.FindAsync(tx, call.Actor.Id) is not { IsActive: true } member) return Refusal.NotFound("member", call.Actor.Id);
        if (member.Kind is MemberKind.Visitor) return Refusal.Conflict("sign-in-first", "a visitor earns no points; sign in with the number of a phone");
        var day = parts.Options.DayOf(tx.Now);
        var reference = $"{Words.Of(kind)}/{member.Id}/{day}";
        await PointsAccount.LockAsync(tx, member.Id);
        // The rules may have changed since the first call of the day: what it gave, it gave.
        if (await LotRow.FindAsync(tx, reference) is { } lot) return new CheckInView(lot.Earned, day.Day);
        var given = await points.EarnByRulesAsync(tx, member.Id, kind, reference, null, member.Level, call.Actor);
        return given.IsDone ? new CheckInView(given.Value, day.Day) : given.Refusal!;
    }
}
