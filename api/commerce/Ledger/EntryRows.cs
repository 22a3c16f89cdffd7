using RailLife.Store;

namespace RailLife.Commerce.Ledger;

internal static class EntryRows
{
    /// <summary>Writes the entries of transfers.</summary>
    public static Task WriteAsync(CoreTransaction tx, IEnumerable<BookedTransfer> transfers) => tx.ExecuteAsync(
        "insert into ledger_entry (transfer_id, account_id, amount, effective_date, created_at) values (@TransferId, @AccountId, @Amount, @EffectiveDate, @CreatedAt)",
        transfers.SelectMany(t => t.Postings.Select(p => new Entry(t.Id, p.Account.Id, p.Amount, t.Day, tx.NowMicros))).ToList());

    private sealed record Entry(string TransferId, string AccountId, long Amount, string EffectiveDate, long CreatedAt);
}

/// <param name="Day">Effective date, as stored.</param>
internal readonly record struct BookedTransfer(string Id, string Day, IReadOnlyList<Posting> Postings);
