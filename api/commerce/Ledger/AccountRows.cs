using RailLife.Store;

namespace RailLife.Commerce.Ledger;

internal static class AccountRows
{
    /// <summary>Writes accounts down when they are posted to for the first time.</summary>
    public static async Task OpenAsync(CoreTransaction tx, IEnumerable<LedgerAccount> accounts)
    {
        var byId = new Dictionary<string, LedgerAccount>(StringComparer.Ordinal);
        foreach (var account in accounts) byId.TryAdd(account.Id, account);
        if (byId.Count == 0) return;
        var known = await tx.ListAsync<string>("select id from ledger_account where id in @Keys", new { byId.Keys });
        if (known.Count == byId.Count) return;
        foreach (var id in known) byId.Remove(id);
        var news = byId.Values.OrderBy(a => a.Id, StringComparer.Ordinal).Select(a => new AccountRow(a.Id, a.Unit, a.Class.ToString(), a.Floor, tx.NowMicros)).ToList();
        await tx.ExecuteAsync("insert into ledger_account (id, unit, class, floor, opened_at) values (@Id, @Unit, @Class, @Floor, @OpenedAt) on conflict do nothing", news);
        await tx.ExecuteAsync("insert into ledger_floor (account_id, balance, held, floor) values (@Id, 0, 0, @Floor) on conflict do nothing", news.Where(a => a.Floor is not null).ToList());
    }

    private sealed record AccountRow(string Id, string Unit, string Class, long? Floor, long OpenedAt);
}
