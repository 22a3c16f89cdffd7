using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Bronze rows whose id another event had first, as rejected rows: their events are written out again from their columns.</summary>
internal static class ReusedIds
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Texts =
        ["id", "source", "type", "subject", "memberid", "merchantid", "storeid", "format", "channel", "actor", "traceparent", "redriveof"];

    public static List<RejectedRow> Read(DuckDbConnection connection, Snapshot bronze, string topic, DateTimeOffset now)
    {
        var spans = connection.Rows("select min(time), max(time) from found_double where kind = 'id-reused'")[0];
        if (spans[0] is null)
        {
            return [];
        }
        var files = bronze.Prune(new ColumnFilter.Between("time", spans[0], spans[1]));
        return [.. connection.Rows(
                $"""
                select "partition", "offset", time, circleid, "sequence", extensions, data, {string.Join(", ", Texts)}
                from {bronze.ScanSql(files)}
                semi join (from found_double where kind = 'id-reused') using ("partition", "offset")
                order by "partition", "offset"
                """)
            .Select(row => RowOf(row, topic, now))];
    }

    private static RejectedRow RowOf(object?[] row, string topic, DateTimeOffset now) => new(
        topic, (int)row[0]!, (long)row[1]!,
        new Rejection(Reasons.IdReused, "/id", "an id that no other event of this source has", "the id of an earlier event that says something else"),
        (string?)row[8], (string?)row[7], (string?)row[9], Write(row), now);

    private static byte[] Write(object?[] row)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            for (var i = 0; i < Texts.Length; i++)
            {
                if (row[7 + i] is string text)
                {
                    json.WriteString(Texts[i], text);
                }
            }
            json.WriteString("time", EventJson.Instant(new DateTimeOffset((DateTime)row[2]!)));
            json.WriteString("datacontenttype", "application/json");
            Number(json, "circleid", row[3]);
            Number(json, "sequence", row[4]);
            Extensions(json, row[5]);
            json.WritePropertyName("data");
            json.WriteRawValue((string)row[6]!);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Number(Utf8JsonWriter json, string name, object? value)
    {
        if (value is long number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void Extensions(Utf8JsonWriter json, object? value)
    {
        if (value is not string text)
        {
            return;
        }
        using var document = JsonDocument.Parse(text);
        foreach (var attribute in document.RootElement.EnumerateObject())
        {
            attribute.WriteTo(json);
        }
    }
}
