namespace RailLife.EventLog;

/// <summary>One partition of a topic; the unit of order.</summary>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    public override string ToString() => $"{Topic}/{Partition}";
}

/// <summary>One record to append. The key (the aggregate's id, UTF-8) picks the partition.</summary>
public readonly record struct LogEntry(string Topic, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);

/// <summary>Offsets First (included) to Next (excluded, the offset the next record will get).</summary>
public readonly record struct OffsetRange(long First, long Next);

/// <summary>How a consumer shares the partitions.</summary>
/// <param name="Group">Kafka's consumer group; readers of one group share the partitions.</param>
/// <param name="Worker">This worker's number, 0 to <paramref name="Workers"/> - 1: the embedded log splits by it. Kafka splits by the group and ignores it.</param>
/// <param name="Workers">How many workers there are.</param>
public sealed record ConsumerOptions(string Group = "raillife-ingest", int Worker = 0, int Workers = 1);

/// <summary>What may be deleted. Null = no limit of that kind.</summary>
/// <param name="AgeMax">Records older than this may go.</param>
/// <param name="BytesMax">The oldest records may go while the log is larger than this.</param>
public sealed record RetentionPolicy(TimeSpan? AgeMax = null, long? BytesMax = null);

/// <summary>Limits that hold for both logs.</summary>
public static class EventLogLimits
{
    /// <summary>Largest value of one record. Contracts refuse events far below it; the log still carries what they refuse.</summary>
    public const int ValueBytesMax = 4 * 1024 * 1024;

    /// <summary>Bytes of all values; checks each entry.</summary>
    /// <exception cref="ArgumentException">An entry is too large or names no topic.</exception>
    internal static long BytesOf(IReadOnlyList<LogEntry> entries)
    {
        long bytes = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (string.IsNullOrEmpty(entry.Topic))
                throw new ArgumentException($"entry {i} names no topic", nameof(entries));
            if (entry.Value.Length > ValueBytesMax)
                throw new ArgumentException($"entry {i} of {entry.Topic} has {entry.Value.Length} bytes; at most {ValueBytesMax} are taken", nameof(entries));
            bytes += entry.Value.Length;
        }
        return bytes;
    }
}
