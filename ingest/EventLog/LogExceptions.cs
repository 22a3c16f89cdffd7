namespace RailLife.EventLog;

/// <summary>One partition cannot be read on; the others can.</summary>
public abstract class LogPartitionException(TopicPartition tp, long wanted, string message) : Exception(message)
{
    public TopicPartition TopicPartition { get; } = tp;

    /// <summary>Offset that was to be read.</summary>
    public long Wanted { get; } = wanted;
}

/// <summary>The offset wanted is not in the log: deleted by retention, or the log is older than its reader (restored from a backup).</summary>
public sealed class LogGapException(TopicPartition tp, long wanted, OffsetRange available)
    : LogPartitionException(tp, wanted,
        $"{tp}: offset {wanted} is wanted, the log holds {available.First} to {available.Next - 1}. "
        + (wanted < available.First
            ? $"{available.First - wanted} records were deleted before they were read; restore them, or accept the loss by setting the reader's offset to {available.First}."
            : "The log is older than its reader: restore the newer log, or move the log away and let its producers send again."))
{
    public OffsetRange Available { get; } = available;
}

/// <summary>The bytes in the log are not those that were written.</summary>
public sealed class LogCorruptException(TopicPartition tp, long wanted, string where, string found)
    : LogPartitionException(tp, wanted, $"{tp}: offset {wanted} in {where} is damaged: {found}. Restore the file from a backup; the other partitions go on.");
