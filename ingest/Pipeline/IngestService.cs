using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Ingest of one process: workers that turn the log into bronze, the search for doubles, and the housekeeping beside them.</summary>
/// <remarks>
/// A worker that fails starts again after a pause that doubles; the batch it held is read again from the log. Stopping writes what
/// has been read. Several processes may run against one Kafka group; against the embedded log exactly one may (a lease sees to it).
/// </remarks>
public sealed class IngestService : IAsyncDisposable
{
    private const int DrainPollMs = 15;

    private readonly IngestParts _parts;
    private readonly DuckDbDatabase _database;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Thread> _threads = [];

    /// <param name="duckDb">Of ingest's own instance; <c>Threads</c> is always 1, since each worker brings its thread.</param>
    /// <param name="report">Takes one line about something that an operator should know; null = nobody listens.</param>
    public IngestService(
        IEventLog log, DeltaLake lake, RawSealer sealer, TimeProvider clock, IngestOptions? options = null, DuckDbOptions? duckDb = null, Action<string>? report = null)
    {
        _database = DuckDbDatabase.Open((duckDb ?? ResourceShare.Housekeeping) with { Threads = 1 });
        _parts = new IngestParts(log, lake, _database, (options ?? new IngestOptions()).Checked(), sealer, clock, new IngestMetrics(), report ?? (_ => { }));
    }

    public IngestMetrics Metrics => _parts.Metrics;

    /// <summary>Creates the tables that are missing and starts the threads. Once.</summary>
    public void Start()
    {
        IngestTables.Create(_parts.Lake);
        for (var worker = 0; worker < _parts.Options.Workers; worker++)
        {
            var number = worker;
            Run($"ingest-{number}", () => new IngestWorker(_parts, number).Run(_stop.Token));
        }
        Run("ingest-doubles", () => new DuplicateLoop(_parts).Run(_stop.Token));
        Run("ingest-house", () => new Housekeeping(_parts).Run(_stop.Token));
    }

    /// <summary>Returns when all that is in the log now is in bronze or ods_rejected, and searched for doubles.</summary>
    /// <exception cref="InvalidOperationException">A partition has stopped, so that it never will be.</exception>
    public async Task DrainAsync(CancellationToken ct)
    {
        _parts.Hurry();
        try
        {
            var targets = await IngestProgress.OfAsync(_parts.Log, _parts.Lake, ct);
            while (!IngestProgress.Covers(_parts.Lake, targets))
            {
                ThrowIfStopped();
                await Task.Delay(DrainPollMs, ct);
            }
        }
        finally
        {
            _parts.HurryNoMore();
        }
    }

    /// <summary>Writes what has been read and ends the threads.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        return Task.WhenAll(_threads.Select(t => Task.Factory.StartNew(t.Join, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _database.Dispose();
        _stop.Dispose();
    }

    private void Run(string name, Action body)
    {
        var thread = new Thread(() => body()) { Name = name, IsBackground = true };
        _threads.Add(thread);
        thread.Start();
    }

    private void ThrowIfStopped()
    {
        if (Metrics.Stopped.Values.FirstOrDefault() is { } reason)
        {
            throw new InvalidOperationException($"ingest cannot take in all of the log: {reason}");
        }
        if (_stop.IsCancellationRequested)
        {
            throw new InvalidOperationException("ingest was stopped while somebody waited for it");
        }
    }
}
