namespace RailLife.EventLog;

/// <summary>The ordered, durable log between those who say that something happened and those who read it. Embedded (SQLite files) or Kafka.</summary>
/// <remarks>Safe for many threads. A topic comes to be when it is first named.</remarks>
public interface IEventLog : IAsyncDisposable
{
    /// <summary>Number of partitions of a topic, at least 1; fixed for the embedded log once the topic exists, the broker's number for Kafka.</summary>
    int PartitionCount(string topic);

    /// <summary>Appends all entries and returns when they are durable. Order is kept per key; the partition is <see cref="KeyPartitioner"/> of the key.</summary>
    /// <remarks>
    /// The memory of the entries must stay unchanged until the task ends. One call is one transaction in the embedded log (all or nothing);
    /// with Kafka a failed call may have appended some of its entries, so a retry can double them: readers tell doubles by the event's identity.
    /// A full disk makes the call wait until there is room or <paramref name="ct"/> is cancelled.
    /// </remarks>
    /// <exception cref="ArgumentException">An entry is larger than <see cref="EventLogLimits.ValueBytesMax"/> or its topic is empty.</exception>
    Task AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct);

    /// <summary>Offsets that can be read now. Both are 0 for a partition that never had a record.</summary>
    Task<OffsetRange> RangeAsync(TopicPartition tp, CancellationToken ct);

    /// <summary>A reader of all partitions of the topics that fall to this worker. It belongs to one thread at a time.</summary>
    IEventConsumer Subscribe(IReadOnlyList<string> topics, IAssignment assignment, ConsumerOptions options);

    /// <summary>Deletes the oldest records that the policy no longer wants and that lie below the committed offsets. A broker keeps its own retention: 0 there.</summary>
    /// <param name="committed">Per partition the next offset that the reader still needs; a partition that is absent needs everything.</param>
    /// <returns>Bytes of disk given back.</returns>
    long Trim(RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed);

    /// <summary>Counters since the log was opened.</summary>
    EventLogMetrics Metrics { get; }
}

/// <summary>A reader of some partitions. One thread at a time; <see cref="IAssignment"/> is called on that thread, inside Poll, Reassign and Dispose.</summary>
public interface IEventConsumer : IDisposable
{
    /// <summary>Next records of ONE partition, in offset order; null when nothing came within <paramref name="wait"/>.</summary>
    /// <remarks>The batch is the consumer's own buffer: valid until the next Poll.</remarks>
    /// <exception cref="LogPartitionException">That partition stops (a gap or damage); the next Poll goes on with the others.</exception>
    LogBatch? Poll(TimeSpan wait, int maxRecords, CancellationToken ct);

    /// <summary>Asks <see cref="IAssignment.Assigned"/> for the partition's offset anew and reads on from there; also starts a stopped partition again.</summary>
    /// <remarks>Nothing happens when the partition is not this consumer's (any more).</remarks>
    void Reassign(TopicPartition tp);

    /// <summary>Partitions this consumer has now, stopped ones included.</summary>
    IReadOnlyCollection<TopicPartition> Assignment { get; }
}

/// <summary>Where reading starts, which only the reader's own store knows (offsets live in the lake).</summary>
public interface IAssignment
{
    /// <summary>First offset to read, per partition. A partition left out starts at the first record there is.</summary>
    IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps);

    /// <summary>Another worker reads these from now on: finish or drop what is unfinished before returning.</summary>
    void Revoked(IReadOnlyList<TopicPartition> tps);
}
