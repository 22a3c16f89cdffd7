using System.Globalization;
using RailLife.Contracts;
using RailLife.Contracts.Ledger;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

/// <summary>Tells the data platform of booked transfers, as they are sealed: off the path of whoever posts.</summary>
internal static class JournalRows
{
    public static async Task EmitAsync(CoreTransaction tx, long fromKey, long toKey)
    {
        var key = LedgerTables.OrderKey(tx.Dialect);
        var rows = await tx.ListAsync<JournalRow>(
            $"""
            select e.transfer_id, e.account_id, a.class, a.unit, e.amount, e.effective_date, t.reference, t.kind, t.actor, e.created_at
            from ledger_entry e join ledger_transfer t on t.id = e.transfer_id join ledger_account a on a.id = e.account_id
            where e.{key} >= @fromKey and e.{key} < @toKey order by e.{key}, e.position
            """, new { fromKey, toKey });
        foreach (var transfer in rows.GroupBy(r => r.TransferId))
        {
            var first = transfer.First();
            var date = new BusinessDate(DateOnly.ParseExact(first.EffectiveDate, "yyyy-MM-dd", CultureInfo.InvariantCulture));
            // The transfer's own id is the event's: sealed again after a restore, it is the same event.
            tx.Emit(new EventHeader(transfer.Key, "raillife/commerce/ledger", transfer.Key, first.CreatedAt.ToInstant()) { Actor = first.Actor },
                new JournalPosted(transfer.Key, first.Reference, first.Kind, first.Unit, [.. transfer.Select(r => new JournalPosting(r.AccountId, r.Class, r.Amount))], date));
        }
    }

    private sealed record JournalRow
    {
        public string TransferId { get; init; } = "";
        public string AccountId { get; init; } = "";
        public string Class { get; init; } = "";
        public string Unit { get; init; } = "";
        public long Amount { get; init; }
        public string EffectiveDate { get; init; } = "";
        public string Reference { get; init; } = "";
        public string Kind { get; init; } = "";
        public string Actor { get; init; } = "";
        public long CreatedAt { get; init; }
    }
}
