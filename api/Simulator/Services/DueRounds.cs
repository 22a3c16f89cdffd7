using RailLife.Commerce;

namespace RailLife.Simulator.Services;

/// <summary>The services' due work when the city's clock is not the machine's: run at fixed moments of the city's time, one piece after the other.</summary>
internal sealed class DueRounds(IReadOnlyList<IDueWork> work, CancellationToken ct)
{
    private const int TurnsMax = 10_000;

    /// <summary>What waits for money or stock, and should not wait an hour.</summary>
    private static readonly string[] Often = ["payment-channels", "payment-sandbox", "payment-refunds", "payment-timeouts", "unpaid-orders", "stock-sweep", "ledger-holds"];

    private readonly Dictionary<string, IDueWork> byName = work.ToDictionary(w => w.Name);

    public Task RunOftenAsync() => RunAsync(Often);

    public Task RunAllAsync() => RunAsync([.. work.Select(w => w.Name)]);

    /// <summary>Each of them until nothing of it is due; those that this installation does not have are left out.</summary>
    public async Task RunAsync(params string[] names)
    {
        foreach (var name in names)
        {
            if (!byName.TryGetValue(name, out var piece)) continue;
            for (var turn = 0; turn < TurnsMax && await piece.RunDueAsync(ct) > 0; turn++) { }
        }
    }
}
