using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Http;
using RailLife.Ingest;
using RailLife.Lake;

namespace RailLife.Host.Platform;

/// <summary>Gathers the way of events from the log to the libraries, for the console's panel and the metrics.</summary>
/// <param name="status">The last build; null before the first.</param>
public sealed class PipelineReport(Installation installation, DuckDbDatabase database, Func<BuildStatus?> status)
{
    private readonly VersionedCounts _duplicates = new(installation.Lake, database, "ods_duplicate", "select topic, '', count(*) from {0} group by all");
    private readonly VersionedCounts _rejected = new(installation.Lake, database, "ods_rejected", "select topic, reason, count(*) from {0} group by all");

    // However many pages look, the log and the lake are asked once a second.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LagClock _lag = new(installation.Clock);
    private PipelineHealth? _last;

    /// <summary>The state, at most a second old.</summary>
    public async Task<PipelineHealth> GatherAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return _last is { } last && installation.Clock.GetUtcNow() - last.AsOf < KeptFor ? last : _last = await LookAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<PipelineHealth> LookAsync(CancellationToken ct)
    {
        var progress = (await IngestProgress.OfAsync(installation.Log, installation.Lake, ct)).ToLookup(p => p.Partition.Topic);
        var (duplicates, rejected) = (_duplicates.Read(), _rejected.Read());
        var topics = Topics.All.Select(topic => new TopicHealth(
            topic,
            progress[topic].Sum(p => p.End),
            Rows(IngestTables.BronzeOf(topic)),
            duplicates.Where(d => d.Topic == topic).Sum(d => d.Count),
            rejected.Where(r => r.Topic == topic && r.Reason != Reasons.IdReused).Sum(r => r.Count),
            progress[topic].Sum(p => p.Lag),
            _lag.Seconds(topic, progress[topic].Sum(p => p.Committed), progress[topic].Sum(p => p.End)))).ToList();
        var reasons = rejected.OrderByDescending(r => r.Count).Select(r => new RejectedReason(r.Topic, r.Reason, r.Count)).ToList();
        return new(installation.Clock.GetUtcNow(), topics, reasons, Models());
    }

    private List<ModelHealth> Models()
    {
        var last = status();
        var built = last?.Models.ToDictionary(m => m.Name) ?? [];
        var newest = BuildLoop.DuplicatesVersion(installation.Lake);
        return [.. installation.Graph.Models.Where(m => m.IsStored).OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => built.TryGetValue(m.Name, out var b)
            ? new ModelHealth(b.Name, b.Error is not null ? "failed" : b.Seen != newest ? "stale" : "ok", ModeWord(b.Mode), b.BuiltAt, b.Millis, Rows(b.Name), b.Version, b.Error)
            : new ModelHealth(m.Name, "never", null, null, null, null, null, null))];
    }

    private static string ModeWord(string mode) => mode switch { "bykey" => "incremental", "table" => "full", "skip" or "failed" or "blocked" => "none", _ => mode };

    private long Rows(string name) =>
        installation.Lake.Table(name) is var table && table.Exists() ? table.Read().Files.Sum(f => f.Stats?.NumRecords ?? 0) : 0;

    /// <summary>Counts of a small table, computed again only when it has a new version.</summary>
    private sealed class VersionedCounts(DeltaLake lake, DuckDbDatabase database, string name, string sql)
    {
        private (long Version, IReadOnlyList<(string Topic, string Reason, long Count)> Rows) _known = (-1, []);

        public IReadOnlyList<(string Topic, string Reason, long Count)> Read()
        {
            var table = lake.Table(name);
            if (!table.Exists() || table.Read() is not { } snapshot || snapshot.Version == _known.Version) return _known.Rows;
            using var connection = database.Connect();
            var rows = connection.Rows(string.Format(null, sql, snapshot.ScanSql())).Select(r => ((string)r[0]!, (string)r[1]!, (long)r[2]!)).ToList();
            _known = (snapshot.Version, rows);
            return rows;
        }
    }
}
