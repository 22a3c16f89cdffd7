using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>Turns <c>ref('x')</c> into SQL over files of the lake, at the versions of a <see cref="World"/>.</summary>
internal sealed class Relations(World world, ModelGraph graph)
{
    /// <summary>A model's query with every reference replaced by the whole relation.</summary>
    public string Query(ModelFile model) => Query(model, (KeyFilter?)null);

    /// <summary>A model's query over rows of some keys only; references of the header stay whole.</summary>
    /// <param name="filter">Null = all keys.</param>
    public string Query(ModelFile model, KeyFilter? filter) =>
        SqlTemplate.Render(model.Sql, name => Of(name, model.References.Contains(name) ? null : filter));

    /// <summary>A model's query with the event sources below its staging views replaced.</summary>
    public string Query(ModelFile model, Func<SourceTable, string> source) =>
        SqlTemplate.Render(model.Sql, name => graph.TryModel(name, out var view) && !view.IsStored ? $"({Query(view, source)})"
            : graph.IsSource(name) ? source(graph.Source(name)) : Of(name, null));

    /// <summary>The relation of a name, in parentheses.</summary>
    public string Of(string name, KeyFilter? filter)
    {
        if (graph.IsSource(name))
            return Source(graph.Source(name), filter);
        var model = graph.Model(name);
        if (model.IsStored)
            return Filtered(world.Find(name) is { } stored ? Scan(stored, filter) : Empty(name), filter);
        // A view of a source that does not name the key's column in the envelope is filtered above: right, though it parses every payload.
        if (filter is not null && model.Refs is [var only] && graph.IsSource(only) && !filter.Columns.All(c => model.EnvelopeKeys.ContainsKey(c.Relation)))
            return Filtered($"({Query(model)})", filter);
        return $"({SqlTemplate.Render(model.Sql, inner => Of(inner, filter is null || model.References.Contains(inner) ? null : filter.Below(model)))})";
    }

    /// <summary>Rows of an event source without the retracted ones.</summary>
    /// <param name="files">Some of its files only; null = all.</param>
    public string Source(SourceTable source, KeyFilter? filter, IReadOnlyList<DataFile>? files = null)
    {
        var rows = Filtered(world.Find(source.Name) is not { } snapshot ? Empty(source.Name) : files is null ? Scan(snapshot, filter) : snapshot.ScanSql(files), filter);
        if (source.PinnedBy is not { } pin || world.Find(pin) is not { Files.Count: > 0 } retracted)
            return rows;
        return $"(select kept.* from {rows} kept anti join {Retracted(source, retracted.ScanSql())} gone using (\"partition\", \"offset\"))";
    }

    /// <summary>What of a pinning table's rows is about this source.</summary>
    public static string Retracted(SourceTable source, string scan) =>
        source.Topic is { } topic ? $"(select * from {scan} where topic = {DuckSql.Literal(topic)})" : scan;

    // Files that cannot hold such a key are not even opened.
    private static string Scan(Snapshot snapshot, KeyFilter? filter) => filter is null ? snapshot.ScanSql() : snapshot.ScanSql(filter.Files(snapshot));

    private static string Filtered(string relation, KeyFilter? filter) =>
        filter is null ? relation : filter.Only(relation);

    private string Empty(string table) => graph.IsSource(table)
        ? $"({graph.Source(table).EmptySql})"
        : throw new ModelException($"found no rows of {table} yet, which other models read; expected it to be built before them (build with +name, or without --select)");
}
