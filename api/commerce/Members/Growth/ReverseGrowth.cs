using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <summary>A return or a deleted review takes back the growth it gave, under the rules of then, never twice.</summary>
/// <remarks>Catalogue MBR-18, law I-22: after a full return the growth of an order is 0. What is taken back counts at the time it was given, so that both leave the window together.</remarks>
internal sealed class ReverseGrowth(MembersParts parts)
{
    private readonly MemberLevels levels = new(parts);

    /// <summary>Growth to take back with one more refund: what the rest of the amount would not have given.</summary>
    /// <param name="refundedMinor">With this refund; null = the whole thing is undone.</param>
    public static long Decide(GrantRow grant, long? refundedMinor)
    {
        var stays = refundedMinor is { } refunded && grant.AmountMinor > 0 && refunded < grant.AmountMinor
            ? grant.Kind == Words.Of(GrowthKind.Purchase) ? (long)((Int128)(grant.AmountMinor - refunded) * grant.CoefficientBp / 1_000_000) : grant.Points
            : 0;
        return Math.Max(0, grant.Points - stays - grant.ReversedPoints);
    }

    /// <param name="reference">Of the reversal, unique for ever.</param>
    /// <param name="refundedMinor">This refund's part of the amount; null = all that is left.</param>
    /// <returns>Growth taken back; 0 when nothing had been given.</returns>
    public async Task<Outcome<long>> RunAsync(CoreTransaction tx, Actor actor, string memberId, string grantReference, string reference, long? refundedMinor)
    {
        if (refundedMinor < 0) return Refusal.Invalid("bad-amount", $"found a refund of {refundedMinor}, expected 0 or more");
        if (await MemberRow.LockAsync(tx, memberId) is not { } member) return Refusal.NotFound("member", memberId);
        if (await GrowthEntries.FindAsync(tx, reference) is { } before) return before.MemberId == memberId ? -before.Points : Refusal.Conflict("reference-reused", $"the reference '{reference}' came before for another member");
        if (await GrantRow.FindAsync(tx, grantReference) is not { } grant || grant.MemberId != memberId) return 0;
        var refunded = refundedMinor is { } part ? checked(grant.ReversedMinor + part) : grant.AmountMinor;
        if (refunded > grant.AmountMinor) return Refusal.Conflict("refund-over-paid", $"found refunds of {refunded} minor units together, expected at most the {grant.AmountMinor} that growth was given for");
        var back = Decide(grant, refundedMinor is null ? null : refunded);
        await tx.ExecuteAsync("update member_grant set reversed_minor = @refunded, reversed_points = reversed_points + @back where reference = @grantReference", new { refunded, back, grantReference });
        // An entry of 0 too: the reference must not count twice.
        await GrowthEntries.WriteAsync(tx, parts, actor, new GrowthEntry(memberId, "reversal", -back, reference, grantReference, grant.RuleVersion, grant.CountsAt));
        if (back == 0) return 0;
        var total = await levels.RefreshAsync(tx, actor, member, "reversal");
        tx.Emit(parts.Header(tx, actor, memberId), new GrowthReversed(memberId, back, total, grantReference, reference, grant.RuleVersion));
        return back;
    }
}
