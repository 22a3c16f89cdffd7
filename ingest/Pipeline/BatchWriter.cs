using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>A full buffer -> Parquet files -> commits: rejected rows first, then bronze, a commit per table.</summary>
/// <remarks>
/// Each commit moves the table's own txn of every partition in the batch, from what it was when the partition was taken. Bronze moves it
/// also when all records of the batch were rejected: it is where reading goes on. A crash between the commits replays the batch;
/// what ods_rejected has of it by then is skipped.
/// </remarks>
internal sealed class BatchWriter(IngestParts parts) : IDisposable
{
    private readonly DuckDbConnection _connection = parts.Database.Connect();
    private readonly BronzeFiles _bronze = new(parts);
    private readonly RejectedFile _rejected = new(parts.Lake, parts.Sealer);

    /// <exception cref="TxnMovedException">Another worker committed these partitions meanwhile; the batch is void.</exception>
    public void Write(EventBuffer buffer)
    {
        // Looked at once: a partition taken away from here on is guarded by its txn.
        bool[] live = [.. buffer.Slots.Select(s => !s.Slot.Dropped)];
        var slots = buffer.Slots.Where((_, i) => live[i]).ToList();
        if (slots.Count == 0)
        {
            return;
        }
        var now = parts.Clock.GetUtcNow();
        var rejections = buffer.Rejections.Where(r => live[r.SlotIndex]).ToList();
        var rejectedFile = rejections.Count == 0 ? null : _rejected.Write(_connection, rejections.Select(r => RowOf(r, buffer, now)), syncLater: true);
        var bronzeFiles = _bronze.Write(_connection, buffer, live, now);
        ParquetWriter.Sync([.. FilesOf(rejectedFile, bronzeFiles)]);
        if (rejectedFile is not null)
        {
            CommitRejected(rejectedFile, rejections, now);
            CrashPoint.Reach("between-commits");
        }
        SideBySide.Run([.. slots.GroupBy(s => s.Slot.Partition.Topic).Select(topic => (Action)(() =>
        {
            CommitBronze(topic.Key, [.. topic], bronzeFiles.GetValueOrDefault(topic.Key) ?? BronzeFileSet.Empty, rejections, now);
            CrashPoint.Reach("between-commits");
        }))]);
    }

    private IEnumerable<(DeltaTable, DataFile)> FilesOf(DataFile? rejected, Dictionary<string, BronzeFileSet> bronze) =>
    [
        .. rejected is null ? Array.Empty<(DeltaTable, DataFile)>() : [(parts.Lake.Table(IngestTables.Rejected), rejected)],
        .. bronze.SelectMany(b => b.Value.Files.Select(file => (parts.Lake.Table(IngestTables.BronzeOf(b.Key)), file))),
    ];

    private void CommitRejected(DataFile file, IReadOnlyList<RejectedRecord> rejections, DateTimeOffset now)
    {
        var commit = parts.Lake.Table(IngestTables.Rejected).Begin();
        commit.Add(file);
        var last = rejections.GroupBy(r => r.Slot).Select(g => (Slot: g.Key, Offset: g.Max(r => r.Offset))).ToList();
        foreach (var (slot, offset) in last)
        {
            commit.SetTxn(slot.AppId, offset, slot.RejectedTxn);
        }
        commit.Info("REJECT", null);
        commit.Commit();
        last.ForEach(l => l.Slot.RejectedTxn = l.Offset);
        parts.Metrics.Committed(now, file.Bytes);
    }

    private void CommitBronze(
        string topic, IReadOnlyList<(PartitionSlot Slot, long LastOffset)> slots, BronzeFileSet files, IReadOnlyList<RejectedRecord> rejections, DateTimeOffset now)
    {
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
        parts.Metrics.Committed(now, files.Files.Sum(f => f.Bytes));
        parts.Metrics.Topic(topic).Add(files.Types.Values.Sum(), rejections.Count(r => r.Slot.Partition.Topic == topic));
        parts.NewBronze.Set();
    }

    private static RejectedRow RowOf(RejectedRecord record, EventBuffer buffer, DateTimeOffset now) => new(
        record.Slot.Partition.Topic, record.Slot.Partition.Partition, record.Offset, record.Rejection,
        record.Source, record.Id, record.Type, buffer.Bytes(record.Raw).ToArray(), now);

    public void Dispose() => _connection.Dispose();
}
