using System.Text.Json;

namespace RailLife.Lake;

/// <summary>What a writer told about a file: rows, and per top-level column min, max and null count. Read when first asked.</summary>
/// <remarks>Text may be cut (min down, max up) and timestamps may be cut to milliseconds, so they bound the values; they need not be values.</remarks>
public sealed class FileStats(string json)
{
    private JsonElement? _root;

    /// <summary>As it stands in the log.</summary>
    public string Json { get; } = json;

    /// <summary>Rows of the file; null when the writer did not say, or said it unreadably.</summary>
    public long? NumRecords => Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty("numRecords", out var n) && n.TryGetInt64(out var rows) ? rows : null;

    /// <summary>Nulls of a column; null when unknown.</summary>
    public long? NullCount(string column) => Find("nullCount", column) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt64(out var count) ? count : null;

    /// <summary>A bound no value is below; null when unknown.</summary>
    public JsonElement? Min(string column) => Find("minValues", column);

    /// <summary>A bound no value is above; null when unknown.</summary>
    public JsonElement? Max(string column) => Find("maxValues", column);

    private JsonElement Root => _root ??= Read(Json);

    private JsonElement? Find(string group, string column) =>
        Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty(group, out var values) && values.ValueKind == JsonValueKind.Object
        && values.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // Broken stats are no reason to refuse the table: they only help to skip files.
    private static JsonElement Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
