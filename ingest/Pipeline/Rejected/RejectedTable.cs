using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>ods_rejected as a relation, with the column <c>is_open</c>: no accepted event names the row.</summary>
internal sealed class RejectedTable(DeltaLake lake, RawSealer sealer)
{
    private const string Columns =
        "topic, \"partition\", \"offset\", reason, path, expected, found, source, id, type, raw, rejected_at, is_open";

    public string Relation() =>
        $"""
        (select r.*, fixed.redriveof is null as is_open
         from {lake.Table(IngestTables.Rejected).Read().ScanSql()} as r
         left join (select distinct redriveof from ({FixedRelation()})) as fixed
           on fixed.redriveof = r.topic || '/' || r."partition" || '/' || r."offset")
        """;

    /// <summary>Rows that meet a condition, their bytes opened.</summary>
    public List<RejectedRecordView> Rows(DuckDbConnection connection, string relation, string condition, params object?[] args) =>
        [.. connection.Rows($"select {Columns} from {relation} as r where {condition}", args).Select(ViewOf)];

    // Only files that hold a re-driven event are read; their stats tell.
    private string FixedRelation() => string.Join(" union all ", Topics.All.Select(topic =>
    {
        var bronze = lake.Table(IngestTables.BronzeOf(topic)).Read();
        var files = bronze.Files.Where(f => f.Stats is not { NumRecords: { } rows } stats || stats.NullCount("redriveof") != rows);
        return $"select redriveof from {bronze.ScanSql(files)} where redriveof is not null";
    }));

    private RejectedRecordView ViewOf(object?[] row) => new(
        (string)row[0]!, (int)row[1]!, (long)row[2]!, (string)row[3]!, (string?)row[4] ?? "", (string?)row[5] ?? "", (string?)row[6] ?? "",
        (string?)row[7], (string?)row[8], (string?)row[9], Opened((string?)row[10]), new DateTimeOffset((DateTime)row[11]!), (bool)row[12]!);

    private byte[]? Opened(string? raw)
    {
        try
        {
            return raw is null ? null : sealer.Open(raw);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
