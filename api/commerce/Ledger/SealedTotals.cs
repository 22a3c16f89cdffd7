using System.Globalization;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Debits per unit and effective date, of sealed entries only: the others are not told yet.</summary>
internal static class SealedTotals
{
    public static async Task<IEnumerable<CoreTotal>> ReadAsync(CoreTransaction tx) => (await tx.ListAsync<DebitRow>(
        $"""
        select e.effective_date as day, a.unit, count(*) as count, cast(sum(e.amount) as bigint) as amount
        from ledger_entry e join ledger_account a on a.id = e.account_id
        where e.amount > 0 and e.{LedgerTables.OrderKey(tx.Dialect)} < (select coalesce(max(to_key), 0) from ledger_block)
        group by e.effective_date, a.unit
        """)).Select(r => new CoreTotal(DateOnly.ParseExact(r.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), "ledger debits", r.Unit, r.Count, r.Amount));

    private sealed record DebitRow
    {
        public string Day { get; init; } = "";
        public string Unit { get; init; } = "";
        public long Count { get; init; }
        public long Amount { get; init; }
    }
}
