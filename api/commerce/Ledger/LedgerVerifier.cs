using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>What a look at all the books came to.</summary>
/// <param name="Faults">What is wrong, a sentence each; empty = the books are right.</param>
public sealed record LedgerVerdict(long Transfers, long Entries, long Blocks, IReadOnlyList<string> Faults);

/// <summary>Looks at every law of the ledger over everything that was ever posted.</summary>
public sealed class LedgerVerifier(CoreDatabase database)
{
    private const int ShownMax = 20;

    public Task<LedgerVerdict> VerifyAsync(CancellationToken ct) => database.ReadAsync(async tx =>
    {
        var faults = new List<string>();
        foreach (var (law, sql) in Laws)
            foreach (var id in await tx.ListAsync<string>($"{sql} limit {ShownMax}")) faults.Add($"{law}: {id}");
        faults.AddRange(await ChainAsync(tx));
        return new LedgerVerdict(
            await tx.GetAsync<long>("select count(*) from ledger_transfer"), await tx.GetAsync<long>("select count(*) from ledger_entry"),
            await tx.GetAsync<long>("select count(*) from ledger_block"), faults);
    }, ct);

    private static readonly (string Law, string Sql)[] Laws =
    [
        ("debits and credits differ in transfer", "select transfer_id from ledger_entry group by transfer_id having sum(amount) <> 0"),
        ("a posted transfer without entries", "select t.id from ledger_transfer t where t.state = 'posted' and not exists (select 1 from ledger_entry e where e.transfer_id = t.id) and not exists (select 1 from ledger_hold h where h.transfer_id = t.id)"),
        ("entries of a transfer that is not posted", "select distinct e.transfer_id from ledger_entry e left join ledger_transfer t on t.id = e.transfer_id where t.state is null or t.state <> 'posted'"),
        ("two units in transfer", "select e.transfer_id from ledger_entry e join ledger_account a on a.id = e.account_id group by e.transfer_id having min(a.unit) <> max(a.unit)"),
        ("below its floor", "select account_id from ledger_floor where balance - held < floor"),
        ("balance is not the sum of entries",
            """
            select f.account_id from ledger_floor f join ledger_account a on a.id = f.account_id
            left join (select account_id, sum(amount) as amount from ledger_entry group by account_id) e on e.account_id = f.account_id
            where f.balance <> coalesce(e.amount, 0) * case when a.class in ('Cost', 'Expense', 'Inventory', 'Receivable', 'ActuallyReceived') then 1 else -1 end
            """),
        ("held is not the sum of pending transfers",
            """
            select f.account_id from ledger_floor f join ledger_account a on a.id = f.account_id
            left join (
                select h.account_id, sum(case when x.class in ('Cost', 'Expense', 'Inventory', 'Receivable', 'ActuallyReceived') then -h.amount else h.amount end) as held
                from ledger_hold h join ledger_transfer t on t.id = h.transfer_id join ledger_account x on x.id = h.account_id
                where t.state = 'pending' and h.amount * (case when x.class in ('Cost', 'Expense', 'Inventory', 'Receivable', 'ActuallyReceived') then 1 else -1 end) < 0
                group by h.account_id) p on p.account_id = f.account_id
            where f.held <> coalesce(p.held, 0)
            """),
    ];

    private static async Task<IReadOnlyList<string>> ChainAsync(CoreTransaction tx)
    {
        var faults = new List<string>();
        var (before, expectedFrom) = (LedgerSealer.Genesis, 0L);
        foreach (var block in await tx.ListAsync<BlockRow>("select number, from_key, to_key, hash from ledger_block order by number"))
        {
            if (block.FromKey != expectedFrom) faults.Add($"block {block.Number} starts at {block.FromKey}, expected {expectedFrom}");
            if (await LedgerSealer.HashAsync(tx, before, block.FromKey, block.ToKey) != block.Hash) faults.Add($"block {block.Number} holds other entries than were sealed");
            (before, expectedFrom) = (block.Hash, block.ToKey);
        }
        var key = LedgerTables.OrderKey(tx.Dialect);
        foreach (var account in await tx.ListAsync<string>(
            $"""
            select s.account_id from ledger_sum s
            left join (select account_id, sum(amount) as amount, count(*) as entries from ledger_entry where {key} < @expectedFrom group by account_id) e on e.account_id = s.account_id
            where s.amount <> coalesce(e.amount, 0) or s.entries <> coalesce(e.entries, 0) limit {ShownMax}
            """, new { expectedFrom })) faults.Add($"the sum behind differs from the entries: {account}");
        return faults;
    }

    private sealed record BlockRow
    {
        public long Number { get; init; }
        public long FromKey { get; init; }
        public long ToKey { get; init; }
        public string Hash { get; init; } = "";
    }
}
