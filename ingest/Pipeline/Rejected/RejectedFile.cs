using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>A row of ods_rejected before its bytes are sealed.</summary>
/// <param name="Topic">The log's topic, or <c>import:&lt;file&gt;</c>.</param>
/// <param name="Offset">The log's offset, or the line of the file.</param>
/// <param name="Raw">The record's bytes as they came.</param>
public sealed record RejectedRow(
    string Topic, int Partition, long Offset, Rejection Rejection, string? Source, string? Id, string? Type, byte[] Raw, DateTimeOffset RejectedAt);

/// <summary>Writes rows of ods_rejected to a new Parquet file of the table; the caller commits it.</summary>
internal sealed class RejectedFile(DeltaLake lake, RawSealer sealer)
{
    private const string Stage = "rejected_stage";

    // Fields of a broken event can be as long as the event; the table keeps enough of them to recognise it, the sealed bytes keep all.
    private const int TextMax = 400;

    private static readonly string StageSql =
        $"""create or replace temp table {Stage} (topic varchar, "partition" integer, "offset" bigint, reason varchar, path varchar, expected varchar, found varchar, source varchar, id varchar, type varchar, raw varchar, rejected_at timestamptz)""";

    public DataFile? Write(DuckDbConnection connection, IEnumerable<RejectedRow> rows, bool syncLater = false)
    {
        connection.Execute(StageSql);
        using (var to = connection.OpenAppender(Stage))
        {
            foreach (var row in rows)
            {
                Append(to, row);
            }
        }
        var file = ParquetWriter.Write(connection, lake.Table(IngestTables.Rejected), $"select * from {Stage}", new ParquetOptions { SyncLater = syncLater });
        connection.Execute($"drop table {Stage}");
        return file;
    }

    private void Append(DuckDbChunkAppender to, RejectedRow row)
    {
        to.Set(0, row.Topic);
        to.Set(1, row.Partition);
        to.Set(2, row.Offset);
        to.Set(3, row.Rejection.Reason);
        to.Set(4, Short(row.Rejection.Path));
        to.Set(5, Short(row.Rejection.Expected));
        to.Set(6, Short(row.Rejection.Found));
        to.Set(7, Short(row.Source));
        to.Set(8, Short(row.Id));
        to.Set(9, Short(row.Type));
        to.Set(10, sealer.Seal(row.Raw));
        to.Set(11, row.RejectedAt);
        to.NextRow();
    }

    private static string? Short(string? text) => text is { Length: > TextMax } ? string.Concat(text.AsSpan(0, TextMax), "…") : text;
}
