using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>A batch's files -> durable, then commits: rejected rows first, then bronze, a commit per table.</summary>
/// <remarks>
/// Each commit moves the table's own txn of every partition in the batch, from what it was when the partition was taken. Bronze moves it
/// also when all records of the batch were rejected: it is where reading goes on. A crash between the commits replays the batch;
/// what ods_rejected has of it by then is skipped.
/// </remarks>
internal sealed class BatchCommitter(IngestParts parts)
{
    /// <exception cref="TxnMovedException">Another worker committed these partitions meanwhile; the batch is void.</exception>
    public void Commit(WrittenBatch batch)
    {
        ParquetWriter.Sync([.. FilesOf(batch)]);
        if (batch.RejectedFile is { } rejected)
        {
            CommitRejected(rejected, batch);
            CrashPoint.Reach("between-commits");
        }
        SideBySide.Run([.. batch.Slots.GroupBy(s => s.Slot.Partition.Topic).Select(topic => (Action)(() =>
        {
            CommitBronze(topic.Key, [.. topic], batch);
            CrashPoint.Reach("between-commits");
        }))]);
    }

    private IEnumerable<(DeltaTable, DataFile)> FilesOf(WrittenBatch batch) =>
    [
        .. batch.RejectedFile is { } rejected ? [(parts.Lake.Table(IngestTables.Rejected), rejected)] : Array.Empty<(DeltaTable, DataFile)>(),
        .. batch.BronzeFiles.SelectMany(b => b.Value.Files.Select(file => (parts.Lake.Table(IngestTables.BronzeOf(b.Key)), file))),
    ];

    private void CommitRejected(DataFile file, WrittenBatch batch)
    {
        var commit = parts.Lake.Table(IngestTables.Rejected).Begin();
        commit.Add(file);
        var last = batch.Rejections.GroupBy(r => r.Slot).Select(g => (Slot: g.Key, Offset: g.Max(r => r.Offset))).ToList();
        foreach (var (slot, offset) in last)
        {
            commit.SetTxn(slot.AppId, offset, slot.RejectedTxn);
        }
        commit.Info("REJECT", null);
        commit.Commit();
        last.ForEach(l => l.Slot.RejectedTxn = l.Offset);
        parts.Metrics.Committed(batch.At, file.Bytes);
    }

    private void CommitBronze(string topic, IReadOnlyList<(PartitionSlot Slot, long LastOffset)> slots, WrittenBatch batch)
    {
        var files = batch.BronzeFiles.GetValueOrDefault(topic) ?? BronzeFileSet.Empty;
        var commit = parts.Lake.Table(IngestTables.BronzeOf(topic)).Begin();
        foreach (var file in files.Files)
        {
            commit.Add(file);
        }
        foreach (var (slot, offset) in slots)
        {
            commit.SetTxn(slot.AppId, offset, slot.BronzeTxn);
        }
        commit.Info("INGEST", new Dictionary<string, object?> { ["types"] = files.Types });
        commit.Commit();
        foreach (var (slot, offset) in slots)
        {
            slot.BronzeTxn = offset;
        }
        parts.Metrics.Committed(batch.At, files.Files.Sum(f => f.Bytes));
        parts.Metrics.Topic(topic).Add(files.Types.Values.Sum(), batch.Rejections.Count(r => r.Slot.Partition.Topic == topic));
        parts.NewBronze.Set();
    }
}
