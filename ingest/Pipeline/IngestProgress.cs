using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>How far bronze has come in one partition.</summary>
/// <param name="Committed">The next offset that bronze wants.</param>
/// <param name="End">The offset that the log's next record will get.</param>
public sealed record PartitionProgress(TopicPartition Partition, long Committed, long End)
{
    /// <summary>Records in the log that bronze has not seen.</summary>
    public long Lag => Math.Max(0, End - Committed);

    /// <summary>The log ends before what bronze has of it: records were lost, so ingest cannot go on in this partition.</summary>
    public bool LogIsCut => Committed > End;
}

/// <summary>Compares the log with the lake; works from any process.</summary>
public static class IngestProgress
{
    /// <summary>Every partition of every topic.</summary>
    public static async Task<IReadOnlyList<PartitionProgress>> OfAsync(IEventLog log, DeltaLake lake, CancellationToken ct)
    {
        var all = new List<PartitionProgress>();
        foreach (var topic in Topics.All)
        {
            // The log's end first: bronze read afterwards can only have come further.
            for (var partition = 0; partition < log.PartitionCount(topic); partition++)
            {
                var tp = new TopicPartition(topic, partition);
                var range = await log.RangeAsync(tp, ct);
                var committed = CommittedIn(lake, tp) ?? range.First;
                // What bronze has come past meanwhile is in the log by now, unless the log has lost records.
                var end = committed > range.Next ? (await log.RangeAsync(tp, ct)).Next : range.Next;
                all.Add(new PartitionProgress(tp, committed, end));
            }
        }
        return all;
    }

    /// <summary>True when bronze covers all that was in the log when <paramref name="seen"/> was taken, and ods_duplicate covers bronze; never for a log that was cut.</summary>
    public static bool Covers(DeltaLake lake, IReadOnlyList<PartitionProgress> seen) =>
        seen.GroupBy(p => p.Partition.Topic).All(topic => CoversTopic(lake.Table(IngestTables.BronzeOf(topic.Key)).Read(), topic)) && DuplicateFinder.IsUpToDate(lake);

    private static bool CoversTopic(Snapshot bronze, IEnumerable<PartitionProgress> seen) =>
        seen.All(p => !p.LogIsCut && (p.Lag == 0 || bronze.Txn(IngestTables.TxnOf(p.Partition.Topic, p.Partition.Partition)) >= p.End - 1));

    /// <summary>The next offset that bronze wants; null when it never had a record of the partition.</summary>
    public static long? CommittedIn(DeltaLake lake, TopicPartition tp)
    {
        var table = lake.Table(IngestTables.BronzeOf(tp.Topic));
        return table.Exists() && table.Read().Txns.TryGetValue(IngestTables.TxnOf(tp.Topic, tp.Partition), out var last) ? last + 1 : null;
    }
}
