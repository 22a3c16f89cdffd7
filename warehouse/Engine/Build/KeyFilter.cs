using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>The keys of a model that have to be recomputed, in a temporary table whose columns are the key's.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Count">Keys in it.</param>
/// <param name="Filters">Per key column, what rows must have to hold one of the keys: for leaving out files by their stats.</param>
internal sealed record TouchedKeys(string Table, long Count, IReadOnlyDictionary<string, ColumnFilter> Filters)
{
    private const string Name = "raillife_touched";
    private const int ListedMax = 2_000;

    public static readonly TouchedKeys None = new(Name, 0, new Dictionary<string, ColumnFilter>());

    /// <summary>The distinct keys of some selects; a key with a null in it names no row.</summary>
    public static TouchedKeys Of(DuckDbConnection connection, IReadOnlyList<string> key, IReadOnlyList<string> selects)
    {
        if (selects.Count == 0)
            return None;
        var columns = string.Join(", ", key.Select(DuckSql.Identifier));
        var known = string.Join(" and ", key.Select(k => $"{DuckSql.Identifier(k)} is not null"));
        connection.Execute($"create or replace temp table {Name} as select distinct {columns} from ({string.Join(" union all ", selects)}) where {known}");
        var bounds = connection.Rows($"select count(*), {string.Join(", ", key.Select(k => $"min({DuckSql.Identifier(k)}), max({DuckSql.Identifier(k)})"))} from {Name}")[0];
        var count = (long)bounds[0]!;
        return count == 0 ? None : new TouchedKeys(Name, count, key.Select((k, i) => Filter(connection, k, count, bounds[(2 * i) + 1]!, bounds[(2 * i) + 2]!)).ToDictionary(f => f.Column));
    }

    // A few keys are compared one by one, so that a single late one does not open every file between it and the newest.
    private static ColumnFilter Filter(DuckDbConnection connection, string column, long count, object min, object max) => count > ListedMax
        ? new ColumnFilter.Between(column, min, max)
        : new ColumnFilter.OneOf(column, [.. connection.Rows($"select distinct {DuckSql.Identifier(column)} from {Name}").Select(r => r[0]!)]);
}

/// <summary>Which keys of a model are computed, and which column of a relation stands for each of the key's columns.</summary>
/// <param name="Touched">These only; null = all.</param>
/// <param name="Slice">Within this range only; null = all.</param>
internal sealed record KeyFilter(TouchedKeys? Touched, KeySlice? Slice, IReadOnlyList<(string Relation, string Key)> Columns)
{
    public static KeyFilter Of(TouchedKeys? touched, KeySlice? slice, IReadOnlyList<string> key) => new(touched, slice, [.. key.Select(k => (k, k))]);

    /// <summary>The same filter on what a view reads, where the view says its columns have another name.</summary>
    public KeyFilter Below(ModelFile view) => this with { Columns = [.. Columns.Select(c => (view.EnvelopeKeys.GetValueOrDefault(c.Relation, c.Relation), c.Key))] };

    /// <summary>The files of a snapshot that can hold a row with such a key.</summary>
    public IReadOnlyList<DataFile> Files(Snapshot snapshot) => snapshot.Prune([.. Columns.SelectMany(c => Tests(c.Key).Select(test => test with { Column = c.Relation }))]);

    /// <summary>The rows of a relation that have such a key.</summary>
    public string Only(string relation)
    {
        var touched = Touched is null ? "" : $" semi join {Touched.Table} on {On("kept")}";
        var slice = Slice is null ? "" : $" where {Slice.Condition($"kept.{DuckSql.Identifier(Columns.First(c => c.Key == Slice.Column).Relation)}")}";
        return $"(select kept.* from {relation} kept{touched}{slice})";
    }

    /// <summary>The condition that a row has a touched key.</summary>
    public string On(string relation) => string.Join(" and ",
        Columns.Select(c => $"{relation}.{DuckSql.Identifier(c.Relation)} = {Touched!.Table}.{DuckSql.Identifier(c.Key)}"));

    private IEnumerable<ColumnFilter> Tests(string key)
    {
        if (Touched?.Filters.GetValueOrDefault(key) is { } touched)
            yield return touched;
        if (Slice?.Column == key)
            yield return new ColumnFilter.Between(key, Slice.From?.Value, Slice.Below?.Value);
    }
}
