using System.Runtime.CompilerServices;
using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>A table or view that can be asked, at the versions of one look.</summary>
/// <param name="Version">The lake table's version; -1 for a view, or for a table without rows yet.</param>
/// <param name="Relation">A DuckDB relation in parentheses.</param>
public sealed record CatalogEntry(string Name, long Version, string Relation);

/// <summary>All sources, views and stored models, each at one version: what one question sees.</summary>
public sealed class CatalogView(IReadOnlyList<CatalogEntry> entries)
{
    private readonly Dictionary<string, CatalogEntry> _byName = entries.ToDictionary(e => e.Name);

    public IReadOnlyList<CatalogEntry> Entries => entries;

    public CatalogEntry? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Versions of what lies in the lake, by table.</summary>
    public IReadOnlyDictionary<string, long> Versions => entries.Where(e => e.Version >= 0).ToDictionary(e => e.Name, e => e.Version);
}

/// <summary>Gives the warehouse's tables and views to whoever asks questions: SQL, reports, checks.</summary>
/// <remarks>A bronze table by its own name is whole: doubles, and rows not yet searched, included. Views of staging see what models see.</remarks>
public sealed class ModelCatalog(DeltaLake lake, ModelGraph graph)
{
    private readonly ConditionalWeakTable<DuckDbConnection, Dictionary<string, string>> _registered = [];

    /// <summary>One look at the newest versions. Models that were never built are left out.</summary>
    public CatalogView Read()
    {
        var world = new World(lake, graph);
        var relations = new Relations(world, graph);
        var entries = new List<CatalogEntry>();
        // What pins others is the one that the views see; what is pinned is whole here.
        foreach (var source in graph.Sources)
            entries.Add((source.PinnedBy is null ? world.Find(source.Name) : Newest(source.Name)) is { } found
                ? new CatalogEntry(source.Name, found.Version, found.ScanSql())
                : new CatalogEntry(source.Name, -1, $"({source.EmptySql})"));
        foreach (var model in graph.Models)
        {
            if (model.IsStored && world.Find(model.Name) is { } stored)
                entries.Add(new CatalogEntry(model.Name, stored.Version, stored.ScanSql()));
            else if (!model.IsStored && graph.Inputs(model).All(i => graph.IsSource(i) || world.Find(i) is not null))
                entries.Add(new CatalogEntry(model.Name, -1, relations.Of(model.Name, null)));
        }
        return new CatalogView(entries);
    }

    private Snapshot? Newest(string name) => lake.Table(name) is var table && table.Exists() ? table.Read() : null;

    /// <summary>Makes every entry a temporary view of the connection; only those that changed since the last call are made anew.</summary>
    /// <remarks>After an upgrade a view may read a column that its table has only once it is built again. It is then left out until it is, and all else can be asked.</remarks>
    public CatalogView RegisterAll(DuckDbConnection connection, CatalogView? view = null)
    {
        view ??= Read();
        var known = _registered.GetOrCreateValue(connection);
        var changed = view.Entries.Where(e => known.GetValueOrDefault(e.Name) != e.Relation).ToList();
        try
        {
            if (changed.Count > 0)
                connection.Execute(string.Concat(changed.Select(Sql)));
        }
        catch (DuckDbException)
        {
            changed.RemoveAll(entry => !Registers(connection, entry));
        }
        foreach (var entry in changed)
            known[entry.Name] = entry.Relation;
        return view;
    }

    private bool Registers(DuckDbConnection connection, CatalogEntry entry)
    {
        try
        {
            connection.Execute(Sql(entry));
            return true;
        }
        catch (DuckDbException) when (graph.TryModel(entry.Name, out var model) && !model.IsStored)
        {
            connection.Execute($"drop view if exists {DuckSql.Identifier(entry.Name)}");
            return false;
        }
    }

    private static string Sql(CatalogEntry entry) => $"create or replace temp view {DuckSql.Identifier(entry.Name)} as select * from {entry.Relation};\n";
}
