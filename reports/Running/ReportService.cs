using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RailLife.DuckDb;
using RailLife.Reports.Definitions;
using RailLife.Reports.Tables;
using RailLife.Reports.Writing;

namespace RailLife.Reports.Running;

public enum AnswerFormat { Json, Csv }

/// <summary>A report's call with the versions it will read: its ETag is known before anything runs.</summary>
public sealed record ReportCall(ReportDefinition Report, ReportArguments Arguments, AnswerFormat Format, VersionSet Versions, string ETag);

/// <summary>Answers reports: one set of versions per answer, exact caching by ETag.</summary>
public sealed class ReportService(QueryEngine engine, ITableVersions versions, AnswerCache cache, ReportsOptions options)
{
    /// <summary>Fixes the versions and computes the ETag; touches neither DuckDB nor the disk.</summary>
    public ReportCall Prepare(ReportDefinition report, ReportArguments arguments, AnswerFormat format)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(arguments);
        var now = versions.Current;
        return new ReportCall(report, arguments, format, now, ETag(report, arguments, format, now));
    }

    /// <summary>The answer, from the cache where it lies there.</summary>
    public async ValueTask<Answer> AnswerAsync(ReportCall call, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (cache.Find(call.ETag) is { } kept)
            return kept;
        // A table that was never built holds no rows, so neither does the report.
        var body = call.Report.Tables.All(t => call.Versions.Find(t) is not null)
            ? await engine.RunAsync(session => Run(call, session), ct).ConfigureAwait(false)
            : Empty(call);
        var answer = new Answer(body, call.Format == AnswerFormat.Csv ? CsvAnswer.ContentType : "application/json", call.ETag);
        cache.Keep(answer);
        return answer;
    }

    private static string ETag(ReportDefinition report, ReportArguments arguments, AnswerFormat format, VersionSet now)
    {
        var text = new StringBuilder(256).Append(report.Fingerprint).Append('|').Append(arguments.Canonical).Append('|').Append((int)format);
        foreach (var name in report.Tables)
            if (now.Find(name) is { } table)
                text.Append('|').Append(name).Append(':').Append(table.Version).Append('@').Append(table.At.UtcTicks);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return $"\"{Convert.ToHexStringLower(hash[..12])}\"";
    }

    private byte[] Run(ReportCall call, QuerySession session)
    {
        var sql = ReportFile.Expand(call.Report.Sql, table => call.Versions.Find(table)!.Relation, call.Arguments.Literal);
        var to = new ArrayBufferWriter<byte>(16 * 1024);
        using var reader = session.Connection.ReadChunks(sql);
        if (call.Format == AnswerFormat.Csv)
        {
            CsvAnswer.Header(to, reader.Columns.Select(c => c.Name));
            while (reader.Next())
            {
                CsvAnswer.Chunk(to, reader, reader.RowCount);
                Bound(to);
            }
        }
        else
        {
            Json(to, call, json =>
            {
                while (reader.Next())
                {
                    JsonRows.Write(json, reader, reader.RowCount);
                    json.Flush();
                    Bound(to);
                }
            });
        }
        return to.WrittenSpan.ToArray();
    }

    private static byte[] Empty(ReportCall call)
    {
        var to = new ArrayBufferWriter<byte>(1024);
        if (call.Format == AnswerFormat.Csv)
            CsvAnswer.Header(to, call.Report.Columns.Select(c => c.Name));
        else
            Json(to, call, _ => { });
        return to.WrittenSpan.ToArray();
    }

    private static void Json(ArrayBufferWriter<byte> to, ReportCall call, Action<Utf8JsonWriter> rows)
    {
        using var json = new Utf8JsonWriter(to, JsonRows.Options);
        json.WriteStartObject();
        json.WriteString("name", call.Report.Name);
        json.WriteStartArray("columns");
        foreach (var column in call.Report.Columns)
            ReportWords.Write(json, column);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        rows(json);
        json.WriteEndArray();
        Versions(json, call.Report.Tables, call.Versions);
        json.WriteEndObject();
    }

    /// <summary>"versions" and "as_of": the tables read, each with its version, and when the newest of these was committed.</summary>
    internal static void Versions(Utf8JsonWriter json, IEnumerable<string> tables, VersionSet set)
    {
        DateTimeOffset? newest = null;
        json.WriteStartObject("versions");
        foreach (var name in tables)
            if (set.Find(name) is { } table)
            {
                json.WriteNumber(name, table.Version);
                newest = newest > table.At ? newest : table.At;
            }
        json.WriteEndObject();
        if (newest is { } asOf)
            json.WriteString("as_of", asOf.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        else
            json.WriteNull("as_of");
    }

    private void Bound(ArrayBufferWriter<byte> to)
    {
        if (to.WrittenCount > options.AnswerBytesMax)
            throw new AnswerTooLargeException(options.AnswerBytesMax);
    }
}
