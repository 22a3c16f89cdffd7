using System.Diagnostics;

namespace RailLife.EventLog.Embedded;

/// <summary>The one writing thread of an open log: all calls that wait share one transaction, so one fsync serves them all.</summary>
internal sealed class SegmentWriter : IDisposable
{
    const long TransactionBytesMax = 8 * 1024 * 1024;
    const int FirstRetryMs = 20;
    readonly SegmentFolder folder;
    readonly TimeProvider clock;
    readonly EmbeddedLogOptions options;
    readonly LogSignal signal;
    readonly EventLogMetrics metrics;
    readonly Action<string> warn;
    readonly Queue<AppendRequest> queue = new();
    readonly Dictionary<string, BlockBuilder[]> builders = new(StringComparer.Ordinal);
    readonly Thread thread;
    SegmentFile? segment;
    bool stopping;

    public SegmentWriter(SegmentFolder folder, TimeProvider clock, EmbeddedLogOptions options, LogSignal signal, EventLogMetrics metrics, Action<string> warn)
    {
        (this.folder, this.clock, this.options, this.signal, this.metrics, this.warn) = (folder, clock, options, signal, metrics, warn);
        thread = new Thread(Run) { IsBackground = true, Name = "event log writer" };
        thread.Start();
    }

    public Task Append(AppendRequest request)
    {
        lock (queue)
        {
            ObjectDisposedException.ThrowIf(stopping, this);
            queue.Enqueue(request);
            Monitor.PulseAll(queue);
        }
        return request.Task;
    }

    /// <summary>Writes what waits (a full disk is tried once more, then its writers fail) and stops.</summary>
    public void Dispose()
    {
        lock (queue)
        {
            stopping = true;
            Monitor.PulseAll(queue);
        }
        thread.Join();
        segment?.Dispose();
    }

    void Run()
    {
        var group = new List<AppendRequest>();
        while (NextGroup(group))
        {
            var pauseMs = FirstRetryMs;
            while (group.Count > 0 && TryWrite(group) is { } reason)
            {
                if (!Pause(reason, pauseMs))
                {
                    FailAll(group, new IOException($"the event log stopped while it waited: {reason}"));
                    break;
                }
                pauseMs = Math.Min(pauseMs * 2, options.FullDiskRetryMsMax);
            }
        }
    }

    /// <summary>Waits for calls and takes as many as fit one transaction; false at the end.</summary>
    bool NextGroup(List<AppendRequest> group)
    {
        group.Clear();
        lock (queue)
        {
            while (queue.Count == 0)
            {
                if (stopping)
                    return false;
                Monitor.Wait(queue);
            }
            long bytes = 0;
            while (queue.TryPeek(out var request) && (group.Count == 0 || bytes + request.Bytes <= TransactionBytesMax))
            {
                bytes += request.Bytes;
                group.Add(queue.Dequeue());
            }
        }
        return true;
    }

    /// <summary>Null when the group is settled (written, or failed for good); else why it must be tried again. Nothing is written then.</summary>
    string? TryWrite(List<AppendRequest> group)
    {
        group.RemoveAll(r => !r.Take());
        try
        {
            if (group.Count > 0)
                Write(group);
            foreach (var request in group)
                request.Succeed();
            return null;
        }
        catch (SqliteFailure e) when (e.IsDiskFull || e.IsBusy)
        {
            segment?.RollBack();
            foreach (var request in group)
                request.PutBack();
            return e.Message;
        }
        catch (Exception e)
        {
            segment?.Dispose();   // ends the transaction; the next group opens the file afresh
            segment = null;
            FailAll(group, e);
            return null;
        }
    }

    void Write(List<AppendRequest> group)
    {
        var open = folder.BeginWrite(ref segment);
        var (records, bytes) = Distribute(open, group);
        var used = builders.Values.SelectMany(b => b).Where(b => b.Count > 0).ToList();
        var states = used.ConvertAll(b => open.Find(b.TopicPartition) ?? throw new IOException($"{open.Path} lost its partition {b.TopicPartition}"));
        var now = Micros.Of(clock.GetUtcNow());
        foreach (var state in states)
            now = Math.Max(now, state.LastLoggedAt);   // a clock that steps back does not turn the log's time back
        for (var i = 0; i < used.Count; i++)
            used[i].WriteTo(open, states[i], now);
        open.MarkFirst(now);
        var full = open.Bytes() >= options.SegmentBytesMax || IsOld(open, now);
        if (full)
            open.Close();
        open.Commit();
        metrics.Appended(records, bytes);
        signal.Raise();
        if (full)
            Leave(open);
    }

    (long Records, long Bytes) Distribute(SegmentFile open, List<AppendRequest> group)
    {
        foreach (var builder in builders.Values.SelectMany(b => b))
            builder.Clear();
        long records = 0, bytes = 0;
        string? topic = null;
        BlockBuilder[] partitions = [];
        foreach (var request in group)
        {
            for (var i = 0; i < request.Entries.Count; i++)
            {
                var entry = request.Entries[i];
                if (!string.Equals(entry.Topic, topic, StringComparison.Ordinal))
                    partitions = Builders(open, topic = entry.Topic);
                partitions[KeyPartitioner.PartitionOf(entry.Key.Span, partitions.Length)].Add(entry.Value.Span);
            }
            records += request.Entries.Count;
            bytes += request.Bytes;
        }
        return (records, bytes);
    }

    BlockBuilder[] Builders(SegmentFile open, string topic)
    {
        var count = open.EnsureTopic(topic, options.Partitions);
        if (!builders.TryGetValue(topic, out var partitions) || partitions.Length != count)
            builders[topic] = partitions = [.. Enumerable.Range(0, count).Select(i => new BlockBuilder(new TopicPartition(topic, i)))];
        return partitions;
    }

    bool IsOld(SegmentFile open, long now) => open.FirstLoggedAt() is var first and > 0 && now - first >= Micros.Of(options.SegmentAgeMax);

    void Leave(SegmentFile closed)
    {
        segment = null;
        using (closed)
        {
            try
            {
                closed.EmptyWal();
            }
            catch (SqliteFailure e)
            {
                warn($"segment {closed.Number} keeps its WAL for now: {e.Message}");   // the records are durable in either file
            }
        }
    }

    /// <summary>Waits before the next try; false when the log is being disposed.</summary>
    bool Pause(string reason, int ms)
    {
        metrics.WaitsForRoom();
        warn($"event log cannot write, writers wait and try again in {ms} ms: {reason}");
        var until = Stopwatch.GetTimestamp() + (ms * Stopwatch.Frequency / 1000);
        lock (queue)
        {
            while (!stopping)
            {
                var left = (int)((until - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency);
                if (left <= 0)
                    return true;
                Monitor.Wait(queue, left);
            }
            return false;
        }
    }

    static void FailAll(List<AppendRequest> group, Exception error)
    {
        foreach (var request in group)
            request.Fail(error);
    }
}
