using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <param name="Days">For how long; then growth decides again. The rules name the most.</param>
public sealed record SetLevelBody([Text(40)] string Level, [Range(1, 3_650)] int Days, [Text(200)] string Reason);

/// <summary>Staff set a member's level by hand: for a bounded time, with a reason, on record.</summary>
/// <remarks>Catalogue MBR-10.</remarks>
internal sealed class SetLevel(MembersParts parts)
{
    private readonly MemberLevels levels = new(parts);

    public async Task<Outcome<MemberView>> RunAsync(Call call, SetLevelBody body, CoreTransaction tx)
    {
        if (await MemberSight.FindAsync(tx, call.Actor, call.Path("id")) is null || await MemberRow.LockAsync(tx, call.Path("id")) is not { } member) return Refusal.NotFound("member", call.Path("id"));
        if (Edits.Check(call, member.Version) is { } stale) return stale;
        if (string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("bad-reason", "reason: found nothing, expected why");
        var (rules, _) = await GrowthRulesBook.CurrentAsync(tx);
        if (rules.Levels.All(l => l.Code != body.Level)) return Refusal.Invalid("unknown-level", $"level: found '{body.Level}', expected one of {string.Join(", ", rules.Levels.Select(l => l.Code))}");
        if (body.Days > rules.PinDaysMax) return Refusal.Invalid("too-long", $"days: found {body.Days}, expected at most {rules.PinDaysMax}");
        var until = tx.Now.AddDays(body.Days).ToMicros();
        await tx.ExecuteAsync("update member_member set pinned_level = @Level, pinned_until_at = @until, version = version + 1 where id = @Id", new { body.Level, until, member.Id });
        await levels.RefreshAsync(tx, call.Actor, member with { PinnedLevel = body.Level, PinnedUntilAt = until }, body.Reason);
        return MemberView.Of(await MemberRow.FindAsync(tx, member.Id) ?? member);
    }
}
