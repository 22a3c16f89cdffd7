using RailLife.Store;

namespace RailLife.Commerce.Ledger;

internal static class LedgerBalances
{
    public static async Task<long> NowAsync(CoreTransaction tx, LedgerAccount account)
    {
        if (account.Floor is not null)
            return await tx.FindAsync<long?>("select balance from ledger_floor where account_id = @Id", account) ?? 0;
        // What is sealed has been summed; only the newest entries are added up here.
        var sealedSum = await tx.FindAsync<long?>("select amount from ledger_sum where account_id = @Id", account) ?? 0;
        var from = await tx.GetAsync<long>("select coalesce(max(to_key), 0) from ledger_block");
        var newest = await tx.GetAsync<long>($"select cast(coalesce(sum(amount), 0) as bigint) from ledger_entry where account_id = @Id and {LedgerTables.OrderKey(tx.Dialect)} >= @from", new { account.Id, from });
        return account.Natural(checked(sealedSum + newest));
    }

    public static async Task<long> AvailableAsync(CoreTransaction tx, LedgerAccount account) =>
        await tx.FindAsync<long?>("select balance - held - floor from ledger_floor where account_id = @Id", account) ?? 0;

    public static async Task<long> AtAsync(CoreTransaction tx, LedgerAccount account, DateOnly date) => account.Natural(
        await tx.GetAsync<long>("select cast(coalesce(sum(amount), 0) as bigint) from ledger_entry where account_id = @Id and effective_date <= @Date", new { account.Id, Date = Transfer.Day(date) }));
}
