using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>A batch as files that no commit names yet and that are not durable yet.</summary>
/// <param name="Slots">Partitions in it, with the last offset read from each; no partition that was taken away before.</param>
/// <param name="RejectedFile">Null when nothing was rejected anew.</param>
/// <param name="BronzeFiles">By topic; a topic without accepted events is absent.</param>
internal sealed record WrittenBatch(
    IReadOnlyList<(PartitionSlot Slot, long LastOffset)> Slots,
    IReadOnlyList<RejectedRecord> Rejections,
    DataFile? RejectedFile,
    IReadOnlyDictionary<string, BronzeFileSet> BronzeFiles,
    DateTimeOffset At);

/// <summary>A full buffer -> Parquet files. The buffer is free afterwards.</summary>
internal sealed class BatchWriter(IngestParts parts) : IDisposable
{
    private readonly DuckDbConnection _connection = parts.Database.Connect();
    private readonly BronzeFiles _bronze = new(parts);
    private readonly RejectedFile _rejected = new(parts.Lake, parts.Sealer);

    /// <summary>Null when all of the buffer's partitions were taken away.</summary>
    public WrittenBatch? Write(EventBuffer buffer)
    {
        // Looked at once: a partition taken away from here on is guarded by its txn.
        bool[] live = [.. buffer.Slots.Select(s => !s.Slot.Dropped)];
        var slots = buffer.Slots.Where((_, i) => live[i]).ToList();
        if (slots.Count == 0)
        {
            return null;
        }
        var now = parts.Clock.GetUtcNow();
        var rejections = buffer.Rejections.Where(r => live[r.SlotIndex]).ToList();
        var rejectedFile = rejections.Count == 0 ? null : _rejected.Write(_connection, rejections.Select(r => RowOf(r, buffer, now)), syncLater: true);
        return new WrittenBatch(slots, rejections, rejectedFile, _bronze.Write(_connection, buffer, live, now), now);
    }

    private static RejectedRow RowOf(RejectedRecord record, EventBuffer buffer, DateTimeOffset now) => new(
        record.Slot.Partition.Topic, record.Slot.Partition.Partition, record.Offset, record.Rejection,
        record.Source, record.Id, record.Type, buffer.Bytes(record.Raw).ToArray(), now);

    public void Dispose() => _connection.Dispose();
}
