using System.Collections.Concurrent;

namespace RailLife.Ingest;

/// <summary>Running totals of ingest in this process; written by the workers, read by /metrics and the console.</summary>
public sealed class IngestMetrics
{
    private readonly ConcurrentDictionary<string, TopicCounts> _topics = new();
    private readonly ConcurrentDictionary<(string Topic, int Partition), string> _stopped = new();
    private long _commits, _bytes, _lastCommitMicros, _restarts, _dropped;

    /// <summary>Commits to bronze and rejected since the start.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Bytes of Parquet written since the start.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Batches given up because another worker had already committed them.</summary>
    public long DroppedBatches => Interlocked.Read(ref _dropped);

    /// <summary>Times a worker failed and was started again.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>When the last commit was made; null before the first.</summary>
    public DateTimeOffset? LastCommitAt => Interlocked.Read(ref _lastCommitMicros) is > 0 and var micros ? DateTimeOffset.UnixEpoch.AddTicks(micros * 10) : null;

    /// <summary>Totals by topic, of the topics met so far.</summary>
    public IReadOnlyDictionary<string, TopicCounts> Topics => _topics;

    /// <summary>Partitions that stopped for good, with the reason and what to do (a gap in the log).</summary>
    public IReadOnlyDictionary<(string Topic, int Partition), string> Stopped => _stopped;

    public TopicCounts Topic(string topic) => _topics.GetOrAdd(topic, static _ => new TopicCounts());

    internal void Committed(DateTimeOffset at, long bytes)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Exchange(ref _lastCommitMicros, Micros.Of(at));
    }

    internal void DroppedBatch() => Interlocked.Increment(ref _dropped);

    internal void Restarted() => Interlocked.Increment(ref _restarts);

    internal void StoppedAt(string topic, int partition, string reason) => _stopped[(topic, partition)] = reason;

    internal void Resumed(string topic, int partition) => _stopped.TryRemove((topic, partition), out _);
}

/// <summary>Totals of one topic.</summary>
public sealed class TopicCounts
{
    private long _events, _rejected, _lag;

    /// <summary>Events committed to bronze.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Records committed to ods_rejected.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Records in the log that bronze has not seen, as of the last look (every few seconds).</summary>
    public long Lag => Interlocked.Read(ref _lag);

    internal void Add(long events, long rejected)
    {
        Interlocked.Add(ref _events, events);
        Interlocked.Add(ref _rejected, rejected);
    }

    internal void SetLag(long records) => Interlocked.Exchange(ref _lag, records);
}
