using System.Globalization;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Looks into any Delta table, of this lake or elsewhere: <c>raillife table show|history|files NAME|PATH</c>.</summary>
/// <param name="connection">Its session must be in UTC, as the driver's are.</param>
public sealed class TableView(DeltaLake lake, DuckDbConnection connection, TimeProvider clock)
{
    /// <summary>Rows that the table format shows; csv and json have all.</summary>
    public const int TableRowsMax = 50;

    /// <summary>A table by its name in the lake, or by the path of its folder.</summary>
    /// <exception cref="DeltaNotFoundException">Neither; the message lists the lake's tables.</exception>
    public DeltaTable Find(string nameOrPath)
    {
        if (lake.Names().Contains(nameOrPath)) { return lake.Table(nameOrPath); }
        if (Directory.Exists(Path.Combine(nameOrPath, LogFolder.Name))) { return DeltaTable.At(nameOrPath, clock); }
        var names = lake.Names();
        throw new DeltaNotFoundException(
            $"there is no table '{nameOrPath}': it is no folder with a {LogFolder.Name}, and the lake at {lake.Root} has {(names.Count == 0 ? "no tables" : string.Join(", ", names))}");
    }

    /// <summary>The rows of a version: of the newest, of a number, or of an instant.</summary>
    public void Show(string nameOrPath, TableFormat format, TextWriter output, long? version = null, DateTimeOffset? at = null)
    {
        var snapshot = Snapshot(nameOrPath, version, at);
        var columns = snapshot.Schema.Columns;
        var rows = RowWriter.To(format, output, [.. columns.Select(c => new ViewColumn(c.Name, Kind(c.Type)))], snapshot.Rows);
        // One row more than is shown tells whether there are more.
        var limit = format == TableFormat.Table ? string.Create(CultureInfo.InvariantCulture, $" limit {TableRowsMax + 1}") : "";
        using var reader = connection.ReadChunks($"select {string.Join(", ", columns.Select(c => Text(c, format)))} from {snapshot.ScanSql()}{limit}");
        var row = new string?[columns.Count];
        while (reader.Next())
        {
            for (var i = 0; i < reader.RowCount; i++)
            {
                for (var c = 0; c < row.Length; c++) { row[c] = reader.Vector(c).Text(i); }
                rows.Write(row);
            }
        }
        rows.End();
    }

    /// <summary>What each version did, newest first.</summary>
    public void History(string nameOrPath, TableFormat format, TextWriter output, int? limit = null)
    {
        var history = Find(nameOrPath).History(limit);
        var rows = RowWriter.To(format, output,
            [new("version", ViewKind.Number), new("timestamp", ViewKind.Text), new("operation", ViewKind.Text), new("files_added", ViewKind.Number),
             new("files_removed", ViewKind.Number), new("rows_added", ViewKind.Number), new("info", ViewKind.Json)], history.Count);
        foreach (var h in history)
        {
            rows.Write([Number(h.Version), Instant(h.Timestamp), h.Operation, Number(h.FilesAdded), Number(h.FilesRemoved), Number(h.RowsAdded), h.Info?.GetRawText()]);
        }
        rows.End();
    }

    /// <summary>The files of a version.</summary>
    public void Files(string nameOrPath, TableFormat format, TextWriter output, long? version = null, DateTimeOffset? at = null)
    {
        var snapshot = Snapshot(nameOrPath, version, at);
        var rows = RowWriter.To(format, output,
            [new("path", ViewKind.Text), new("partition", ViewKind.Json), new("rows", ViewKind.Number), new("bytes", ViewKind.Number), new("modified_at", ViewKind.Text), new("stats", ViewKind.Json)], snapshot.Files.Count);
        foreach (var f in snapshot.Files)
        {
            rows.Write([f.Path, JsonSerializer.Serialize(f.PartitionValues), Number(f.Stats?.NumRecords), Number(f.Bytes), Instant(f.ModifiedAt), f.Stats?.Json]);
        }
        rows.End();
    }

    private Snapshot Snapshot(string nameOrPath, long? version, DateTimeOffset? at)
    {
        var table = Find(nameOrPath);
        return (version, at) switch
        {
            ({ }, { }) => throw new ArgumentException("give a version or an instant, not both"),
            ({ } v, _) => table.ReadVersion(v),
            (_, { } t) => table.ReadAt(t),
            _ => table.Read(),
        };
    }

    // DuckDB prints the values: a decimal of 38 digits keeps them all.
    private static string Text(Column column, TableFormat format)
    {
        var name = DuckSql.Identifier(column.Name);
        if (!column.Type.IsScalar) { return $"to_json({name})::varchar"; }
        if (format != TableFormat.Json) { return $"{name}::varchar"; }
        return column.Type switch
        {
            DeltaType.Primitive { Name: "timestamp" } => $"strftime({name} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')",
            DeltaType.Primitive { Name: "binary" } => $"base64({name})",
            _ => $"{name}::varchar",
        };
    }

    private static ViewKind Kind(DeltaType type) => type switch
    {
        DeltaType.Decimal or DeltaType.Primitive { Name: "long" or "integer" or "short" or "byte" or "float" or "double" or "boolean" } => ViewKind.Number,
        { IsScalar: true } => ViewKind.Text,
        _ => ViewKind.Json,
    };

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
