namespace RailLife.DuckDb;

/// <summary>Quoting, the one place. A parameter is better wherever SQL takes one; file names and identifiers need these.</summary>
public static class DuckSql
{
    /// <summary>'it''s'. DuckDB's plain literals know no escapes, so doubling the quote is all.</summary>
    /// <exception cref="ArgumentException">The text holds NUL, which ends SQL text in DuckDB's C API.</exception>
    public static string Literal(string s) => $"'{WithoutNul(s).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>"order" as one quoted name; a dot inside is part of the name.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds NUL.</exception>
    public static string Identifier(string s) => s.Length == 0
        ? throw new ArgumentException("an SQL name cannot be empty", nameof(s))
        : $"\"{WithoutNul(s).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>['a', 'b'] as a list of literals, typed varchar[] also when empty.</summary>
    public static string List(IEnumerable<string> s) => $"[{string.Join(", ", s.Select(Literal))}]::varchar[]";

    private static string WithoutNul(string s) => s.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException($"the text '{s.Replace("\0", "\\0", StringComparison.Ordinal)}' holds a NUL character; SQL text cannot", nameof(s))
        : s;
}
