using Dapper;
using RailLife.Store;

namespace RailLife.Commerce.Ledger;

internal static class EntryRows
{
    /// <summary>Writes the entries of a transfer in one statement.</summary>
    public static Task WriteAsync(CoreTransaction tx, string transferId, DateOnly effectiveDate, IReadOnlyList<Posting> postings)
    {
        var values = new DynamicParameters(new { transferId, Date = Transfer.Day(effectiveDate), tx.NowMicros });
        for (var i = 0; i < postings.Count; i++)
        {
            values.Add($"a{i}", postings[i].Account.Id);
            values.Add($"m{i}", postings[i].Amount);
        }
        var rows = string.Join(", ", Enumerable.Range(0, postings.Count).Select(i => $"(@transferId, @a{i}, @m{i}, @Date, @NowMicros)"));
        return tx.ExecuteAsync($"insert into ledger_entry (transfer_id, account_id, amount, effective_date, created_at) values {rows}", values);
    }
}
