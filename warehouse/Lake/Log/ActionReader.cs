using System.Text.Json;

namespace RailLife.Lake;

/// <summary>Reads actions, a JSON object each. What it does not know it skips, as the protocol says; what is broken it names.</summary>
internal static class ActionReader
{
    /// <summary>Reads the lines of a commit file.</summary>
    public static ActionSet Read(ReadOnlyMemory<byte> utf8, string file)
    {
        var actions = new ActionSet();
        var line = 0;
        while (!utf8.IsEmpty)
        {
            line++;
            var end = utf8.Span.IndexOf((byte)'\n');
            var text = end < 0 ? utf8 : utf8[..end];
            utf8 = end < 0 ? default : utf8[(end + 1)..];
            if (text.Span.TrimEnd("\r \t"u8).IsEmpty) { continue; }
            try
            {
                ReadAction(text, actions);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new DeltaCorruptException($"{file} line {line} is no Delta action: {e.Message}", e);
            }
        }
        return actions;
    }

    public static void ReadAction(ReadOnlyMemory<byte> utf8, ActionSet into)
    {
        using var document = JsonDocument.Parse(utf8);
        foreach (var action in document.RootElement.EnumerateObject())
        {
            if (action.Value.ValueKind == JsonValueKind.Null) { continue; }
            switch (action.Name)
            {
                case "add": into.Added.Add(Add(action.Value)); break;
                case "remove": into.Removed.Add(Remove(action.Value)); break;
                case "txn":
                    into.Txns.Add(new Txn(Text(action.Value, "appId"), action.Value.GetProperty("version").GetInt64(), Long(action.Value, "lastUpdated")));
                    break;
                case "metaData": into.Metadata = Metadata(action.Value); break;
                case "protocol":
                    into.Protocol = new Protocol(
                        action.Value.GetProperty("minReaderVersion").GetInt32(), action.Value.GetProperty("minWriterVersion").GetInt32(),
                        Texts(action.Value, "readerFeatures"), Texts(action.Value, "writerFeatures"));
                    break;
                case "commitInfo": into.Info = action.Value.Clone(); break;
            }
        }
    }

    public static DeltaUnsupportedException HasDeletionVector(string path) =>
        new($"the file {path} has a deletion vector, which this reader does not know", ["deletionVectors"]);

    private static DataFile Add(JsonElement add)
    {
        var path = LogPath.Decode(Text(add, "path"));
        if (Has(add, "deletionVector", out _))
        {
            throw HasDeletionVector(path);
        }
        var modified = Long(add, "modificationTime") ?? 0;
        return new DataFile(
            path, Values(add, "partitionValues") ?? new Dictionary<string, string?>(), add.GetProperty("size").GetInt64(),
            DateTimeOffset.FromUnixTimeMilliseconds(modified), !Has(add, "dataChange", out var change) || change.GetBoolean(),
            Has(add, "stats", out var stats) && stats.GetString() is { Length: > 0 } json ? new FileStats(json) : null, Tags(add));
    }

    private static RemovedFile Remove(JsonElement remove) => new(
        LogPath.Decode(Text(remove, "path")), Long(remove, "deletionTimestamp") ?? 0, !Has(remove, "dataChange", out var change) || change.GetBoolean(),
        Values(remove, "partitionValues"), Long(remove, "size"), Tags(remove));

    private static TableMetadata Metadata(JsonElement m)
    {
        var configuration = new Dictionary<string, string>();
        foreach (var (key, value) in Values(m, "configuration") ?? []) { configuration[key] = value ?? ""; }
        if (configuration.TryGetValue("delta.columnMapping.mode", out var mode) && mode != "none")
        {
            throw new DeltaUnsupportedException($"the table maps its columns (delta.columnMapping.mode = {mode}), which this reader does not know", ["columnMapping"]);
        }
        if (Has(m, "format", out var format) && Has(format, "provider", out var provider) && provider.GetString() is var name && name != "parquet")
        {
            throw new DeltaUnsupportedException($"the table's files are {name}; this reader knows parquet", [name ?? "null"]);
        }
        return new TableMetadata(
            Text(m, "id"), OptionalText(m, "name"), OptionalText(m, "description"),
            OptionalText(m, "schemaString") is { } schema ? TableSchema.Parse(schema) : new TableSchema([]),
            Texts(m, "partitionColumns"), configuration, Long(m, "createdTime"));
    }

    private static bool Has(JsonElement e, string name, out JsonElement value) => e.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");
    private static string? OptionalText(JsonElement e, string name) => Has(e, name, out var v) ? v.GetString() : null;
    private static long? Long(JsonElement e, string name) => Has(e, name, out var v) ? v.GetInt64() : null;
    private static List<string> Texts(JsonElement e, string name) => Has(e, name, out var v) ? [.. v.EnumerateArray().Select(x => x.GetString() ?? "")] : [];

    private static Dictionary<string, string?>? Values(JsonElement e, string name) =>
        Has(e, name, out var v) ? v.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.GetString()) : null;

    private static Dictionary<string, string>? Tags(JsonElement e) =>
        Has(e, "tags", out var v) ? v.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "") : null;
}
