namespace RailLife.Lake;

/// <summary>A table at one version. Does not change; the files it names stay until vacuum takes them.</summary>
public sealed class Snapshot
{
    private readonly Lazy<string> _scanSql;

    internal Snapshot(string tablePath, TableState state, DateTimeOffset timestamp)
    {
        TablePath = tablePath;
        Version = state.Version;
        Protocol = state.Protocol!;
        Metadata = state.Metadata!;
        Files = state.Files();
        Txns = state.Txns.ToDictionary(t => t.Key, t => t.Value.Version);
        Timestamp = timestamp;
        _scanSql = new Lazy<string>(() => Scan.Sql(this, Files));
    }

    public string TablePath { get; }
    public long Version { get; }

    /// <summary>When this version was committed, UTC.</summary>
    public DateTimeOffset Timestamp { get; }

    public TableSchema Schema => Metadata.Schema;
    public IReadOnlyList<string> PartitionColumns => Metadata.PartitionColumns;
    public IReadOnlyDictionary<string, string> Configuration => Metadata.Configuration;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<DataFile> Files { get; }

    /// <summary>How far each application has come: version by application id.</summary>
    public IReadOnlyDictionary<string, long> Txns { get; }

    /// <summary>The version of an application's txn; null when it has none.</summary>
    public long? Txn(string appId) => Txns.TryGetValue(appId, out var version) ? version : null;

    /// <summary>Rows by the files' stats; null when a file has none.</summary>
    public long? Rows => Files.Aggregate((long?)0, (sum, file) => sum + file.Stats?.NumRecords);

    public long Bytes => Files.Sum(f => f.Bytes);

    internal Protocol Protocol { get; }
    internal TableMetadata Metadata { get; }

    /// <summary>A DuckDB relation in parentheses: the rows of all files, or of the given ones, with the schema's columns, types and order.</summary>
    /// <remarks>
    /// Columns that a file lacks are null; partition columns have their type; without files it is an empty relation.
    /// The files need not be this snapshot's own: files that a commit removed can be read too, until vacuum.
    /// </remarks>
    public string ScanSql(IEnumerable<DataFile>? files = null) =>
        files is null ? _scanSql.Value : Scan.Sql(this, files as IReadOnlyList<DataFile> ?? [.. files]);

    /// <summary>The files that can hold rows that pass all filters, by partition values and stats. Files of which nothing is known stay.</summary>
    public IReadOnlyList<DataFile> Prune(params ReadOnlySpan<ColumnFilter> filters) => FilePruner.Prune(this, Files, filters);

    /// <summary>Where a file lies on this machine.</summary>
    public string FullPath(DataFile file) => Path.Combine(TablePath, file.Path);
}
