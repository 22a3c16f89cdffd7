using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Looks into ods_rejected and sends corrected events again.</summary>
/// <remarks>
/// A row is open until an accepted event names it by <c>redriveof = topic/partition/offset</c>. A corrected event keeps its id, unless
/// another event was accepted under it; then it gets one made from what it says (or, when it had none, from its place in the log). So a second
/// re-drive, even one that overtakes ingest, can only make doubles.
/// </remarks>
public sealed class RejectedService(DeltaLake lake, DuckDbDatabase database, RawSealer sealer, IEventLog log, TimeProvider clock)
{
    private const int RowsPerRound = 2_000;

    private readonly RejectedTable _table = new(lake, sealer);

    /// <summary>Rejected records by reason, place, type and topic; the most frequent first.</summary>
    public IReadOnlyList<RejectedGroup> List(RejectedFilter? filter = null)
    {
        IngestTables.Create(lake);
        using var connection = database.Connect();
        var (where, args) = (filter ?? new RejectedFilter()).ToSql();
        return [.. connection.Rows(
                $"""
                select reason, path, type, topic, count(*)::bigint, count(*) filter (where is_open)::bigint, min(rejected_at), max(rejected_at),
                    (array_agg("partition" || '/' || "offset" order by rejected_at desc, "partition", "offset"))[1:5]
                from {_table.Relation()} as rejected
                where {where}
                group by reason, path, type, topic
                order by 5 desc, reason, path, type, topic
                """, args)
            .Select(GroupOf)];
    }

    /// <summary>One record with its bytes, opened; null when there is none.</summary>
    public RejectedRecordView? Show(string topic, int partition, long offset)
    {
        IngestTables.Create(lake);
        using var connection = database.Connect();
        return _table.Rows(connection, _table.Relation(), """topic = ? and "partition" = ? and "offset" = ?""", topic, partition, offset).FirstOrDefault();
    }

    /// <summary>Corrects the open rows that the filter names and appends those that then pass; a dry run appends none.</summary>
    public async Task<RedriveOutcome> RedriveAsync(RejectedFilter filter, JsonFix fix, bool dryRun, CancellationToken ct)
    {
        IngestTables.Create(lake);
        using var connection = database.Connect();
        var (where, args) = filter.ToSql();
        connection.Execute($"""create or replace temp table redrive_row as select *, row_number() over (order by topic, "partition", "offset") as place from {_table.Relation()} as r where {where}""", args);
        var matched = connection.Scalar<long>("select count(*) from redrive_row");
        var redrive = new Redrive(fix, new AcceptedIds(lake, connection), clock);
        for (var from = 1L; from <= matched; from += RowsPerRound)
        {
            var rows = _table.Rows(connection, "redrive_row", "place between ? and ? order by place", from, from + RowsPerRound - 1);
            var entries = redrive.Correct(rows);
            if (!dryRun && entries.Count > 0)
            {
                await log.AppendAsync(entries, ct);
            }
        }
        connection.Execute("drop table redrive_row");
        return new RedriveOutcome(dryRun, matched, redrive.Accepted, redrive.AlreadyFixed, redrive.StillBroken());
    }

    private static RejectedGroup GroupOf(object?[] row) => new(
        (string)row[0]!, (string?)row[1], (string?)row[2], (string)row[3]!, (long)row[4]!, (long)row[5]!,
        new DateTimeOffset((DateTime)row[6]!), new DateTimeOffset((DateTime)row[7]!), [.. ((List<object?>)row[8]!).Select(o => (string)o!)]);
}
