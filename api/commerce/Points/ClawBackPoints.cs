using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Takes given points back: from the lot they came in, then from the others; what is spent already becomes a debt that later points pay first.</summary>
/// <remarks>Catalogue PTS-07, laws I-17, I-20 and I-21. What was given stands in the lot, so today's rules are not asked.</remarks>
internal sealed class ClawBackPoints(PointsParts parts)
{
    /// <summary>Points to take back when one more part of what was paid is refunded: in proportion, downwards; the last part takes the exact rest.</summary>
    /// <param name="refundedMinor">With this refund.</param>
    public static long Decide(LotRow lot, long refundedMinor)
    {
        if (lot.AmountMinor is not > 0) return 0;
        var due = (long)((Int128)lot.Earned * refundedMinor / lot.AmountMinor.Value);
        // What has expired unspent is gone; it is not taken a second time.
        return Math.Max(0, Math.Min(due, lot.Earned - lot.Expired) - lot.TakenBack);
    }

    /// <summary>A refund of a purchase takes back what the purchase gave, in proportion. Nothing happens when it gave nothing.</summary>
    /// <returns>Points taken back, with those that became a debt.</returns>
    public async Task<Outcome<long>> ForRefundAsync(CoreTransaction tx, Actor actor, string memberId, string earnedReference, long refundedMinor, string reference)
    {
        if (refundedMinor < 0) return Refusal.Invalid("bad-amount", $"found a refund of {refundedMinor}, expected 0 or more");
        await PointsAccount.LockAsync(tx, memberId);
        var (before, reused) = await PointsAccount.RepeatedAsync(tx, memberId, EntryRow.ClawedBack, reference);
        if (reused is not null) return reused;
        if (before is not null) return before.Debt - before.Points;
        if (await LotRow.FindAsync(tx, earnedReference) is not { } lot || lot.MemberId != memberId) return 0;
        var total = checked(lot.RefundedMinor + refundedMinor);
        if (total > (lot.AmountMinor ?? 0)) return Refusal.Conflict("refund-over-paid", $"found refunds of {total} minor units together, expected at most the {lot.AmountMinor ?? 0} that points were given for");
        await tx.ExecuteAsync("update points_lot set refunded_minor = @total where id = @Id", new { total, lot.Id });
        return await TakeAsync(tx, actor, memberId, Decide(lot, total), reference, lot);
    }

    /// <summary>Takes back a number of points that the caller has decided.</summary>
    /// <param name="earnedReference">Whose lot is asked first; null = the next to expire.</param>
    public async Task<Outcome<long>> RunAsync(CoreTransaction tx, Actor actor, string memberId, long points, string reference, string? earnedReference)
    {
        if (points is < 0 or > EarnPoints.PointsMax) return Refusal.Invalid("bad-points", $"found {points} points, expected 0 to {EarnPoints.PointsMax}");
        await PointsAccount.LockAsync(tx, memberId);
        var (before, reused) = await PointsAccount.RepeatedAsync(tx, memberId, EntryRow.ClawedBack, reference);
        if (reused is not null) return reused;
        if (before is not null) return before.Debt - before.Points == points ? points : PointsAccount.Reused(reference);
        var lot = earnedReference is null ? null : await LotRow.FindAsync(tx, earnedReference);
        return await TakeAsync(tx, actor, memberId, points, reference, lot?.MemberId == memberId ? lot : null);
    }

    private async Task<Outcome<long>> TakeAsync(CoreTransaction tx, Actor actor, string memberId, long points, string reference, LotRow? earned)
    {
        var lots = await LotRow.FreeAsync(tx, memberId);
        var picked = LotPicker.Pick(lots.OrderByDescending(l => l.Id == earned?.Id), points);
        var taken = picked.Sum(p => p.Points);
        if (points > 0)
        {
            var posted = await parts.Ledger.PostAsync(tx, actor, new Transfer($"points/clawed-back/{reference}", "points-clawed-back", parts.Today(tx),
            [
                Posting.Debit(LedgerAccounts.PointsOf(memberId), taken), Posting.Debit(LedgerAccounts.PointsDebt(memberId), points - taken), Posting.Credit(LedgerAccounts.PointsIssued, points),
            ]));
            if (!posted.IsDone) return posted.Refusal!;
        }
        foreach (var part in picked) await tx.ExecuteAsync("update points_lot set remaining = remaining - @Points where id = @LotId", part);
        if (earned is not null) await tx.ExecuteAsync("update points_lot set taken_back = taken_back + @points where id = @Id", new { points, earned.Id });
        // An entry of 0 too: the reference must not count twice.
        var isWritten = await PointsAccount.WriteAsync(tx, new EntryRow
        {
            Id = parts.Ids.Next(), MemberId = memberId, Kind = EntryRow.ClawedBack, Points = -taken, Debt = points - taken, Reference = reference,
            Reason = earned is null ? "correction" : "refund", RuleVersion = earned?.RuleVersion, Actor = actor.ToString(), CreatedAt = tx.NowMicros,
        });
        if (!isWritten) return PointsAccount.Reused(reference);
        if (points > 0) tx.Emit(parts.Header(tx, actor, memberId), new PointsClawedBack(memberId, points, points - taken, earned?.Reference, reference, earned?.RuleVersion));
        return points;
    }
}
