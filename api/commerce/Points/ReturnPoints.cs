using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>A refund gives spent points back: the last spent first, each to the lot it came from; what came from a lot that has expired goes to a new one.</summary>
/// <remarks>
/// Catalogue PTS-07, law I-21: never more than were spent, however many partial refunds. A debt is paid first, as from everything that comes in.
/// A new lot lives for the days that the rules name, so that a late refund does not destroy what it returns.
/// </remarks>
internal sealed class ReturnPoints(PointsParts parts)
{
    /// <param name="useReference">Of the hold or spending whose points come back.</param>
    /// <param name="reference">Of this return: unique for ever.</param>
    public async Task<Outcome<long>> RunAsync(CoreTransaction tx, Actor actor, string memberId, long points, string useReference, string reference)
    {
        if (points is < 0 or > EarnPoints.PointsMax) return Refusal.Invalid("bad-points", $"found {points} points, expected 0 to {EarnPoints.PointsMax}");
        if (points == 0) return 0;
        await PointsAccount.LockAsync(tx, memberId);
        var (before, reused) = await PointsAccount.RepeatedAsync(tx, memberId, EntryRow.Returned, reference);
        if (reused is not null) return reused;
        if (before is not null) return before.Points - before.Debt == points ? points : PointsAccount.Reused(reference);
        if (await UseRow.FindAsync(tx, useReference) is not { State: "spent" } use || use.MemberId != memberId) return Refusal.NotFound("points-use", useReference);
        var spent = (await UseRow.PartsAsync(tx, use.Id)).Reverse().ToList();
        var open = spent.Sum(p => p.Points - p.Returned);
        if (open < points) return Refusal.Conflict("points-over-spent", $"found {open} points of this use that have not come back, expected {points}; return fewer");

        var paid = Math.Min(points, await PointsAccount.DebtAsync(tx, parts, memberId));
        var posted = await parts.Ledger.PostAsync(tx, actor, new Transfer($"points/returned/{reference}", "points-returned", parts.Today(tx),
        [
            Posting.Debit(LedgerAccounts.PointsIssued, points), Posting.Credit(LedgerAccounts.PointsDebt(memberId), paid), Posting.Credit(LedgerAccounts.PointsOf(memberId), points - paid),
        ]));
        if (!posted.IsDone) return posted.Refusal!;
        await GiveBackAsync(tx, spent, points, paid, reference);
        var isWritten = await PointsAccount.WriteAsync(tx, new EntryRow
        {
            Id = parts.Ids.Next(), MemberId = memberId, Kind = EntryRow.Returned, Points = points - paid, Debt = -paid, Reference = reference, Reason = use.UsedFor, Actor = actor.ToString(), CreatedAt = tx.NowMicros,
        });
        if (!isWritten) return PointsAccount.Reused(reference);
        tx.Emit(parts.Header(tx, actor, memberId), new PointsReturned(memberId, points, paid, useReference, reference));
        return points;
    }

    private async Task GiveBackAsync(CoreTransaction tx, IReadOnlyList<UsePartRow> spent, long points, long paid, string reference)
    {
        var today = parts.Today(tx);
        foreach (var part in spent)
        {
            var back = Math.Min(points, part.Points - part.Returned);
            if (back == 0) continue;
            points -= back;
            await tx.ExecuteAsync("update points_use_part set returned = returned + @back where use_id = @UseId and position = @Position", new { back, part.UseId, part.Position });
            var toDebt = Math.Min(paid, back);
            paid -= toDebt;
            if (back == toDebt) continue;
            var lot = await LotRow.GetAsync(tx, part.LotId);
            if (string.CompareOrdinal(lot.ExpiresOn, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) >= 0)
                await tx.ExecuteAsync("update points_lot set remaining = remaining + @Rest where id = @LotId", new { Rest = back - toDebt, part.LotId });
            else await ReviveAsync(tx, lot, back - toDebt, today, $"{reference}/{part.Position}");
        }
    }

    private async Task ReviveAsync(CoreTransaction tx, LotRow lot, long points, DateOnly today, string reference)
    {
        var rules = await PointsRulesBook.CurrentAsync(tx);
        var gift = new PointsGift(lot.MemberId, Words.Parse<EarnKind>(lot.Kind), points, $"revived/{reference}", lot.RuleVersion, today.AddDays(rules.Rules.ReturnedValidDays));
        await EarnPoints.InsertLotAsync(tx, parts, gift, points);
    }
}
