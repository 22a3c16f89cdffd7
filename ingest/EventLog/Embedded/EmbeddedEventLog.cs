using System.Collections.Concurrent;

namespace RailLife.EventLog.Embedded;

/// <summary>The event log in SQLite files of one folder. Several processes may have it open at once.</summary>
/// <remarks>Layout and reasons: README of this folder's parent.</remarks>
public sealed class EmbeddedEventLog : IEventLog
{
    readonly SegmentFolder folder;
    readonly SegmentWriter writer;
    readonly SegmentRanges ranges;
    readonly LogSignal signal = new();
    readonly TimeProvider clock;
    readonly EmbeddedLogOptions options;
    readonly ConcurrentDictionary<string, int> partitionCounts = new(StringComparer.Ordinal);

    /// <param name="path">Folder of the segments; made when absent.</param>
    /// <param name="warn">Told about full disks and the like, one line each.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public EmbeddedEventLog(string path, TimeProvider clock, EmbeddedLogOptions? options = null, Action<string>? warn = null)
    {
        this.options = options ?? new EmbeddedLogOptions();
        CheckOptions(this.options);
        this.clock = clock;
        folder = new SegmentFolder(path);
        ranges = new SegmentRanges(folder);
        writer = new SegmentWriter(folder, clock, this.options, signal, Metrics, warn ?? (_ => { }));
    }

    public EventLogMetrics Metrics { get; } = new();

    public int PartitionCount(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return partitionCounts.GetOrAdd(topic, EnsureTopic);
    }

    public Task AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled(ct);
        var bytes = EventLogLimits.BytesOf(entries);
        return entries.Count == 0 ? Task.CompletedTask : writer.Append(new AppendRequest(entries, bytes, ct));
    }

    public Task<OffsetRange> RangeAsync(TopicPartition tp, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<OffsetRange>(ct) : Task.FromResult(ranges.Of(tp));

    public IEventConsumer Subscribe(IReadOnlyList<string> topics, IAssignment assignment, ConsumerOptions options)
    {
        if (options.Workers < 1 || options.Worker < 0 || options.Worker >= options.Workers)
            throw new ArgumentOutOfRangeException(nameof(options), $"worker {options.Worker} of {options.Workers}: expected 0 to workers - 1");
        var all = topics.Distinct(StringComparer.Ordinal).SelectMany(t => Enumerable.Range(0, PartitionCount(t)).Select(p => new TopicPartition(t, p)));
        var mine = all.Where((_, i) => i % options.Workers == options.Worker).ToList();
        return new EmbeddedConsumer(folder, signal, TimeSpan.FromMilliseconds(this.options.PollMs), mine, assignment);
    }

    public long Trim(RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed) =>
        SegmentTrim.Run(folder, policy, committed, clock.GetUtcNow());

    public ValueTask DisposeAsync()
    {
        writer.Dispose();
        ranges.Dispose();
        return ValueTask.CompletedTask;
    }

    int EnsureTopic(string topic)
    {
        using (var newest = folder.OpenNewest())
        {
            if (newest.TopicPartitions(topic) is var there and > 0)
                return there;
        }
        SegmentFile? current = null;
        try
        {
            var open = folder.BeginWrite(ref current);
            var count = open.EnsureTopic(topic, options.Partitions);
            open.Commit();
            return count;
        }
        finally
        {
            current?.Dispose();
        }
    }

    static void CheckOptions(EmbeddedLogOptions o)
    {
        if (o.Partitions is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(o), $"EventLog:Partitions is {o.Partitions}; expected 1 to 1000");
        if (o.SegmentBytesMax < 1024 * 1024)
            throw new ArgumentOutOfRangeException(nameof(o), $"EventLog:SegmentBytesMax is {o.SegmentBytesMax}; expected at least 1048576");
        if (o.SegmentAgeMax <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(o), $"EventLog:SegmentAgeMax is {o.SegmentAgeMax}; expected more than 0");
        if (o.PollMs is < 1 or > 10_000 || o.FullDiskRetryMsMax is < 1 or > 600_000)
            throw new ArgumentOutOfRangeException(nameof(o), $"EventLog:PollMs is {o.PollMs} (expected 1 to 10000), FullDiskRetryMsMax {o.FullDiskRetryMsMax} (expected 1 to 600000)");
    }
}
