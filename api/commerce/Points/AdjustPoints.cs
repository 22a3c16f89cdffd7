using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <param name="Points">Signed and bounded; not 0.</param>
/// <param name="Reference">Of the caller, unique for ever: a repeated call changes nothing.</param>
public sealed record AdjustPointsBody([Range(-100_000, 100_000)] long Points, [Text(200)] string Reason, string Reference);

/// <summary>Staff give or take points by hand: bounded, with a reason, on record.</summary>
/// <remarks>Catalogue MBR-11.</remarks>
internal sealed class AdjustPoints(PointsParts parts, MembersFacade members)
{
    private readonly EarnPoints earn = new(parts);
    private readonly ClawBackPoints clawBack = new(parts);

    public async Task<Outcome<PointsView>> RunAsync(Call call, AdjustPointsBody body, CoreTransaction tx)
    {
        if (body.Points == 0) return Refusal.Invalid("bad-points", "points: found 0, expected a number to give or, negative, to take");
        if (string.IsNullOrWhiteSpace(body.Reason)) return Refusal.Invalid("bad-reason", "reason: found nothing, expected why");
        if (await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is not { } member) return Refusal.NotFound("member", call.Path("id"));
        var reference = $"adjustment/{body.Reference}";
        var isRepeated = await tx.FindAsync<string>("select id from points_entry where reference = @reference", new { reference }) is not null;
        var (rules, version) = await PointsRulesBook.CurrentAsync(tx);
        var done = body.Points > 0
            ? await earn.RunAsync(tx, call.Actor, new PointsGift(member.Id, EarnKind.Adjustment, body.Points, reference, version, parts.Today(tx).AddDays(rules.ValidDays), Reason: body.Reason))
            : await clawBack.RunAsync(tx, call.Actor, member.Id, -body.Points, reference, earnedReference: null);
        if (!done.IsDone) return done.Refusal!;
        if (!isRepeated) tx.Emit(parts.Header(tx, call.Actor, member.Id), new PointsChanged(member.Id, body.Points, body.Reason, reference));
        return await new ReadPoints(parts, members).OneAsync(call, tx);
    }
}
