using System.Globalization;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>Partition values: text in the log, typed in SQL. The protocol's empty text means null.</summary>
public static class PartitionValue
{
    /// <summary>The protocol's text of a CLR value; null stays null.</summary>
    /// <exception cref="ArgumentException">A type that cannot be a partition value, or empty text, which would come back as null.</exception>
    public static string? Text(object? value) => value switch
    {
        null => null,
        "" => throw new ArgumentException("a partition value is the empty text, which Delta reads back as null; store null, or another text"),
        string s => s,
        bool b => b ? "true" : "false",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } t => t.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        sbyte or short or int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType().Name} cannot be a partition value; expected text, a whole number, decimal, bool, date or UTC instant"),
    };

    /// <summary>The value as a typed SQL expression.</summary>
    internal static string Literal(Column column, string? value)
    {
        var type = DuckTypes.Name(column.Type);
        if (string.IsNullOrEmpty(value)) { return $"cast(null as {type})"; }
        if (column.Type == DeltaType.Binary) { return $"encode({DuckSql.Literal(value)})"; }
        return $"cast({DuckSql.Literal(column.Type == DeltaType.Timestamp ? WithZone(value) : value)} as {type})";
    }

    /// <summary>A column's value, found without case.</summary>
    internal static string? Find(IReadOnlyDictionary<string, string?> values, string column) =>
        values.TryGetValue(column, out var value) ? value : values.FirstOrDefault(v => v.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;

    // Timestamps without a zone are UTC; the session's zone must not matter.
    internal static string WithZone(string timestamp) =>
        timestamp.EndsWith('Z') || timestamp.LastIndexOfAny(['+', '-']) > 9 ? timestamp : timestamp + "+00";

    /// <summary>A folder name for the value, as Hive writes it. For people and tools only: the log holds the value.</summary>
    internal static string Folder(string column, string? value) => $"{Escape(column)}={(value is null ? "__HIVE_DEFAULT_PARTITION__" : Escape(value))}";

    private static string Escape(string text) =>
        string.Concat(text.Select(c => c < 0x20 || c == 0x7f || "\"#%'*/:=?\\{[]^".Contains(c, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:X2}") : c.ToString()));
}
