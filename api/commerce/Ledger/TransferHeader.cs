using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>The row of a transfer: whoever writes a reference first has it.</summary>
internal readonly record struct TransferHeader(string Id, bool IsRepeated)
{
    /// <returns>One for each, in the order given.</returns>
    public static async Task<IReadOnlyList<Outcome<TransferHeader>>> ClaimAsync(
        CoreTransaction tx, Actor actor, IReadOnlyList<ClaimedTransfer> transfers, string state, string? reverses, long? expiresAt)
    {
        var by = actor.ToString();
        var settledAt = state == "posted" ? tx.NowMicros : (long?)null;
        var rows = transfers.Select(t => new HeaderRow(
            t.Id, t.Transfer.Reference, t.Transfer.Hash(t.Postings), t.Transfer.Kind, state, Transfer.Day(t.Transfer.EffectiveDate), reverses, by, tx.NowMicros, expiresAt, settledAt)).ToArray();
        // By reference, as everybody claims: two batches that share some wait for each other in one direction only.
        var order = Enumerable.Range(0, rows.Length).OrderBy(i => rows[i].Reference, StringComparer.Ordinal).ToArray();
        var written = await tx.ExecuteEachAsync(
            """
            insert into ledger_transfer (id, reference, request_hash, kind, state, effective_date, reverses, actor, created_at, expires_at, settled_at)
            values (@Id, @Reference, @RequestHash, @Kind, @State, @EffectiveDate, @Reverses, @Actor, @CreatedAt, @ExpiresAt, @SettledAt) on conflict do nothing
            """, Array.ConvertAll(order, i => rows[i]));
        var headers = new Outcome<TransferHeader>[rows.Length];
        for (var i = 0; i < order.Length; i++) headers[order[i]] = new TransferHeader(rows[order[i]].Id, IsRepeated: false);
        var taken = order.Where((_, i) => written[i] == 0).ToList();
        if (taken.Count == 0) return headers;
        var firsts = (await tx.ListAsync<FirstRow>("select id, reference, request_hash from ledger_transfer where reference in @References", new { References = taken.Select(i => rows[i].Reference).ToList() }))
            .ToDictionary(r => r.Reference);
        foreach (var i in taken) headers[i] = Again(rows[i], firsts.GetValueOrDefault(rows[i].Reference));
        return headers;
    }

    private static Outcome<TransferHeader> Again(HeaderRow row, FirstRow? first)
    {
        if (first is null) return Refusal.Conflict("already-reversed", $"the transfer '{row.Reverses}' was reversed before");
        return first.RequestHash == row.RequestHash
            ? new TransferHeader(first.Id, IsRepeated: true)
            : Refusal.Conflict("reference-reused", $"the reference '{row.Reference}' came before with other amounts, accounts or date");
    }

    private sealed record HeaderRow(
        string Id, string Reference, string RequestHash, string Kind, string State, string EffectiveDate, string? Reverses, string Actor, long CreatedAt, long? ExpiresAt, long? SettledAt);

    private sealed record FirstRow
    {
        public string Id { get; init; } = "";
        public string Reference { get; init; } = "";
        public string RequestHash { get; init; } = "";
    }
}
