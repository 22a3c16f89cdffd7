using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Classic checkpoints: the whole state of a table at a version as Parquet, in one file or several parts.</summary>
internal static class CheckpointFile
{
    private const string Columns = """
        {
          txn: 'STRUCT(appId VARCHAR, "version" BIGINT, lastUpdated BIGINT)',
          "add": 'STRUCT(path VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, stats VARCHAR, tags MAP(VARCHAR, VARCHAR))',
          remove: 'STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, tags MAP(VARCHAR, VARCHAR))',
          metaData: 'STRUCT(id VARCHAR, "name" VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR, options MAP(VARCHAR, VARCHAR)), schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR), createdTime BIGINT)',
          protocol: 'STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER, readerFeatures VARCHAR[], writerFeatures VARCHAR[])'
        }
        """;

    // One small instance per process reads and writes every checkpoint; it is opened when the first one is met.
    private static readonly Lazy<DuckDbDatabase> Database = new(() => DuckDbDatabase.Open(ResourceShare.Housekeeping));

    /// <summary>The actions of a checkpoint; null when a part is missing or unreadable.</summary>
    public static ActionSet? TryRead(LogFolder log, CheckpointRef checkpoint)
    {
        var files = checkpoint.Names().Select(log.File).ToList();
        if (!files.TrueForAll(File.Exists)) { return null; }
        try
        {
            using var connection = Database.Value.Connect();
            return new CheckpointRows(connection, files).Read();
        }
        catch (Exception e) when (e is DuckDbException or System.Text.Json.JsonException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes a checkpoint of the state and points the hint at it. Tombstones older than <paramref name="tombstonesAfterMs"/> are left out.</summary>
    public static void Write(LogFolder log, TableState state, long tombstonesAfterMs)
    {
        using var actions = new ActionWriter();
        actions.Write(state.Protocol!);
        actions.Write(state.Metadata!);
        foreach (var txn in state.Txns.Values) { actions.Write(txn); }
        var tombstones = state.Tombstones.Values.Where(t => t.DeletedAtMs > tombstonesAfterMs).ToList();
        foreach (var tombstone in tombstones) { actions.Write(tombstone with { DataChange = false }); }
        var files = state.Files();
        foreach (var file in files) { actions.Write(file with { DataChange = false }); }

        var lines = log.WriteTemp(actions.Utf8.Span);
        var temp = log.NewTempName();
        try
        {
            using var connection = Database.Value.Connect();
            connection.Execute($"""
                copy (select * from read_json({DuckSql.Literal(lines)}, format = 'newline_delimited', columns = {Columns}, maximum_object_size = 4194304))
                to {DuckSql.Literal(temp)} (format parquet, compression zstd)
                """);
            Posix.SyncFile(temp);
            log.Replace(temp, LogPath.Checkpoint(state.Version));
        }
        finally
        {
            File.Delete(lines);
            File.Delete(temp);
        }
        CheckpointHint.Write(log, state.Version, 2 + state.Txns.Count + tombstones.Count + files.Length, files.Length);
    }
}
