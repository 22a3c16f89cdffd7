using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>Writes actions as the protocol's JSON lines: for commits, and as the rows of a checkpoint.</summary>
internal sealed class ActionWriter : IDisposable
{
    private readonly MemoryStream _buffer = new();
    private readonly Utf8JsonWriter _json;

    public ActionWriter() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public ReadOnlyMemory<byte> Utf8 => _buffer.GetBuffer().AsMemory(0, checked((int)_buffer.Length));

    public void Dispose() { _json.Dispose(); _buffer.Dispose(); }

    public void Write(Protocol protocol) => Line("protocol", () =>
    {
        _json.WriteNumber("minReaderVersion", protocol.MinReader);
        _json.WriteNumber("minWriterVersion", protocol.MinWriter);
        // A table of the feature protocol keeps its lists, also when they are empty.
        if (protocol.MinReader >= 3) { Texts("readerFeatures", protocol.ReaderFeatures); }
        if (protocol.MinWriter >= 7) { Texts("writerFeatures", protocol.WriterFeatures); }
    });

    public void Write(TableMetadata metadata) => Line("metaData", () =>
    {
        _json.WriteString("id", metadata.Id);
        if (metadata.Name is { } name) { _json.WriteString("name", name); }
        if (metadata.Description is { } description) { _json.WriteString("description", description); }
        _json.WriteStartObject("format");
        _json.WriteString("provider", "parquet");
        _json.WriteStartObject("options");
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteString("schemaString", metadata.Schema.ToJson());
        Texts("partitionColumns", metadata.PartitionColumns);
        Map("configuration", metadata.Configuration!);
        if (metadata.CreatedAtMs is { } created) { _json.WriteNumber("createdTime", created); }
    });

    public void Write(DataFile file) => Line("add", () =>
    {
        _json.WriteString("path", LogPath.Encode(file.Path));
        Map("partitionValues", file.PartitionValues);
        _json.WriteNumber("size", file.Bytes);
        _json.WriteNumber("modificationTime", file.ModifiedAt.ToUnixTimeMilliseconds());
        _json.WriteBoolean("dataChange", file.DataChange);
        if (file.Stats is { } stats) { _json.WriteString("stats", stats.Json); }
        if (file.Tags is { } tags) { Map("tags", tags!); }
    });

    public void Write(RemovedFile file) => Line("remove", () =>
    {
        _json.WriteString("path", LogPath.Encode(file.Path));
        _json.WriteNumber("deletionTimestamp", file.DeletedAtMs);
        _json.WriteBoolean("dataChange", file.DataChange);
        if (file.PartitionValues is not { } values || file.Bytes is not { } bytes) { return; }
        _json.WriteBoolean("extendedFileMetadata", true);
        Map("partitionValues", values);
        _json.WriteNumber("size", bytes);
        if (file.Tags is { } tags) { Map("tags", tags!); }
    });

    public void Write(Txn txn) => Line("txn", () =>
    {
        _json.WriteString("appId", txn.AppId);
        _json.WriteNumber("version", txn.Version);
        if (txn.UpdatedAtMs is { } updated) { _json.WriteNumber("lastUpdated", updated); }
    });

    public void WriteInfo(IEnumerable<KeyValuePair<string, object?>> info) => Line("commitInfo", () =>
    {
        foreach (var (key, value) in info)
        {
            _json.WritePropertyName(key);
            JsonSerializer.Serialize(_json, value);
        }
    });

    private void Line(string action, Action body)
    {
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteStartObject(action);
        body();
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
        _buffer.WriteByte((byte)'\n');
    }

    private void Texts(string name, IEnumerable<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values) { _json.WriteStringValue(value); }
        _json.WriteEndArray();
    }

    private void Map(string name, IEnumerable<KeyValuePair<string, string?>> values)
    {
        _json.WriteStartObject(name);
        foreach (var (key, value) in values) { _json.WriteString(key, value); }
        _json.WriteEndObject();
    }
}
