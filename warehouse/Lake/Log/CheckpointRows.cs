using System.Text;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>
/// The actions of a checkpoint's Parquet files. Files and tombstones, of which there may be many thousands, come column by column; the few
/// other actions as JSON. What a writer left out - a column, a field of one - is null.
/// </summary>
internal sealed class CheckpointRows(DuckDbConnection connection, IReadOnlyList<string> files)
{
    private static readonly Dictionary<string, string?> NoValues = [];

    private readonly string _from = $"read_parquet({DuckSql.List(files)}, union_by_name = {(files.Count > 1 ? "true" : "false")})";
    private readonly Dictionary<string, DuckDbColumnType> _columns = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="DuckDbException">A file is no Parquet, or a column has a type that is none of a checkpoint's.</exception>
    /// <exception cref="FormatException">A file has no size.</exception>
    /// <exception cref="DeltaUnsupportedException">A file has a deletion vector.</exception>
    public ActionSet Read()
    {
        using (var reader = connection.ReadChunks($"select * from {_from} limit 0"))
        {
            foreach (var column in reader.Columns) { _columns[column.Name] = column.Type; }
        }
        var actions = new ActionSet();
        ReadFew(actions);
        ReadAdded(actions);
        ReadRemoved(actions);
        return actions;
    }

    private void ReadFew(ActionSet into)
    {
        var few = new[] { "protocol", "metaData", "txn" }.Where(_columns.ContainsKey).ToList();
        if (few.Count == 0) { return; }
        foreach (var row in connection.Rows($"select to_json({{{string.Join(", ", few.Select(f => $"{f}: {f}"))}}})::varchar from {_from} where {string.Join(" or ", few.Select(f => $"{f} is not null"))}"))
        {
            ActionReader.ReadAction(Encoding.UTF8.GetBytes((string)row[0]!), into);
        }
    }

    private void ReadAdded(ActionSet into) => Each(
        "add", [("path", "varchar"), ("size", "bigint"), ("modificationTime", "bigint"), ("dataChange", "boolean"), ("stats", "varchar"), ("partitionValues", Map), ("tags", Map), ("deletionVector", "json")],
        (c, row) =>
        {
            var path = Path(c[0], row);
            if (!c[7].IsNull(row)) { throw ActionReader.HasDeletionVector(path); }
            into.Added.Add(new DataFile(
                path, Values(c[5], row) ?? NoValues, Long(c[1], row) ?? throw new FormatException($"the file {path} has no size"),
                DateTimeOffset.FromUnixTimeMilliseconds(Long(c[2], row) ?? 0), Flag(c[3], row),
                c[4].Text(row) is { Length: > 0 } stats ? new FileStats(stats) : null, Tags(c[6], row)));
        });

    private void ReadRemoved(ActionSet into) => Each(
        "remove", [("path", "varchar"), ("deletionTimestamp", "bigint"), ("dataChange", "boolean"), ("partitionValues", Map), ("size", "bigint"), ("tags", Map)],
        (c, row) => into.Removed.Add(new RemovedFile(Path(c[0], row), Long(c[1], row) ?? 0, Flag(c[2], row), Values(c[3], row), Long(c[4], row), Tags(c[5], row))));

    private void Each(string action, (string Name, string Type)[] fields, Action<DuckDbVector[], int> take)
    {
        if (!_columns.TryGetValue(action, out var type)) { return; }
        var known = type.Fields.Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var select = fields.Select(f => known.Contains(f.Name) ? $"\"{action}\".\"{f.Name}\"::{f.Type}" : $"null::{f.Type}");
        using var reader = connection.ReadChunks($"select {string.Join(", ", select)} from {_from} where \"{action}\".path is not null");
        while (reader.Next())
        {
            var columns = Enumerable.Range(0, fields.Length).Select(reader.Vector).ToArray();
            for (var row = 0; row < reader.RowCount; row++) { take(columns, row); }
        }
    }

    private const string Map = "map(varchar, varchar)";

    private static string Path(in DuckDbVector paths, int row) => LogPath.Decode(Encoding.UTF8.GetString(paths.Utf8(row)));

    private static long? Long(in DuckDbVector numbers, int row) => numbers.IsNull(row) ? null : numbers.Values<long>()[row];

    private static bool Flag(in DuckDbVector flags, int row) => flags.IsNull(row) || flags.Values<byte>()[row] != 0;

    private static Dictionary<string, string>? Tags(in DuckDbVector maps, int row) => Values(maps, row)?.ToDictionary(v => v.Key, v => v.Value ?? "");

    private static Dictionary<string, string?>? Values(in DuckDbVector maps, int row)
    {
        if (maps.IsNull(row)) { return null; }
        var (offset, length) = maps.Elements(row);
        if (length == 0) { return []; }
        var (keys, values) = (maps.Field(0), maps.Field(1));
        var read = new Dictionary<string, string?>(length);
        for (var i = offset; i < offset + length; i++) { read[keys.Text(i) ?? ""] = values.Text(i); }
        return read;
    }
}
