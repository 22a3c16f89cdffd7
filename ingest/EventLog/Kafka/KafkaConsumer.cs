using System.Diagnostics;
using Confluent.Kafka;

namespace RailLife.EventLog.Kafka;

/// <summary>A member of the consumer group. Partitions come and go inside Consume; what was read of a revoked one and not yet handed out is dropped.</summary>
internal sealed class KafkaConsumer : IEventConsumer
{
    static readonly TimeSpan WatermarkMax = TimeSpan.FromSeconds(10);
    readonly IConsumer<Ignore, int> client;
    readonly IAssignment assignment;
    readonly Action<string> warn;
    readonly LastValue value = new();
    readonly LogBatch batch = new();
    readonly Dictionary<TopicPartition, Place> places = [];
    ConsumeResult<Ignore, int>? held;
    Exception? failure;
    bool disposed;

    public KafkaConsumer(Dictionary<string, string> settings, IReadOnlyList<string> topics, IAssignment assignment, Action<string> warn)
    {
        (this.assignment, this.warn) = (assignment, warn);
        client = new ConsumerBuilder<Ignore, int>(settings)
            .SetValueDeserializer(value)
            .SetPartitionsAssignedHandler((_, tps) => Assigned(tps.ConvertAll(Ours)))
            .SetPartitionsRevokedHandler((_, tps) => Revoked(tps.ConvertAll(t => Ours(t.TopicPartition))))
            .SetPartitionsLostHandler((_, tps) => Revoked(tps.ConvertAll(t => Ours(t.TopicPartition))))
            .SetErrorHandler((_, e) => warn($"Kafka consumer: {e.Reason} ({e.Code})"))
            .SetLogHandler((_, m) => warn($"Kafka consumer: {m.Message}"))
            .Build();
        client.Subscribe(topics.Distinct(StringComparer.Ordinal));
    }

    public IReadOnlyCollection<TopicPartition> Assignment => [.. places.Keys];

    public LogBatch? Poll(TimeSpan wait, int maxRecords, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecords, 1);
        batch.Start(default);
        var began = Stopwatch.GetTimestamp();
        while (batch.Count < maxRecords && batch.Bytes < Embedded.SegmentReader.BatchBytesMax)
        {
            ct.ThrowIfCancellationRequested();
            if (batch.Count == 0 && failure is { } earlier)
            {
                failure = null;
                throw earlier;
            }
            var left = batch.Count > 0 ? TimeSpan.Zero : wait - Stopwatch.GetElapsedTime(began);
            var next = held ?? Consume(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            if (next is null)
            {
                if (failure is null && left > TimeSpan.Zero)
                    continue;   // a short slice of the wait is over
                if (batch.Count > 0 || failure is null)
                    break;
                continue;
            }
            held = next;
            if (batch.Count > 0 && Ours(next.TopicPartition) != batch.TopicPartition)
                break;
            Take(next);
        }
        return batch.Count > 0 ? batch : null;
    }

    public void Reassign(TopicPartition tp)
    {
        if (!places.TryGetValue(tp, out var place))
            return;
        Drop();
        (place.Next, place.Stopped) = (First(assignment.Assigned([tp]), tp), false);
        // Assigning the same partitions again discards what was fetched, also for a partition that an error has stopped (Seek refuses that one).
        client.Assign(places.Where(p => !p.Value.Stopped).Select(p => new TopicPartitionOffset(Theirs(p.Key), p.Value.Next)));
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        client.Close();   // hands the partitions back: Revoked is called in here
        if (places.Count > 0)
            Revoked([.. places.Keys]);
        client.Dispose();
    }

    void Take(ConsumeResult<Ignore, int> next)
    {
        held = null;
        var tp = Ours(next.TopicPartition);
        if (!places.TryGetValue(tp, out var place))
            return;
        if (batch.Count == 0)
            batch.Start(tp);
        batch.Add(value.Span, next.Offset.Value, next.Message.Timestamp.UnixTimestampMs * 1000);
        place.Next = next.Offset + 1;
    }

    /// <summary>Null when nothing came; an error is left in <see cref="failure"/> so that records before it are handed out first.</summary>
    ConsumeResult<Ignore, int>? Consume(TimeSpan wait)
    {
        try
        {
            // A slice at a time, so that cancellation is noticed.
            return client.Consume(wait < TimeSpan.FromMilliseconds(100) ? wait : TimeSpan.FromMilliseconds(100));
        }
        catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange or ErrorCode.Local_LogTruncation)
        {
            failure = Gap(Ours(e.ConsumerRecord.TopicPartition));
        }
        catch (ConsumeException e) when (!e.Error.IsFatal && e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_MaxPollExceeded or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport)
        {
            warn($"Kafka consumer waits: {e.Error.Reason} ({e.Error.Code})");
        }
        catch (ConsumeException e)
        {
            failure = new IOException($"Kafka cannot be read: {e.Error.Reason} ({e.Error.Code})", e);
        }
        return null;
    }

    LogGapException? Gap(TopicPartition tp)
    {
        if (!places.TryGetValue(tp, out var place) || place.Stopped)
            return null;
        place.Stopped = true;
        var range = client.QueryWatermarkOffsets(Theirs(tp), WatermarkMax);
        return new LogGapException(tp, place.Next.Value, new OffsetRange(range.Low.Value, range.High.Value));
    }

    IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> tps)
    {
        Drop();
        var offsets = assignment.Assigned(tps);
        foreach (var tp in tps)
            places[tp] = new Place { Next = First(offsets, tp) };
        return tps.ConvertAll(tp => new TopicPartitionOffset(Theirs(tp), places[tp].Next));
    }

    void Revoked(List<TopicPartition> tps)
    {
        Drop();
        foreach (var tp in tps)
            places.Remove(tp);
        if (tps.Count > 0)
            assignment.Revoked(tps);
    }

    /// <summary>Forgets what was read and not handed out; the reader's offsets don't cover it, so it is read again by whoever owns it.</summary>
    void Drop()
    {
        batch.Start(default);
        held = null;
        failure = null;
    }

    static Offset First(IReadOnlyDictionary<TopicPartition, long> offsets, TopicPartition tp) =>
        offsets.TryGetValue(tp, out var offset) ? new Offset(offset) : Offset.Beginning;

    static TopicPartition Ours(Confluent.Kafka.TopicPartition tp) => new(tp.Topic, tp.Partition.Value);

    static Confluent.Kafka.TopicPartition Theirs(TopicPartition tp) => new(tp.Topic, tp.Partition);

    /// <summary>How far one partition was read.</summary>
    sealed class Place
    {
        public Offset Next { get; set; }

        public bool Stopped { get; set; }
    }

    /// <summary>Copies each value into one buffer instead of an array per message; holds the value of the last Consume.</summary>
    sealed class LastValue : IDeserializer<int>
    {
        byte[] bytes = new byte[4096];
        int length;

        public ReadOnlySpan<byte> Span => bytes.AsSpan(0, length);

        public int Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            if (data.Length > bytes.Length)
                bytes = new byte[Math.Max(data.Length, bytes.Length * 2)];
            data.CopyTo(bytes);
            return length = data.Length;
        }
    }
}
