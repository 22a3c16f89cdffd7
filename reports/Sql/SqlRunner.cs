using System.Buffers;
using System.Text.Json;
using RailLife.DuckDb;
using RailLife.Reports.Writing;

namespace RailLife.Reports.Sql;

public enum SqlFormat { Table, Csv, Json, Parquet }

/// <summary>SQL on the machine itself: every table and view, raw ones too, and all of DuckDB's functions. Nothing is written to the lake.</summary>
/// <param name="register">Makes the tables readable by name on a connection.</param>
public sealed class SqlRunner(DuckDbDatabase database, Action<DuckDbConnection> register)
{
    /// <summary>Rows that the table format shows; the others are counted.</summary>
    public const int TableRowsMax = 200;

    /// <summary>Runs SQL and writes the answer.</summary>
    /// <param name="to">Gets the answer and nothing else.</param>
    /// <returns>Rows of the answer; for parquet -1, as nobody counted.</returns>
    /// <exception cref="DuckDbException">DuckDB's own message.</exception>
    public long Run(string sql, SqlFormat format, Stream to, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(to);
        using var connection = database.Connect();
        register(connection);
        using var limit = connection.Limit(null, ct);
        if (format == SqlFormat.Parquet)
        {
            Parquet(connection, sql, to);
            return -1;
        }
        using var reader = connection.ReadChunks(sql);
        return format switch
        {
            SqlFormat.Csv => Csv(reader, to),
            SqlFormat.Json => Json(reader, to),
            _ => TableText.Write(reader, to, TableRowsMax),
        };
    }

    private static long Csv(DuckDbChunkReader reader, Stream to)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        CsvAnswer.Header(buffer, reader.Columns.Select(c => c.Name));
        long rows = 0;
        while (reader.Next())
        {
            CsvAnswer.Chunk(buffer, reader, reader.RowCount);
            rows += reader.RowCount;
            Drain(buffer, to);
        }
        Drain(buffer, to);
        return rows;
    }

    private static long Json(DuckDbChunkReader reader, Stream to)
    {
        using var json = new Utf8JsonWriter(to, JsonRows.Options);
        json.WriteStartArray();
        long rows = 0;
        while (reader.Next())
        {
            JsonRows.WriteObjects(json, reader, reader.RowCount);
            rows += reader.RowCount;
            json.Flush();
        }
        json.WriteEndArray();
        json.Flush();
        to.WriteByte((byte)'\n');
        return rows;
    }

    // Parquet's footer needs a file that can be sought in, which standard output is not.
    private static void Parquet(DuckDbConnection connection, string sql, Stream to)
    {
        var file = Path.Combine(Path.GetTempPath(), $"raillife-{Guid.NewGuid():N}.parquet");
        try
        {
            connection.Execute($"copy ({sql.Trim().TrimEnd(';')}\n) to {DuckSql.Literal(file)} (format parquet, compression zstd)");
            using var written = File.OpenRead(file);
            written.CopyTo(to);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Drain(ArrayBufferWriter<byte> buffer, Stream to)
    {
        to.Write(buffer.WrittenSpan);
        buffer.ResetWrittenCount();
    }
}
