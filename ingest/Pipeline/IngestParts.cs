using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>What all workers of one ingest share.</summary>
/// <param name="Database">An instance of ingest's own, with <c>threads=1</c>: each worker brings its thread.</param>
/// <param name="Report">Takes one line about something that an operator should know.</param>
internal sealed record IngestParts(
    IEventLog Log, DeltaLake Lake, DuckDbDatabase Database, IngestOptions Options, RawSealer Sealer, TimeProvider Clock, IngestMetrics Metrics, Action<string> Report)
{
    private volatile int _hurries;

    public SealedRecords SealedRecords { get; } = new(Sealer);

    /// <summary>From the workers to the search for doubles.</summary>
    public FreshIdentities FreshIdentities { get; } = new();

    /// <summary>Set when bronze has a new version.</summary>
    public AutoResetEvent NewBronze { get; } = new(false);

    /// <summary>Somebody waits for what is in the log: batches are written as soon as the writer is free.</summary>
    public bool FlushNow => _hurries > 0;

    public void Hurry() => Interlocked.Increment(ref _hurries);

    public void HurryNoMore() => Interlocked.Decrement(ref _hurries);
}
