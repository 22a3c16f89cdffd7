using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>Points that a member puts to use: set aside first (an order), or spent at once (an exchange). The next to expire go first.</summary>
/// <remarks>Catalogue PTS-03. Laws I-17 and I-19: never more than are free, in the order in which they expire.</remarks>
internal sealed class UsePoints(PointsParts parts)
{
    // The ledger's own expiry is a safety net only: the hold here ends first and takes the ledger's with it.
    private static readonly TimeSpan LedgerGrace = TimeSpan.FromDays(1);

    public async Task<Outcome<string>> HoldAsync(CoreTransaction tx, Actor actor, string memberId, long points, string reference, DateTimeOffset expiresAt)
    {
        var begun = await BeginAsync(tx, memberId, points, reference, "held");
        if (!begun.IsDone || begun.Value.RepeatedId is not null) return begun.IsDone ? begun.Value.RepeatedId! : begun.Refusal!;
        var held = await parts.Ledger.HoldAsync(tx, actor, Transfer(tx, memberId, points, reference), expiresAt + LedgerGrace);
        if (!held.IsDone) return held.Refusal!;
        foreach (var part in begun.Value.Parts) await tx.ExecuteAsync("update points_lot set held = held + @Points where id = @LotId", part);
        return await WriteAsync(tx, actor, new UseRow { MemberId = memberId, Points = points, Reference = reference, UsedFor = "order", State = "held", TransferId = held.Value, ExpiresAt = expiresAt.ToMicros() }, begun.Value.Parts);
    }

    /// <param name="usedFor"><c>exchange</c>, <c>points-mall</c>.</param>
    public async Task<Outcome<string>> SpendAsync(CoreTransaction tx, Actor actor, string memberId, long points, string reference, string usedFor)
    {
        var begun = await BeginAsync(tx, memberId, points, reference, "spent");
        if (!begun.IsDone || begun.Value.RepeatedId is not null) return begun.IsDone ? begun.Value.RepeatedId! : begun.Refusal!;
        var posted = await parts.Ledger.PostAsync(tx, actor, Transfer(tx, memberId, points, reference));
        if (!posted.IsDone) return posted.Refusal!;
        foreach (var part in begun.Value.Parts) await tx.ExecuteAsync("update points_lot set remaining = remaining - @Points where id = @LotId", part);
        var use = new UseRow { MemberId = memberId, Points = points, Reference = reference, UsedFor = usedFor, State = "spent", TransferId = posted.Value };
        var written = await WriteAsync(tx, actor, use, begun.Value.Parts);
        return written.IsDone && await NoteSpentAsync(tx, actor, use) is { } refusal ? refusal : written;
    }

    /// <summary>What was held is spent. A repeated call finds it so and is content.</summary>
    public async Task<Outcome<string>> SpendHeldAsync(CoreTransaction tx, Actor actor, string reference)
    {
        if (await LockAsync(tx, reference) is not { } use) return Refusal.NotFound("points-hold", reference);
        if (use.State == "spent") return use.Id;
        if (use.State != "held") return Refusal.Conflict("points-released", "these points were released before they were spent; hold them again");
        var posted = await parts.Ledger.PostHeldAsync(tx, actor, use.TransferId);
        if (!posted.IsDone) return posted.Refusal!;
        await tx.ExecuteAsync("update points_use set state = 'spent', expires_at = null where id = @Id", new { use.Id });
        foreach (var part in await UseRow.PartsAsync(tx, use.Id)) await tx.ExecuteAsync("update points_lot set held = held - @Points, remaining = remaining - @Points where id = @LotId", part);
        return await NoteSpentAsync(tx, actor, use) is { } refusal ? refusal : use.Id;
    }

    /// <summary>What was held is free again; whatever has expired in between leaves with the next expiry.</summary>
    public async Task<Outcome<string>> ReleaseAsync(CoreTransaction tx, Actor actor, string reference)
    {
        if (await LockAsync(tx, reference) is not { } use) return Refusal.NotFound("points-hold", reference);
        if (use.State == "released") return use.Id;
        if (use.State != "held") return Refusal.Conflict("points-spent", "these points are spent; return them instead");
        var voided = await parts.Ledger.VoidAsync(tx, actor, use.TransferId);
        // Expired there already: it is free in the ledger, and is made free here.
        if (!voided.IsDone && voided.Refusal!.Code != "transfer-not-pending") return voided.Refusal!;
        await tx.ExecuteAsync("update points_use set state = 'released', expires_at = null where id = @Id", new { use.Id });
        foreach (var part in await UseRow.PartsAsync(tx, use.Id)) await tx.ExecuteAsync("update points_lot set held = held - @Points where id = @LotId", part);
        return use.Id;
    }

    private async Task<Outcome<Begun>> BeginAsync(CoreTransaction tx, string memberId, long points, string reference, string state)
    {
        if (points is <= 0 or > EarnPoints.PointsMax) return Refusal.Invalid("bad-points", $"found {points} points, expected 1 to {EarnPoints.PointsMax}");
        await PointsAccount.LockAsync(tx, memberId);
        if (await UseRow.FindAsync(tx, reference) is { } before)
            return before.MemberId == memberId && before.Points == points && (before.State == state || (state == "held" && before.State == "spent")) ? new Begun(before.Id, []) : PointsAccount.Reused(reference);
        var today = parts.Options.DayOf(tx.Now).ToString();
        var picked = LotPicker.Pick((await LotRow.FreeAsync(tx, memberId)).Where(l => string.CompareOrdinal(l.ExpiresOn, today) >= 0), points);
        var free = picked.Sum(p => p.Points);
        return free == points ? new Begun(null, picked) : Refusal.Conflict("points-short", $"found {free} points that can be spent, expected {points}; use fewer");
    }

    private Transfer Transfer(CoreTransaction tx, string memberId, long points, string reference) => new($"points/used/{reference}", "points-used", parts.Today(tx),
        [Posting.Debit(LedgerAccounts.PointsOf(memberId), points), Posting.Credit(LedgerAccounts.PointsIssued, points)]);

    private async Task<Outcome<string>> WriteAsync(CoreTransaction tx, Actor actor, UseRow use, IReadOnlyList<LotPart> picked)
    {
        var id = parts.Ids.Next();
        var isWritten = await tx.ExecuteOneAsync(
            """
            insert into points_use (id, reference, member_id, points, used_for, state, transfer_id, expires_at, actor, created_at)
            values (@id, @Reference, @MemberId, @Points, @UsedFor, @State, @TransferId, @ExpiresAt, @Actor, @NowMicros) on conflict do nothing
            """, new { id, use.Reference, use.MemberId, use.Points, use.UsedFor, use.State, use.TransferId, use.ExpiresAt, Actor = actor.ToString(), tx.NowMicros });
        if (!isWritten) return PointsAccount.Reused(use.Reference);
        for (var i = 0; i < picked.Count; i++)
            await tx.ExecuteAsync("insert into points_use_part (use_id, position, lot_id, points, returned) values (@id, @Position, @LotId, @Points, 0)", new { id, Position = (long)i, picked[i].LotId, picked[i].Points });
        return id;
    }

    private async Task<Refusal?> NoteSpentAsync(CoreTransaction tx, Actor actor, UseRow use)
    {
        var isWritten = await PointsAccount.WriteAsync(tx, new EntryRow
        {
            Id = parts.Ids.Next(), MemberId = use.MemberId, Kind = EntryRow.Spent, Points = -use.Points, Reference = $"spent/{use.Reference}", Reason = use.UsedFor, Actor = actor.ToString(), CreatedAt = tx.NowMicros,
        });
        if (!isWritten) return PointsAccount.Reused(use.Reference);
        tx.Emit(parts.Header(tx, actor, use.MemberId), new PointsSpent(use.MemberId, use.Points, use.UsedFor, use.Reference));
        return null;
    }

    private static async Task<UseRow?> LockAsync(CoreTransaction tx, string reference)
    {
        if (await UseRow.FindAsync(tx, reference) is not { } use) return null;
        await PointsAccount.LockAsync(tx, use.MemberId);
        return await UseRow.FindAsync(tx, reference);
    }

    private sealed record Begun(string? RepeatedId, IReadOnlyList<LotPart> Parts);
}
