using System.Globalization;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Writes the rows of a select as one new, durable file of a table. The file counts only once a commit adds it.</summary>
public static class ParquetWriter
{
    /// <summary>Writes; null when the select has no rows.</summary>
    /// <param name="args">Bound to the select's parameters.</param>
    /// <param name="partition">The value of every partition column, as <see cref="PartitionValue.Text"/> gives it. The select may hold those columns; then every row must have this value.</param>
    /// <exception cref="DeltaTypeException">The select's columns are not the table's: the message names column, types and cast.</exception>
    /// <exception cref="DeltaException">A null in a not-null column, or a row of another partition; nothing is left behind.</exception>
    public static DataFile? Write(
        DuckDbConnection connection, DeltaTable table, string selectSql, ParquetOptions? options = null,
        object?[]? args = null, IReadOnlyDictionary<string, string?>? partition = null)
    {
        options ??= ParquetOptions.Default;
        var snapshot = table.Read();
        var schema = options.Schema ?? snapshot.Schema;
        var partitionColumns = snapshot.PartitionColumns;
        CheckPartition(table, partitionColumns, partition);

        var found = TableSchema.OfSelect(connection, selectSql, args ?? []);
        CheckColumns(table, schema, found, partitionColumns);

        var folder = Path.Combine(partitionColumns.Select(c => PartitionValue.Folder(c, partition![c])).ToArray());
        var name = Path.Combine(folder, FileName(table.Clock));
        var path = Path.Combine(table.Path, name);
        EnsureFolder(table.Path, Path.GetDirectoryName(path)!);
        try
        {
            var written = Copy(connection, Select(schema, found, partitionColumns, partition, selectSql, options), path, options, args ?? []);
            if (written.Rows == 0) { File.Delete(path); return null; }
            CheckValues(table, schema, partitionColumns, partition, written);
            if (!options.SyncLater) { Sync([(table, name)]); }
            return new DataFile(
                name, partition ?? NoValues, written.Bytes, table.Clock.GetUtcNow(), options.DataChange,
                new FileStats(StatsJson.Write(schema, partitionColumns, written)), Tags(options, schema, partitionColumns));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes files durable that were written with <see cref="ParquetOptions.SyncLater"/>, all at once.</summary>
    public static void Sync(IReadOnlyList<(DeltaTable Table, DataFile File)> files) => Sync([.. files.Select(f => (f.Table, f.File.Path))]);

    private static void Sync(List<(DeltaTable Table, string Name)> files)
    {
        var paths = files.ConvertAll(f => Path.Combine(f.Table.Path, f.Name));
        var folders = paths.Select(p => Path.GetDirectoryName(p)!).Distinct(StringComparer.Ordinal);
        SideBySide.Run([.. paths.Select(path => (Action)(() => Posix.SyncFile(path))), .. folders.Select(folder => (Action)(() => Posix.SyncFolder(folder)))]);
        files.ForEach(f => f.Table.Options.Moment?.Invoke("file-written"));
    }

    private static readonly IReadOnlyDictionary<string, string?> NoValues = new Dictionary<string, string?>();

    // In the order of writing, so that a folder listing reads like the table; random enough for any number of writers.
    private static string FileName(TimeProvider clock) => $"{Guid.CreateVersion7(clock.GetUtcNow()):N}.parquet";

    private static WrittenFile Copy(DuckDbConnection connection, string select, string path, ParquetOptions options, object?[] args)
    {
        var dictionary = options.DictionaryValues is { } values ? string.Create(CultureInfo.InvariantCulture, $", dictionary_size_limit {values}") : "";
        var rowGroup = options.RowGroupRows is { } rows ? string.Create(CultureInfo.InvariantCulture, $", row_group_size {rows}") : "";
        var level = options.ZstdLevel.ToString(CultureInfo.InvariantCulture);
        var result = connection.Rows($"copy ({select}) to {DuckSql.Literal(path)} (format parquet, compression zstd, compression_level {level}{rowGroup}{dictionary}, return_stats)", args);
        // No row comes back when nothing was written.
        return result.Count == 0 ? new WrittenFile(0, 0, new Dictionary<string, ColumnStats>()) : WrittenFile.Of(result[0]);
    }

    // Columns in the table's order, the partition columns last: other engines take those from the log.
    private static string Select(
        TableSchema schema, TableSchema found, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string?>? partition, string selectSql, ParquetOptions options)
    {
        var columns = schema.Columns.Where(c => !IsPartition(partitionColumns, c)).Select(c => DuckSql.Identifier(c.Name))
            .Concat(partitionColumns.Select(p => schema.Find(p)!).Select(c =>
                found.Find(c.Name) is not null ? DuckSql.Identifier(c.Name) : $"{PartitionValue.Literal(c, partition![c.Name])} as {DuckSql.Identifier(c.Name)}"));
        var order = options.OrderBy is { } by ? $" order by {by}" : "";
        return $"select {string.Join(", ", columns)} from ({selectSql}) as rows_to_write{order}";
    }

    private static void CheckPartition(DeltaTable table, IReadOnlyList<string> columns, IReadOnlyDictionary<string, string?>? partition)
    {
        var given = partition?.Keys.ToList() ?? [];
        if (given.Count != columns.Count || columns.Any(c => !given.Contains(c)))
        {
            throw new DeltaException($"table {table.Name} is partitioned by ({string.Join(", ", columns)}); a value was given for ({string.Join(", ", given)})");
        }
        if (partition?.FirstOrDefault(p => p.Value is "") is { Key: { } empty })
        {
            throw new DeltaException($"the partition value of {empty} is the empty text, which Delta reads back as null; give null, or another text");
        }
    }

    private static void CheckColumns(DeltaTable table, TableSchema schema, TableSchema found, IReadOnlyList<string> partitionColumns)
    {
        foreach (var column in schema.Columns)
        {
            if (found.Find(column.Name) is not { } given)
            {
                if (IsPartition(partitionColumns, column)) { continue; }
                throw new DeltaTypeException($"the select for table {table.Name} lacks the column {column.Name} {DuckTypes.Name(column.Type)}; it has ({found}). For nulls write null::{DuckTypes.Name(column.Type)} as {column.Name}");
            }
            var (wanted, has) = (DuckTypes.Name(column.Type), DuckTypes.Name(given.Type));
            if (wanted != has) { throw new DeltaTypeException($"column {column.Name} of the select is {has}, and of table {table.Name} {wanted}; cast it: {column.Name}::{wanted}"); }
        }
        if (found.Columns.FirstOrDefault(c => schema.Find(c.Name) is null) is { } extra)
        {
            throw new DeltaTypeException($"the select has a column {extra.Name} that table {table.Name} has not ({schema}); leave it out, or add it to the table");
        }
    }

    private static void CheckValues(
        DeltaTable table, TableSchema schema, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string?>? partition, WrittenFile written)
    {
        foreach (var column in schema.Columns.Where(c => !c.Nullable))
        {
            if (written.Column(column.Name)?.NullCount is > 0 and var nulls) { throw new DeltaException($"column {column.Name} of table {table.Name} is not null, and {nulls} of {written.Rows} rows have none"); }
        }
        foreach (var name in partitionColumns)
        {
            var column = schema.Find(name)!;
            var stats = written.Column(name);
            var value = partition![name] is { } text ? StatValue.OfText(column, text) : null;
            var same = value is null
                ? partition[name] is not null || stats?.NullCount == written.Rows
                : stats is { NullCount: 0 } && value.CompareTo(StatValue.OfText(column, stats.Min ?? "")) == 0 && value.CompareTo(StatValue.OfText(column, stats.Max ?? "")) == 0;
            if (!same) { throw new DeltaException($"the rows for partition {name}={partition[name] ?? "null"} of table {table.Name} have values from {stats?.Min ?? "null"} to {stats?.Max ?? "null"}; filter the select, a file holds one partition"); }
        }
    }

    private static Dictionary<string, string> Tags(ParquetOptions options, TableSchema schema, IReadOnlyList<string> partitionColumns)
    {
        var tags = new Dictionary<string, string>(options.Tags ?? NoTags) { [Scan.SchemaTag] = schema.Fingerprint };
        if (partitionColumns.Count > 0) { tags[Scan.InFileTag] = "in-file"; }
        return tags;
    }

    private static readonly IReadOnlyDictionary<string, string> NoTags = new Dictionary<string, string>();

    private static bool IsPartition(IReadOnlyList<string> partitionColumns, Column column) => partitionColumns.Contains(column.Name, StringComparer.OrdinalIgnoreCase);

    private static void EnsureFolder(string root, string folder)
    {
        if (Directory.Exists(folder)) { return; }
        Directory.CreateDirectory(folder);
        // A new folder is durable once the folder it lies in is.
        for (var at = folder; at.Length > root.Length; at = Path.GetDirectoryName(at)!) { Posix.SyncFolder(Path.GetDirectoryName(at)!); }
    }
}
