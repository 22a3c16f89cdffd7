using RailLife.Store;

namespace RailLife.Commerce.Ledger;

internal static class AccountRows
{
    /// <summary>Writes the account down when it is posted to for the first time.</summary>
    public static async Task OpenAsync(CoreTransaction tx, LedgerAccount account)
    {
        if (await tx.FindAsync<string>("select id from ledger_account where id = @Id", account) is not null) return;
        await tx.ExecuteAsync("insert into ledger_account (id, unit, class, floor, opened_at) values (@Id, @Unit, @Class, @Floor, @NowMicros) on conflict do nothing",
            new { account.Id, account.Unit, Class = account.Class.ToString(), account.Floor, tx.NowMicros });
        if (account.Floor is { } floor)
            await tx.ExecuteAsync("insert into ledger_floor (account_id, balance, held, floor) values (@Id, 0, 0, @floor) on conflict do nothing", new { account.Id, floor });
    }
}
