using RailLife.DuckDb;

namespace RailLife.Warehouse;

/// <summary>A range of a model's keys, computed by itself, so that a build needs memory for its part of the history and not for all of it.</summary>
/// <param name="Column">First column of the key.</param>
/// <param name="Type">Its SQL type.</param>
/// <param name="From">The least key, included; null = open.</param>
/// <param name="Below">The first key after it, excluded; null = open.</param>
internal sealed record KeySlice(string Column, string Type, KeySlice.Bound? From, KeySlice.Bound? Below)
{
    private const int SampleRows = 20_000;

    /// <summary>A key, and the same as SQL text.</summary>
    internal sealed record Bound(object Value, string Text);

    /// <summary>Ranges that hold about as many rows each and all keys together: from a sample, since what is read most often weighs most.</summary>
    /// <param name="rows">Selects whose columns are the key's, a row for each that will be read.</param>
    /// <param name="rowsMax">About so many rows a range.</param>
    /// <returns>Empty when one range would hold them all.</returns>
    public static IReadOnlyList<KeySlice> Of(DuckDbConnection connection, string column, IReadOnlyList<string> rows, long rowsMax)
    {
        if (rows.Count == 0)
            return [];
        var (key, all) = (DuckSql.Identifier(column), $"({string.Join(" union all ", rows)})");
        var counted = connection.Rows($"select count({key}), any_value(typeof({key})) from {all}")[0];
        var parts = ((long)counted[0]! + rowsMax - 1) / rowsMax;
        if (parts < 2)
            return [];
        var sample = connection.Rows($"select {key}, {key}::varchar from (select {key} from {all} where {key} is not null using sample {SampleRows} rows) order by {key}");
        // SQL text cannot hold NUL; a range may end one key later.
        var bounds = Enumerable.Range(1, (int)parts - 1).Select(i => sample[(int)(i * sample.Count / parts)]).Select(r => new Bound(r[0]!, (string)r[1]!))
            .Where(b => !b.Text.Contains('\0', StringComparison.Ordinal)).Distinct().ToList();
        return [.. bounds.Append(null).Select((below, i) => new KeySlice(column, (string)counted[1]!, i == 0 ? null : bounds[i - 1], below))];
    }

    /// <summary>SQL that is true of the keys in the range; a key that is null lies in none, since it names no row.</summary>
    public string Condition(string column) => (From, Below) switch
    {
        (null, null) => $"{column} is not null",
        (null, _) => $"{column} < {Literal(Below)}",
        (_, null) => $"{column} >= {Literal(From)}",
        _ => $"{column} >= {Literal(From)} and {column} < {Literal(Below)}",
    };

    private string Literal(Bound bound) => $"{DuckSql.Literal(bound.Text)}::{Type}";
}
