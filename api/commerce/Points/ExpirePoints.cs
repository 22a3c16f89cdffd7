using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Ends what time has ended: holds first, then lots whose last day is over. What is held stays until it is spent or released.</summary>
/// <remarks>Catalogue PTS-01, law I-19: the entry is the unspent lot.</remarks>
internal sealed class ExpirePoints(CoreDatabase database, PointsParts parts)
{
    private const int TogetherMax = 200;

    private readonly UsePoints use = new(parts);

    /// <returns>Holds released and lots expired.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var holds = await database.ReadAsync(tx => tx.ListAsync<string>(
            "select reference from points_use where state = 'held' and expires_at <= @NowMicros order by expires_at, id limit @TogetherMax", new { tx.NowMicros, TogetherMax }), ct);
        var done = 0;
        foreach (var reference in holds)
            if ((await database.WriteAsync(tx => ReleaseDueAsync(tx, reference), ct)).Value) done++;
        var members = await database.ReadAsync(tx => tx.ListAsync<string>(
            "select distinct member_id from points_lot where remaining > 0 and remaining > held and expires_on < @Today limit @TogetherMax", new { Today = parts.Options.DayOf(tx.Now).ToString(), TogetherMax }), ct);
        foreach (var memberId in members) done += (await database.WriteAsync(tx => ExpireAsync(tx, memberId), ct)).Value;
        return done;
    }

    private async Task<Outcome<bool>> ReleaseDueAsync(CoreTransaction tx, string reference)
    {
        // Spent or released since it was listed: nothing to do.
        if (await UseRow.FindAsync(tx, reference) is not { State: "held" }) return false;
        var released = await use.ReleaseAsync(tx, Actor.Platform, reference);
        return released.IsDone || released.Refusal!.Code == "points-spent" ? released.IsDone : released.Refusal!;
    }

    private async Task<Outcome<int>> ExpireAsync(CoreTransaction tx, string memberId)
    {
        await PointsAccount.LockAsync(tx, memberId);
        var today = parts.Options.DayOf(tx.Now).ToString();
        var over = (await LotRow.FreeAsync(tx, memberId)).Where(l => string.CompareOrdinal(l.ExpiresOn, today) < 0).ToList();
        foreach (var lot in over)
        {
            // Part of a lot can expire today and, when a hold on it is released, the rest tomorrow.
            var reference = $"expired/{lot.Id}/{lot.Expired + lot.Free}";
            var posted = await parts.Ledger.PostAsync(tx, Actor.Platform, new Transfer($"points/{reference}", "points-expired", parts.Today(tx),
                [Posting.Debit(LedgerAccounts.PointsOf(memberId), lot.Free), Posting.Credit(LedgerAccounts.PointsIssued, lot.Free)]));
            if (!posted.IsDone) return posted.Refusal!;
            await tx.ExecuteAsync("update points_lot set remaining = remaining - @Free, expired = expired + @Free where id = @Id", new { lot.Free, lot.Id });
            await PointsAccount.WriteAsync(tx, new EntryRow
            {
                Id = parts.Ids.Next(), MemberId = memberId, Kind = EntryRow.Expired, Points = -lot.Free, Reference = reference, Reason = lot.ExpiresOn, RuleVersion = lot.RuleVersion,
                Actor = Actor.Platform.ToString(), CreatedAt = tx.NowMicros,
            });
            tx.Emit(parts.Header(tx, Actor.Platform, memberId), new PointsExpired(memberId, lot.Free, lot.Reference, DateOnly.ParseExact(lot.ExpiresOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
        }
        return over.Count;
    }
}
