using System.Buffers;
using System.Text.Json;
using RailLife.DuckDb;
using RailLife.Reports.Running;
using RailLife.Reports.Tables;
using RailLife.Reports.Writing;

namespace RailLife.Reports.Sql;

/// <summary>A statement that a caller wants to run.</summary>
/// <param name="Parameters">An array for ? and $1, an object for $name, or null.</param>
/// <param name="Limit">Most rows wanted; null = the default.</param>
public sealed record SqlRequest(string Sql, JsonElement? Parameters, int? Limit);

/// <summary>Runs one checked select over the published tables, each at one version.</summary>
/// <remarks>The instance below reads the lake's files, so what keeps a statement from other files is the check of its syntax tree and nothing else.</remarks>
public sealed class SqlAccess(QueryEngine engine, ITableVersions versions, TableDescriptions descriptions, ReportsOptions options)
{
    /// <summary>The answer as JSON, or why it is refused; exactly one is not null.</summary>
    public async ValueTask<(byte[]? Body, SqlRefusal? Refusal)> RunAsync(SqlRequest request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Sql.Length > SqlGuard.LengthMax)
            return (null, new("sql-too-complex", $"found {request.Sql.Length} characters of SQL, expected at most {SqlGuard.LengthMax}"));
        if (request.Sql.Contains('\0', StringComparison.Ordinal))
            return (null, new("sql-syntax", "the SQL text holds a NUL character; pass such text as a parameter"));
        var set = versions.Current;
        try
        {
            return await engine.RunAsync(session => Run(request, set, session), ct).ConfigureAwait(false);
        }
        catch (DuckDbException failed) when (failed.Kind is not (DuckDbErrorKind.Fatal or DuckDbErrorKind.Io or DuckDbErrorKind.OutOfMemory))
        {
            return (null, new("sql-failed", failed.Message));
        }
    }

    private (byte[]?, SqlRefusal?) Run(SqlRequest request, VersionSet set, QuerySession session)
    {
        var published = set.Tables.Keys.Where(TableDescriptions.IsPublished).ToHashSet(StringComparer.Ordinal);
        var tree = session.Connection.Scalar<string>("select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true)", request.Sql);
        var verdict = SqlGuard.Check(tree, published);
        if (verdict.Refusal is not null)
            return (null, verdict.Refusal);
        var (arguments, wrong) = SqlParameters.Bind(verdict.Parameters, request.Parameters);
        if (wrong is not null)
            return (null, wrong);
        foreach (var table in verdict.Tables)
            session.Show(set.Tables[table], descriptions.Personal(table));
        using var reader = session.Connection.ReadChunks(request.Sql, arguments);
        return (Json(reader, verdict.Tables, set, Math.Min(request.Limit ?? options.SqlRowsDefault, options.SqlRowsMax)), null);
    }

    private byte[] Json(DuckDbChunkReader reader, IReadOnlyList<string> tables, VersionSet set, int limit)
    {
        var to = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(to, JsonRows.Options);
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in reader.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("rows");
        var (written, truncated) = (0, false);
        while (!truncated && reader.Next())
        {
            var rows = Math.Min(reader.RowCount, limit - written);
            JsonRows.Write(json, reader, rows);
            json.Flush();
            if (to.WrittenCount > options.AnswerBytesMax)
                throw new AnswerTooLargeException(options.AnswerBytesMax);
            written += rows;
            truncated = rows < reader.RowCount;
        }
        json.WriteEndArray();
        json.WriteNumber("row_count", written);
        json.WriteBoolean("truncated", truncated);
        ReportService.Versions(json, tables, set);
        json.WriteEndObject();
        json.Flush();
        return to.WrittenSpan.ToArray();
    }
}
