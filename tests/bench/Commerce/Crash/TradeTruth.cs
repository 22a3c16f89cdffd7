using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>Looks whether everything that clients were told is so, and whether everything fits together.</summary>
internal static class TradeTruth
{
    private const int ShownMax = 5;

    public static async Task<IReadOnlyList<string>> FaultsAsync(CoreDatabase database, Promises promises, CancellationToken ct)
    {
        var faults = new List<string>(promises.Wrong);
        await database.ReadAsync(async tx =>
        {
            foreach (var promise in promises.Made)
                if (await tx.GetAsync<long>($"select count(*) from {promise.What}", promise.Args) != 1) faults.Add($"a client was told that {promise.Said}, and it is not so");
            foreach (var (what, rows) in promises.Effects)
                if (await tx.GetAsync<long>($"select count(*) from {what}") is var found && found != rows) faults.Add($"{rows} calls made one of '{what}' each, found {found}");
            foreach (var (law, sql) in TradeLaws.All)
            {
                var broken = await tx.ListAsync<string>(sql);
                faults.AddRange(broken.Take(ShownMax).Select(b => $"{law}: {b}"));
                if (broken.Count > ShownMax) faults.Add($"{law}: {broken.Count} times in all");
            }
            return 0;
        }, ct);
        var books = await new LedgerVerifier(database).VerifyAsync(ct);
        return [.. faults, .. books.Faults.Select(f => $"ledger: {f}")];
    }

    public static Task<IReadOnlyList<string>> UnsettledAsync(CoreDatabase database, CancellationToken ct) =>
        database.ReadAsync(tx => tx.ListAsync<string>(TradeLaws.Unsettled, new { now = tx.NowMicros }), ct);
}
