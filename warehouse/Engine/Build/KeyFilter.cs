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

/// <summary>Touched keys, and which column of a relation stands for each of the key's columns.</summary>
internal sealed record KeyFilter(TouchedKeys Keys, IReadOnlyList<(string Relation, string Key)> Columns)
{
    public static KeyFilter Of(TouchedKeys keys, IReadOnlyList<string> key) => new(keys, [.. key.Select(k => (k, k))]);

    /// <summary>The same filter on what a view reads, where the view says its columns have another name.</summary>
    public KeyFilter Below(ModelFile view) => new(Keys, [.. Columns.Select(c => (view.EnvelopeKeys.GetValueOrDefault(c.Relation, c.Relation), c.Key))]);

    /// <summary>The files of a snapshot that can hold a row with a touched key.</summary>
    public IReadOnlyList<DataFile> Files(Snapshot snapshot) => snapshot.Prune([.. Columns.Where(c => Keys.Filters.ContainsKey(c.Key)).Select(c => Keys.Filters[c.Key] with { Column = c.Relation })]);

    public string On(string relation) => string.Join(" and ",
        Columns.Select(c => $"{relation}.{DuckSql.Identifier(c.Relation)} = {Keys.Table}.{DuckSql.Identifier(c.Key)}"));
}
