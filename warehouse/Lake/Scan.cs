using System.Globalization;
using System.Text;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Writes the SQL that reads a set of a table's files as one relation.</summary>
internal static class Scan
{
    /// <summary>Tag of files that hold their partition columns too, so that one read_parquet serves all partitions.</summary>
    public const string InFileTag = "raillife.partitionColumns";

    /// <summary>Tag of files written here: the fingerprint of the schema that they have, column for column.</summary>
    public const string SchemaTag = "raillife.schema";

    public static string Sql(Snapshot table, IReadOnlyList<DataFile> files)
    {
        var columns = table.Schema.Columns;
        if (columns.Count == 0) { throw new DeltaCorruptException($"table {table.TablePath} has no columns, so there is nothing to select"); }
        if (files.Count == 0)
        {
            return $"(select {string.Join(", ", columns.Select(c => $"cast(null as {DuckTypes.Name(c.Type)}) as {DuckSql.Identifier(c.Name)}"))} where false)";
        }
        var partition = table.PartitionColumns.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var all = string.Join(", ", columns.Select(c => DuckSql.Identifier(c.Name)));
        if (partition.Count == 0) { return $"(select {all} from {Read(table, files, columns)})"; }

        var parts = new List<string>();
        var whole = files.Where(HoldsPartitionColumns).ToList();
        if (whole.Count > 0) { parts.Add($"select {all} from {Read(table, whole, columns)}"); }
        var stored = columns.Where(c => !partition.Contains(c.Name)).ToList();
        foreach (var group in files.Where(f => !HoldsPartitionColumns(f)).GroupBy(f => Key(f, table.PartitionColumns)))
        {
            var values = group.First().PartitionValues;
            var select = columns.Select(c => partition.Contains(c.Name)
                ? $"{PartitionValue.Literal(c, PartitionValue.Find(values, c.Name))} as {DuckSql.Identifier(c.Name)}"
                : DuckSql.Identifier(c.Name));
            parts.Add($"select {string.Join(", ", select)} from {Read(table, [.. group], stored)}");
        }
        return $"({string.Join(" union all ", parts)})";
    }

    private static bool HoldsPartitionColumns(DataFile file) => file.Tags?.ContainsKey(InFileTag) == true;

    private static string Key(DataFile file, IReadOnlyList<string> columns) =>
        string.Join('\u0001', columns.Select(c => PartitionValue.Find(file.PartitionValues, c) is { Length: > 0 } v ? v : "\u0000"));

    // Files of this very schema need no mapping, and DuckDB then knows their statistics. For others the schema goes by name: columns that a
    // file lacks become null, legacy types are cast.
    private static string Read(Snapshot table, IReadOnlyList<DataFile> files, IReadOnlyList<Column> columns)
    {
        var sql = new StringBuilder("read_parquet(");
        AppendPaths(sql, table.TablePath, files);
        var written = table.Schema.Fingerprint;
        if (!files.All(f => f.Tags?.GetValueOrDefault(SchemaTag) == written)) { AppendSchema(sql, columns); }
        else { sql.Append(", hive_partitioning = false"); }   // the columns are in the file
        // The footers that are read at bind time do not tell it of many files, and a join would build its table of the big side.
        if (files.Aggregate((long?)0, (sum, file) => sum + file.Stats?.NumRecords) is { } rows) { sql.Append(CultureInfo.InvariantCulture, $", explicit_cardinality = {rows}"); }
        return sql.Append(')').ToString();
    }

    private static void AppendSchema(StringBuilder sql, IReadOnlyList<Column> columns)
    {
        sql.Append(", schema = MAP {");
        for (var i = 0; i < columns.Count; i++)
        {
            var name = DuckSql.Literal(columns[i].Name);
            sql.Append(i == 0 ? "" : ", ").Append(name).Append(": {name: ").Append(name).Append(", type: ").Append(DuckSql.Literal(DuckTypes.Name(columns[i].Type))).Append(", default_value: NULL}");
        }
        sql.Append('}');
    }

    // The folder is said once: lists of thousands of files stay short.
    private static void AppendPaths(StringBuilder sql, string root, IReadOnlyList<DataFile> files)
    {
        if (files.Count < 3 || files.Any(f => Path.IsPathRooted(f.Path)))
        {
            sql.Append(DuckSql.List(files.Select(f => Path.Combine(root, f.Path))));
            return;
        }
        sql.Append("list_transform(").Append(DuckSql.List(files.Select(f => f.Path))).Append(", lambda f: ").Append(DuckSql.Literal(root + "/")).Append(" || f)");
    }
}
