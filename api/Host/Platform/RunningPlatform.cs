using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Store;

namespace RailLife.Host.Platform;

/// <summary>Which parts a process runs.</summary>
public sealed record PartSet(bool Ingest, bool Build, bool Serve)
{
    public static readonly PartSet All = new(true, true, true);
}

/// <summary>The parts of one process, from start to an orderly stop.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly List<Lease> _leases = [];
    private readonly CancellationTokenSource _stop = new();
    private Thread? _buildThread;

    public IngestService? Ingest { get; private set; }
    public BuildLoop? Build { get; private set; }
    public ServePart? Serve { get; private set; }

    /// <summary>Where the web server listens; null when it does not run here.</summary>
    public string? Url { get; private set; }

    /// <summary>Starts the parts in the order in which data flows; waits for a lease that another process holds.</summary>
    public static async Task<RunningPlatform> StartAsync(Installation installation, PartSet parts, CancellationToken ct)
    {
        var running = new RunningPlatform();
        try
        {
            if (parts.Ingest) await running.StartIngestAsync(installation, ct);
            if (parts.Build) await running.StartBuildAsync(installation, ct);
            if (parts.Serve)
            {
                running.Serve = new(installation, running.Ingest, running.Build);
                running.Url = await running.Serve.StartAsync(ct);
            }
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        if (Serve is not null) await Serve.DisposeAsync();
        if (Ingest is not null) await Ingest.DisposeAsync();
        _buildThread?.Join();
        Build?.Dispose();
        foreach (var lease in _leases) lease.Dispose();
        _stop.Dispose();
    }

    private async Task StartIngestAsync(Installation installation, CancellationToken ct)
    {
        // With Kafka several processes share the partitions as one consumer group; the embedded log has one reader.
        if (installation.Settings.Kafka.Bootstrap is null) await TakeAsync(installation, Leases.Ingest, ct);
        Ingest = Leases.NewIngest(installation);
        Ingest.Start();
    }

    private async Task StartBuildAsync(Installation installation, CancellationToken ct)
    {
        await TakeAsync(installation, Leases.Build, ct);
        Build = new(installation);
        _buildThread = new(() => Build.Run(_stop.Token)) { IsBackground = true, Name = "build" };
        _buildThread.Start();
    }

    private async Task TakeAsync(Installation installation, string name, CancellationToken ct) =>
        _leases.Add(await Lease.TakeAsync(installation.Settings.Data, name, installation.Clock, holder => Installation.Say($"waiting: {holder?.ToString() ?? name}"), ct));
}
