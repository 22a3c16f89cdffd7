using System.Globalization;

namespace RailLife.Lake;

/// <summary>What DuckDB's <c>COPY ... (return_stats)</c> tells: filename, count, file_size_bytes, footer_size_bytes, column_statistics, partition_keys.</summary>
internal sealed record WrittenFile(long Rows, long Bytes, IReadOnlyDictionary<string, ColumnStats> Columns)
{
    public ColumnStats? Column(string name) => Columns.GetValueOrDefault(name);

    public static WrittenFile Of(object?[] row)
    {
        var columns = new Dictionary<string, ColumnStats>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, statistics) in (IEnumerable<KeyValuePair<object, object?>>)row[4]!)
        {
            // The key is a quoted path; fields within a column have a dot between two quotes.
            var name = (string)path;
            if (name.Length < 2 || name[0] != '"' || name.Contains("\".\"", StringComparison.Ordinal)) { continue; }
            var values = ((IEnumerable<KeyValuePair<object, object?>>)statistics!).ToDictionary(s => (string)s.Key, s => s.Value as string);
            columns[name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)] = new ColumnStats(
                values.GetValueOrDefault("min"), values.GetValueOrDefault("max"),
                values.GetValueOrDefault("null_count") is { } nulls ? long.Parse(nulls, CultureInfo.InvariantCulture) : null,
                values.GetValueOrDefault("has_nan") == "true");
        }
        return new WrittenFile(Convert.ToInt64(row[1], CultureInfo.InvariantCulture), Convert.ToInt64(row[2], CultureInfo.InvariantCulture), columns);
    }
}

/// <summary>Min and max as DuckDB prints them.</summary>
internal sealed record ColumnStats(string? Min, string? Max, long? NullCount, bool HasNaN);
