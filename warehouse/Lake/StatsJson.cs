using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>Writes Delta's per-file stats from what DuckDB tells of a file it wrote.</summary>
internal static class StatsJson
{
    private const int TextMax = 48;     // characters of a text bound; enough to tell ids apart

    public static string Write(TableSchema schema, IReadOnlyList<string> partitionColumns, WrittenFile file)
    {
        var columns = schema.Columns
            .Where(c => c.Type.IsScalar && !partitionColumns.Contains(c.Name, StringComparer.OrdinalIgnoreCase) && file.Column(c.Name) is not null)
            .Select(c => (Column: c, Stats: file.Column(c.Name)!)).ToList();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("numRecords", file.Rows);
            json.WriteStartObject("minValues");
            foreach (var (column, stats) in columns) { WriteBound(json, column, stats, stats.Min, isMax: false); }
            json.WriteEndObject();
            json.WriteStartObject("maxValues");
            foreach (var (column, stats) in columns) { WriteBound(json, column, stats, stats.Max, isMax: true); }
            json.WriteEndObject();
            json.WriteStartObject("nullCount");
            foreach (var (column, stats) in columns) { if (stats.NullCount is { } nulls) { json.WriteNumber(column.Name, nulls); } }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, checked((int)buffer.Length));
    }

    private static void WriteBound(Utf8JsonWriter json, Column column, ColumnStats stats, string? value, bool isMax)
    {
        // NaN lies outside min and max, and engines differ in where they sort it.
        if (value is null || stats.HasNaN) { return; }
        switch (column.Type)
        {
            case DeltaType.Primitive { Name: "string" }:
                json.WriteString(column.Name, isMax ? CutUp(value) : CutDown(value));
                break;
            case DeltaType.Primitive { Name: "binary" or "boolean" }:
                break;
            case DeltaType.Primitive { Name: "date" }:
                json.WriteString(column.Name, value);
                break;
            case DeltaType.Primitive { Name: "timestamp" }:
                if (StatValue.OfText(column, value) is long micros) { json.WriteString(column.Name, Instant(micros)); }
                break;
            default:
                if (StatValue.OfText(column, value) is not null && IsJsonNumber(value)) { json.WritePropertyName(column.Name); json.WriteRawValue(value); }
                break;
        }
    }

    private static string Instant(long micros) =>
        DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsJsonNumber(string value)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value));
        try { return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read(); }
        catch (JsonException) { return false; }
    }

    private static string CutDown(string text) => text.Length <= TextMax ? text : text[..(char.IsHighSurrogate(text[TextMax - 1]) ? TextMax - 1 : TextMax)];

    // The last code point is above every continuation of the cut text.
    private static string CutUp(string text) => text.Length <= TextMax ? text : CutDown(text) + char.ConvertFromUtf32(0x10FFFF);
}
