using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Seals committed entries into blocks of a hash chain and sums them per account, behind the postings: nobody who posts waits for it. One at a time.</summary>
/// <remarks>Law I-41. A block is complete for good: it ends below the oldest transaction that still runs.</remarks>
public sealed class LedgerSealer(CoreDatabase database)
{
    internal const string Genesis = "raillife-ledger";

    /// <summary>Seals what is there.</summary>
    /// <returns>Entries sealed.</returns>
    public async Task<long> SealAsync(CancellationToken ct)
    {
        var entries = 0L;
        await database.WriteAsync(async tx => entries = await SealAsync(tx), ct);
        return entries;
    }

    /// <summary>Ends holds whose time is over.</summary>
    public async Task<int> ExpireAsync(CancellationToken ct)
    {
        var ended = 0;
        await database.WriteAsync(async tx => ended = await SettleHold.ExpireDueAsync(tx, most: 200), ct);
        return ended;
    }

    internal static async Task<string> HashAsync(CoreTransaction tx, string before, long fromKey, long toKey)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(before));
        var key = LedgerTables.OrderKey(tx.Dialect);
        var rows = await tx.ListAsync<SealedRow>(
            $"""
            select e.position, e.transfer_id, e.account_id, e.amount, e.effective_date, e.created_at, t.reference, t.kind, t.actor
            from ledger_entry e join ledger_transfer t on t.id = e.transfer_id
            where e.{key} >= @fromKey and e.{key} < @toKey order by e.{key}, e.position
            """, new { fromKey, toKey });
        foreach (var row in rows) hash.AppendData(Encoding.UTF8.GetBytes(row.Line()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<long> SealAsync(CoreTransaction tx)
    {
        var last = await tx.FindAsync<BlockRow>("select number, to_key, hash from ledger_block order by number desc limit 1");
        var (from, to) = (last?.ToKey ?? 0, await LedgerTables.OpenKeyAsync(tx));
        var key = LedgerTables.OrderKey(tx.Dialect);
        var entries = await tx.GetAsync<long>($"select count(*) from ledger_entry where {key} >= @from and {key} < @to", new { from, to });
        if (entries == 0) return 0;
        var hash = await HashAsync(tx, last?.Hash ?? Genesis, from, to);
        await tx.ExecuteAsync("insert into ledger_block (number, from_key, to_key, entries, hash, sealed_at) values (@Number, @from, @to, @entries, @hash, @NowMicros)",
            new { Number = (last?.Number ?? 0) + 1, from, to, entries, hash, tx.NowMicros });
        await tx.ExecuteAsync(
            $"""
            insert into ledger_sum (account_id, amount, entries)
            select account_id, cast(sum(amount) as bigint), count(*) from ledger_entry where {key} >= @from and {key} < @to group by account_id
            on conflict (account_id) do update set amount = ledger_sum.amount + excluded.amount, entries = ledger_sum.entries + excluded.entries
            """, new { from, to });
        await JournalRows.EmitAsync(tx, from, to);
        return entries;
    }

    private sealed record BlockRow
    {
        public long Number { get; init; }
        public long ToKey { get; init; }
        public string Hash { get; init; } = "";
    }

    private sealed record SealedRow
    {
        public long Position { get; init; }
        public string TransferId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public long Amount { get; init; }
        public string EffectiveDate { get; init; } = "";
        public long CreatedAt { get; init; }
        public string Reference { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Actor { get; init; } = "";

        public string Line() => string.Create(CultureInfo.InvariantCulture, $"{Position}|{TransferId}|{AccountId}|{Amount}|{EffectiveDate}|{CreatedAt}|{Reference}|{Kind}|{Actor}\n");
    }
}
