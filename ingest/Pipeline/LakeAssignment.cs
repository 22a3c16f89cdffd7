using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Tells the log's consumer where to read on: right after what bronze covers. No offset lives anywhere else.</summary>
/// <param name="finishWriting">Called when partitions are taken away: returns when no write is under way; never throws.</param>
internal sealed class LakeAssignment(IngestParts parts, Action finishWriting) : IAssignment, IDisposable
{
    private static readonly IReadOnlySet<long> None = new HashSet<long>();

    private readonly DuckDbConnection _connection = parts.Database.Connect();
    private readonly Dictionary<TopicPartition, PartitionSlot> _slots = [];

    public PartitionSlot this[TopicPartition partition] => _slots[partition];

    public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps)
    {
        // Bronze first: a foreign commit that falls between the two reads then shows as a moved txn, never as a lost row.
        var bronze = tps.Select(tp => tp.Topic).Distinct().ToDictionary(topic => topic, topic => TxnsOf(IngestTables.BronzeOf(topic)));
        var rejected = ReadIfThere(IngestTables.Rejected);
        var first = new Dictionary<TopicPartition, long>();
        foreach (var tp in tps)
        {
            DropOld(tp);
            var slot = SlotOf(tp, bronze[tp.Topic], rejected);
            _slots[tp] = slot;
            parts.Metrics.Resumed(tp.Topic, tp.Partition);
            if (slot.BronzeTxn is { } covered)
            {
                first[tp] = covered + 1;
            }
        }
        return first;
    }

    public void Revoked(IReadOnlyList<TopicPartition> tps)
    {
        foreach (var tp in tps)
        {
            DropOld(tp);
        }
        finishWriting();
    }

    public void Dispose() => _connection.Dispose();

    private void DropOld(TopicPartition tp)
    {
        if (_slots.Remove(tp, out var old))
        {
            old.Drop();
        }
    }

    private PartitionSlot SlotOf(TopicPartition tp, IReadOnlyDictionary<string, long> bronze, Snapshot? rejected)
    {
        var appId = IngestTables.TxnOf(tp.Topic, tp.Partition);
        long? bronzeTxn = bronze.TryGetValue(appId, out var b) ? b : null;
        long? rejectedTxn = rejected is not null && rejected.Txns.TryGetValue(appId, out var r) ? r : null;
        var already = rejectedTxn > (bronzeTxn ?? -1) ? OffsetsIn(rejected!, tp, bronzeTxn ?? -1) : None;
        return new PartitionSlot(tp, bronzeTxn, rejectedTxn, already);
    }

    private IReadOnlySet<long> OffsetsIn(Snapshot rejected, TopicPartition tp, long after) =>
        _connection.Rows(
                $"""select "offset" from {rejected.ScanSql()} where topic = ? and "partition" = ? and "offset" > ?""",
                tp.Topic, tp.Partition, after)
            .Select(row => (long)row[0]!)
            .ToHashSet();

    private IReadOnlyDictionary<string, long> TxnsOf(string table) => ReadIfThere(table)?.Txns ?? new Dictionary<string, long>();

    private Snapshot? ReadIfThere(string table) => parts.Lake.Table(table) is var t && t.Exists() ? t.Read() : null;
}
