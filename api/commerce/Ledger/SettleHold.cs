using System.Globalization;
using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Second phase of a held transfer: posted, voided or expired, once.</summary>
internal static class SettleHold
{
    private const string Ended = "transfer-not-pending";

    public static async Task<Outcome<string>> PostAsync(CoreTransaction tx, Actor actor, string transferId, long? amount)
    {
        var holds = await HoldsAsync(tx, transferId);
        if (amount is { } part && Decide(transferId, holds, part) is { } wrong) return wrong;
        if (!await tx.ExecuteOneAsync("update ledger_transfer set state = 'posted', settled_at = @NowMicros where id = @transferId and state = 'pending' and expires_at > @NowMicros", new { transferId, tx.NowMicros }))
            return await AgainAsync(tx, transferId, "posted");
        var date = await tx.GetAsync<string>("select effective_date from ledger_transfer where id = @transferId", new { transferId });
        var effective = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await LedgerPeriods.RefuseClosedAsync(tx, LedgerPeriods.Of(effective)) is { } closed) return closed;
        var postings = new List<Posting>();
        foreach (var hold in holds)
        {
            var posting = new Posting(hold.Account, amount is { } some ? Math.Sign(hold.Amount) * some : hold.Amount);
            var setAside = Math.Max(0, -hold.Account.Natural(hold.Amount));
            if (hold.Account.Floor is not null)
                await tx.ExecuteAsync("update ledger_floor set balance = balance + @Natural, held = held - @setAside where account_id = @Id", new { posting.Natural, setAside, hold.Account.Id });
            if (posting.Amount != 0) postings.Add(posting);
        }
        if (postings.Count > 0) await EntryRows.WriteAsync(tx, [new BookedTransfer(transferId, date, postings)]);
        return transferId;
    }

    /// <param name="state"><c>voided</c> or <c>expired</c>.</param>
    public static async Task<Outcome<string>> ReleaseAsync(CoreTransaction tx, string transferId, string state)
    {
        if (!await tx.ExecuteOneAsync("update ledger_transfer set state = @state, settled_at = @NowMicros where id = @transferId and state = 'pending'", new { transferId, state, tx.NowMicros }))
            return await AgainAsync(tx, transferId, state);
        foreach (var hold in await HoldsAsync(tx, transferId))
        {
            var setAside = Math.Max(0, -hold.Account.Natural(hold.Amount));
            if (hold.Account.Floor is not null && setAside > 0)
                await tx.ExecuteAsync("update ledger_floor set held = held - @setAside where account_id = @Id", new { setAside, hold.Account.Id });
        }
        return transferId;
    }

    /// <summary>Ends holds whose time is over.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ExpireDueAsync(CoreTransaction tx, int most)
    {
        var due = await tx.ListAsync<string>("select id from ledger_transfer where state = 'pending' and expires_at <= @NowMicros order by expires_at, id limit @most", new { tx.NowMicros, most });
        foreach (var id in due) await ReleaseAsync(tx, id, "expired");
        return due.Count;
    }

    private static Refusal? Decide(string transferId, IReadOnlyList<Held> holds, long amount)
    {
        if (holds.Count != 2) return Refusal.Invalid("partial-post", $"the transfer '{transferId}' moves {holds.Count} accounts; only one between two can be posted in part");
        var most = Math.Abs(holds[0].Amount);
        return amount < 0 || amount > most ? Refusal.Invalid("amount-over-hold", $"found {amount}, expected 0 to {most}") : null;
    }

    // A repeated call finds what it wanted and is content.
    private static async Task<Outcome<string>> AgainAsync(CoreTransaction tx, string transferId, string wanted)
    {
        var state = await tx.FindAsync<string>("select state from ledger_transfer where id = @transferId", new { transferId });
        if (state is null) return Refusal.NotFound("transfer", transferId);
        return state == wanted ? transferId : Refusal.Conflict(Ended, $"the transfer '{transferId}' is {state}, expected pending");
    }

    private static async Task<IReadOnlyList<Held>> HoldsAsync(CoreTransaction tx, string transferId) =>
        [.. (await tx.ListAsync<HoldRow>(
            """
            select h.account_id, h.amount, a.unit, a.class, a.floor from ledger_hold h join ledger_account a on a.id = h.account_id
            where h.transfer_id = @transferId order by h.account_id
            """, new { transferId })).Select(r => new Held(new LedgerAccount(r.AccountId, r.Unit, Enum.Parse<AccountClass>(r.Class), r.Floor), r.Amount))];

    private sealed record Held(LedgerAccount Account, long Amount);

    private sealed record HoldRow
    {
        public string AccountId { get; init; } = "";
        public long Amount { get; init; }
        public string Unit { get; init; } = "";
        public string Class { get; init; } = "";
        public long? Floor { get; init; }
    }
}
