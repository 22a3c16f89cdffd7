using RailLife.Ingest;
using RailLife.Store;

namespace RailLife.Host.Platform;

/// <summary>Waits until everything that is in the log now stands in the libraries. The running platform does the work; where none runs, this process does.</summary>
public static class CatchUp
{
    private const int LookMs = 100;

    /// <exception cref="InvalidOperationException">A model was not published, or a partition of the log cannot be read on.</exception>
    public static async Task RunAsync(Installation installation, CancellationToken ct)
    {
        GiveBack();
        await IngestAsync(installation, ct);
        GiveBack();
        await BuildAsync(installation, BuildLoop.DuplicatesVersion(installation.Lake), ct);
    }

    // What filled the log, and ingest after it, leave garbage behind that nobody collects while the next part's memory, which is not .NET's, grows.
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);

    private static async Task IngestAsync(Installation installation, CancellationToken ct)
    {
        var (lake, data) = (installation.Lake, installation.Settings.Data);
        IngestTables.Create(lake);   // a new data folder has none yet
        var targets = await IngestProgress.OfAsync(installation.Log, lake, ct);
        while (!IngestProgress.Covers(lake, targets))
        {
            // The lease says whether somebody works; a worker that dies leaves it, and then the work falls to this process.
            if (Lease.TryTake(data, Leases.Ingest, installation.Clock) is not { } lease)
            {
                await Task.Delay(LookMs, ct);
                continue;
            }
            using (lease)
            {
                await using var ingest = Leases.NewIngest(installation);
                ingest.Start();
                await ingest.DrainAsync(ct);
            }
        }
    }

    private static async Task BuildAsync(Installation installation, long wanted, CancellationToken ct)
    {
        var data = installation.Settings.Data;
        while (BuildStatus.Read(data) is not { } status || status.Seen < wanted)
        {
            if (Lease.TryTake(data, Leases.Build, installation.Clock) is not { } lease)
            {
                await Task.Delay(LookMs, ct);
                continue;
            }
            using (lease)
            {
                using var build = new BuildLoop(installation);
                build.BuildOnce(new(), ct);
                build.Tidy(ct);
            }
        }
        if (BuildStatus.Read(data) is { Succeeded: false } failed)
            throw new InvalidOperationException(string.Join("; ", failed.Models.Where(m => m.Error is not null).Select(m => $"model {m.Name} was not published: {m.Error}")));
    }
}
