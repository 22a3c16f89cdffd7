using RailLife.EventLog;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Reports.Running;
using RailLife.Warehouse;

namespace RailLife.Host.Http;

/// <summary>How far the data is: per topic log, bronze, doubles, rejected and lag; per model its last build. Read from the log and the lake, so it is right whichever process works.</summary>
/// <param name="builds">The last build of this process; null when it builds nothing or has not yet.</param>
public sealed class PipelineWatch(DeltaLake lake, IEventLog log, ModelGraph graph, QueryEngine queries, Func<BuildReport?> builds, TimeProvider time)
{
    // However many pages look, the log and the lake are asked once a second.
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly LagClock _lag = new(time);
    private readonly GroupCounts _rejected = new(lake, IngestTables.Rejected, "topic, reason", queries);
    private readonly GroupCounts _duplicates = new(lake, IngestTables.Duplicate, "topic, kind", queries);
    private readonly Dictionary<string, ModelResult> _results = new(StringComparer.Ordinal);
    private PipelineHealth? _last;

    /// <summary>The state as JSON, at most a second old.</summary>
    public async ValueTask<byte[]> JsonAsync(CancellationToken ct) => (await ReadAsync(ct)).ToJson();

    /// <summary>The state, at most a second old.</summary>
    public async ValueTask<PipelineHealth> ReadAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (_last is { } last && now - last.AsOf < KeptFor)
                return last;
            return _last = await LookAsync(now, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What was read last, for figures that must not wait; null before the first time.</summary>
    public PipelineHealth? Last => _last;

    private async Task<PipelineHealth> LookAsync(DateTimeOffset now, CancellationToken ct)
    {
        var progress = await IngestProgress.OfAsync(log, lake, ct);
        var rejected = await _rejected.ReadAsync(ct);
        var duplicates = await _duplicates.ReadAsync(ct);
        var topics = progress.GroupBy(p => p.Partition.Topic).Select(t => Topic(t.Key, [.. t], rejected, duplicates)).ToList();
        return new PipelineHealth(now, topics, [.. rejected.Select(r => new RejectedReason(r.First, r.Second, r.Count)).OrderByDescending(r => r.Count)], Models());
    }

    private TopicHealth Topic(string topic, IReadOnlyList<PartitionProgress> partitions, IReadOnlyList<GroupCount> rejected, IReadOnlyList<GroupCount> duplicates)
    {
        var (end, committed, lag) = (partitions.Sum(p => p.End), partitions.Sum(p => p.Committed), partitions.Sum(p => p.Lag));
        var bronze = lake.Table(IngestTables.BronzeOf(topic));
        return new TopicHealth(topic, end, bronze.Exists() ? bronze.Read().Rows ?? 0 : 0, Of(duplicates, topic), Of(rejected, topic), lag, _lag.Seconds(topic, committed, end));
    }

    private static long Of(IReadOnlyList<GroupCount> counts, string topic) => counts.Where(c => c.First == topic).Sum(c => c.Count);

    private List<ModelHealth> Models()
    {
        // A build that had nothing to do for a model says nothing about how long its rows take.
        foreach (var result in builds()?.Models ?? [])
            if (result.Mode != BuildMode.Skip || !_results.TryGetValue(result.Model, out var old) || old.Mode is BuildMode.Failed or BuildMode.Blocked)
                _results[result.Model] = result;
        return [.. graph.Models.Where(m => m.IsStored).Select(m => Model(m, _results.GetValueOrDefault(m.Name)))];
    }

    private ModelHealth Model(ModelFile model, ModelResult? result)
    {
        var table = lake.Table(model.Name);
        var snapshot = table.Exists() ? table.Read() : null;
        var failed = result?.Mode is BuildMode.Failed or BuildMode.Blocked;
        var state = failed ? "failed" : snapshot is null ? "never" : "ok";
        return new ModelHealth(model.Name, state, Mode(result), snapshot?.Timestamp, result?.Millis, snapshot?.Rows, snapshot?.Version, failed ? result!.Reason : null);
    }

    private static string? Mode(ModelResult? result) => result?.Mode switch
    {
        null => null,
        BuildMode.ByKey => "incremental",
        BuildMode.Append => "append",
        BuildMode.Table or BuildMode.Full => "full",
        _ => "none",
    };
}
