using System.Text.Json;

namespace RailLife.Lake;

/// <summary>What a table demands of its readers and writers.</summary>
internal sealed record Protocol(int MinReader, int MinWriter, IReadOnlyList<string> ReaderFeatures, IReadOnlyList<string> WriterFeatures)
{
    /// <summary>What this room writes: reader 1, writer 2.</summary>
    public static readonly Protocol Ours = new(1, 2, [], []);
}

/// <summary>The metaData action. A missing schemaString (found in the wild) is a table without columns.</summary>
internal sealed record TableMetadata(
    string Id, string? Name, string? Description, TableSchema Schema, IReadOnlyList<string> PartitionColumns,
    IReadOnlyDictionary<string, string> Configuration, long? CreatedAtMs);

/// <summary>A Parquet file of a table.</summary>
/// <param name="Path">Relative to the table's folder, decoded; or absolute.</param>
/// <param name="PartitionValues">As the log holds them: text, or null.</param>
/// <param name="DataChange">False when the file only rearranges rows that the table had.</param>
/// <param name="Stats">Rows, and min, max and null count per column; null when the writer gave none.</param>
public sealed record DataFile(
    string Path, IReadOnlyDictionary<string, string?> PartitionValues, long Bytes, DateTimeOffset ModifiedAt, bool DataChange,
    FileStats? Stats, IReadOnlyDictionary<string, string>? Tags)
{
    public bool Equals(DataFile? other) => other is not null && Path == other.Path;

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A file that left the table. It stays on disk until vacuum, for readers of older versions.</summary>
internal sealed record RemovedFile(
    string Path, long DeletedAtMs, bool DataChange, IReadOnlyDictionary<string, string?>? PartitionValues, long? Bytes, IReadOnlyDictionary<string, string>? Tags)
{
    public DataFile AsDataFile() => new(Path, PartitionValues ?? NoValues, Bytes ?? 0, DateTimeOffset.FromUnixTimeMilliseconds(DeletedAtMs), DataChange, null, Tags);

    private static readonly IReadOnlyDictionary<string, string?> NoValues = new Dictionary<string, string?>();
}

/// <summary>How far an application has come in this table.</summary>
internal sealed record Txn(string AppId, long Version, long? UpdatedAtMs);

/// <summary>The actions of one commit, or of a checkpoint.</summary>
internal sealed class ActionSet
{
    public Protocol? Protocol { get; set; }
    public TableMetadata? Metadata { get; set; }
    public List<DataFile> Added { get; } = [];
    public List<RemovedFile> Removed { get; } = [];
    public List<Txn> Txns { get; } = [];
    public JsonElement? Info { get; set; }
}
