using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>One partition while this worker holds it: what the lake has of it, and so where reading goes on.</summary>
/// <remarks>
/// A slot lives for one assignment. When the partition is taken away the slot is dropped and rows read under it are never
/// written; a later assignment of the same partition makes a new slot from what the lake says then.
/// </remarks>
internal sealed class PartitionSlot(TopicPartition partition, long? bronzeTxn, long? rejectedTxn, IReadOnlySet<long> alreadyRejected)
{
    private volatile bool _dropped;

    public TopicPartition Partition => partition;

    public string AppId { get; } = IngestTables.TxnOf(partition.Topic, partition.Partition);

    /// <summary>Last offset that bronze covers; null before the first.</summary>
    public long? BronzeTxn { get; set; } = bronzeTxn;

    /// <summary>Last offset that ods_rejected covers. It stands beyond bronze's when a crash fell between the two commits.</summary>
    public long? RejectedTxn { get; set; } = rejectedTxn;

    public bool Dropped => _dropped;

    /// <summary>
    /// Whether this record's rejection is in ods_rejected since before the assignment. The rows themselves answer, not the txn
    /// alone: a newer program may judge a replayed record differently, and what was rejected once stays rejected.
    /// </summary>
    public bool WasRejected(long offset) => alreadyRejected.Count > 0 && alreadyRejected.Contains(offset);

    public void Drop() => _dropped = true;
}
