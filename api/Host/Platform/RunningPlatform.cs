using RailLife.Commerce;
using RailLife.Host.Trade;
using RailLife.Ingest;
using RailLife.Store;

namespace RailLife.Host.Platform;

/// <summary>Which parts a process runs.</summary>
/// <param name="Serve">Reports, SQL, collector, console.</param>
/// <param name="Commerce">The trade services over HTTP, and the clock that runs their timeouts.</param>
/// <param name="Relay">Takes their events from the outbox to the log.</param>
/// <param name="Collect">The collector alone; <paramref name="Serve"/> has one too.</param>
public sealed record PartSet(bool Ingest = false, bool Build = false, bool Serve = false, bool Commerce = false, bool Relay = false, bool Collect = false)
{
    public static readonly PartSet All = new(true, true, true, true, true);
}

/// <summary>The parts of one process, from start to an orderly stop.</summary>
public sealed class RunningPlatform : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _leases = [];
    private readonly CancellationTokenSource _stop = new();
    private Thread? _buildThread;
    private IAsyncDisposable? _relay;
    private IAsyncDisposable? _timers;
    private CommerceModule? _trade;
    private CollectPart? _collect;

    public IngestService? Ingest { get; private set; }
    public BuildLoop? Build { get; private set; }
    public ServePart? Serve { get; private set; }

    /// <summary>Where the web server listens; null when it does not run here.</summary>
    public string? Url { get; private set; }

    /// <summary>Starts the parts in the order in which data flows; waits for a lease of the data folder that another process holds.</summary>
    public static async Task<RunningPlatform> StartAsync(Installation installation, PartSet parts, CancellationToken ct)
    {
        var running = new RunningPlatform();
        try
        {
            if (parts.Ingest) await running.StartIngestAsync(installation, ct);
            if (parts.Build) await running.StartBuildAsync(installation, ct);
            var trade = parts.Commerce ? await running.StartCommerceAsync(installation, ct) : null;
            if (parts.Relay) await running.StartRelayAsync(installation, ct);
            if (parts.Serve || parts.Commerce)
            {
                running.Serve = new(installation, running.Ingest, running.Build, trade);
                running.Url = await running.Serve.StartAsync(ct);
                trade?.ListensAt(new Uri(running.Url));
            }
            if (parts.Collect)
            {
                running._collect = new(installation);
                running.Url = await running._collect.StartAsync(ct);
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
        if (_collect is not null) await _collect.DisposeAsync();
        if (_timers is not null) await _timers.DisposeAsync();
        if (_trade is not null) await _trade.DisposeAsync();
        if (_relay is not null) await _relay.DisposeAsync();
        if (Ingest is not null) await Ingest.DisposeAsync();
        _buildThread?.Join();
        Build?.Dispose();
        foreach (var lease in _leases) await lease.DisposeAsync();
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

    private async Task<CommerceModule> StartCommerceAsync(Installation installation, CancellationToken ct)
    {
        var module = _trade = new CommerceModule(await installation.CoreAsync(ct), installation.Ids, installation.Keys, installation.Log, installation.Settings.ToCommerce());
        _timers = await UnderLeaseAsync(installation, Leases.Clock, _ => new ClockPart(module.DueWork), ct);
        return module;
    }

    private async Task StartRelayAsync(Installation installation, CancellationToken ct)
    {
        await installation.CoreAsync(ct);
        _relay = await UnderLeaseAsync(installation, Leases.Relay, lost => new RelayPart(installation.Core, installation.Log, lost), ct);
    }

    // What works on the core database is shared by all machines that use that database: there the part comes and goes with the lease.
    private async Task<IAsyncDisposable> UnderLeaseAsync(Installation installation, string name, Func<CancellationToken, IAsyncDisposable> start, CancellationToken ct)
    {
        if (!installation.Core.Dialect.IsSqlite) return new LeasedPart(installation.Core, name, start);
        await TakeAsync(installation, name, ct);
        return start(CancellationToken.None);
    }

    private async Task TakeAsync(Installation installation, string name, CancellationToken ct) =>
        _leases.Add(new FileLease(await Lease.TakeAsync(installation.Settings.Data, name, installation.Clock, holder => Installation.Say($"waiting: {holder?.ToString() ?? name}"), ct)));

    private sealed class FileLease(Lease lease) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lease.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
