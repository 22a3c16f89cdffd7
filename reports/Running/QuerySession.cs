using RailLife.DuckDb;
using RailLife.Reports.Tables;

namespace RailLife.Reports.Running;

/// <summary>A connection with the views that it has; used by one query at a time.</summary>
public sealed class QuerySession(DuckDbConnection connection) : IDisposable
{
    private readonly Dictionary<string, string> _views = new(StringComparer.Ordinal);

    public DuckDbConnection Connection => connection;

    /// <summary>Makes a table readable by its name at exactly this version. Views are this connection's own, so others see theirs.</summary>
    /// <param name="hidden">Columns that come as null.</param>
    public void Show(TableVersion table, IReadOnlySet<string> hidden)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(hidden);
        var columns = hidden.Count == 0 ? "*" : "* replace (" + string.Join(", ", table.Columns.Where(hidden.Contains).Select(Masked)) + ")";
        var select = $"select {columns} from {table.Relation}";
        if (_views.GetValueOrDefault(table.Name) == select)
            return;
        connection.Execute($"create or replace temp view {DuckSql.Identifier(table.Name)} as {select}");
        _views[table.Name] = select;
    }

    public void Dispose() => connection.Dispose();

    // The column keeps its name and type and says nothing.
    private static string Masked(string column) => $"case when false then {DuckSql.Identifier(column)} end as {DuckSql.Identifier(column)}";
}
