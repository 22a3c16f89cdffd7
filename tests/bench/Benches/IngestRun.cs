using System.Diagnostics;
using RailLife.Host.Platform;
using RailLife.Ingest;

namespace RailLife.Bench.Benches;

/// <summary>One run of ingest over what is in the log.</summary>
internal static class IngestRun
{
    private const int LookMs = 2;

    /// <returns>Time until bronze had all, and until it had been searched for doubles.</returns>
    public static async Task<(TimeSpan Committed, TimeSpan Drained)> RunAsync(Installation installation, CancellationToken ct)
    {
        var share = installation.Share;
        var targets = await IngestProgress.OfAsync(installation.Log, installation.Lake, ct);
        await using var ingest = new IngestService(installation.Log, installation.Lake, installation.Sealer, installation.Clock,
            installation.Settings.ToIngest(share), share.Ingest, Installation.Say);
        var watch = Stopwatch.StartNew();
        ingest.Start();
        while (targets.Any(t => t.Lag > 0 && (IngestProgress.CommittedIn(installation.Lake, t.Partition) ?? 0) < t.End)) await Task.Delay(LookMs, ct);
        var committed = watch.Elapsed;
        await ingest.DrainAsync(ct);
        return (committed, watch.Elapsed);
    }
}
