using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>SQL over the rows that came to, or left, what a model reads.</summary>
internal sealed class ChangedRows(World world, ModelGraph graph, Relations relations, IReadOnlyDictionary<string, SourceChanges> changes)
{
    /// <summary>One select per way in which keys of the model were touched; its columns are the model's key.</summary>
    public IReadOnlyList<string> Keys(ModelFile model)
    {
        var selects = new List<string>();
        foreach (var name in model.Refs.Where(name => !model.References.Contains(name)))
            Keys(name, KeyFilter.Of(null, null, model.Key), selects);
        return selects;
    }

    /// <summary>The new rows of a stored table, or of a source that nobody retracts; null when there are none.</summary>
    public string? New(string table) =>
        changes.TryGetValue(table, out var change) && change.Added.Count > 0 ? world.Find(table)!.ScanSql(change.Added) : null;

    /// <summary>Rows that are no longer in a stored model: per commit, those of the files that left which no file carries on.</summary>
    public IEnumerable<string> Left(ModelFile table)
    {
        if (!changes.TryGetValue(table.Name, out var change))
            yield break;
        var grain = string.Join(", ", table.Grain.Select(DuckSql.Identifier));
        foreach (var (left, carried) in change.Replaced)
        {
            var snapshot = world.Find(table.Name)!;
            yield return carried.Count == 0
                ? snapshot.ScanSql(left)
                : $"(select gone.* from {snapshot.ScanSql(left)} gone anti join {snapshot.ScanSql(carried)} stays using ({grain}))";
        }
    }

    /// <summary>New rows of an event source, retracted ones left out; null when no file is new.</summary>
    public string? NewEvents(SourceTable source) =>
        changes.TryGetValue(source.Name, out var change) && change.Added.Count > 0 ? relations.Source(source, null, change.Added) : null;

    /// <summary>Rows of the pinning table that retract events of this source which were counted before; null when there are none.</summary>
    public string? NewRetractions(SourceTable source)
    {
        if (source.PinnedBy is not { } pin || !changes.TryGetValue(pin, out var change) || change.Added.Count == 0)
            return null;
        var rows = Relations.Retracted(source, world.Find(pin)!.ScanSql(change.Added));
        // A double that comes in the same files as its first never counted: its key is not touched by its leaving.
        return changes.TryGetValue(source.Name, out var arrived) && arrived.Added.Count > 0
            ? $"(select gone.* from {rows} gone anti join {world.Find(source.Name)!.ScanSql(arrived.Added)} arrived using (\"partition\", \"offset\"))"
            : rows;
    }

    /// <summary>Events of earlier files that are now retracted; null when there are none.</summary>
    public string? RetractedEvents(SourceTable source) => NewRetractions(source) is { } gone && world.Find(source.Name) is { } snapshot
        ? $"(select was.* from {snapshot.ScanSql()} was semi join {gone} gone using (\"partition\", \"offset\"))"
        : null;

    private void Keys(string name, KeyFilter key, List<string> selects)
    {
        if (graph.IsSource(name))
        {
            Add(key, New(name), selects);
            return;
        }
        var model = graph.Model(name);
        if (model.IsStored)
        {
            Add(key, New(name), selects);
            foreach (var left in Left(model))
                Add(key, left, selects);
        }
        else if (model.Refs is [var only] && graph.IsSource(only) && graph.Source(only).PinnedBy is not null)
        {
            OfEvents(model, graph.Source(only), key, selects);
        }
        else
        {
            foreach (var inner in model.Refs)
                Keys(inner, key.Below(model), selects);
        }
    }

    private void OfEvents(ModelFile view, SourceTable source, KeyFilter key, List<string> selects)
    {
        if (NewEvents(source) is { } events)
            Add(key, $"({relations.Query(view, _ => events)})", selects);
        if (NewRetractions(source) is not { } gone)
            return;
        // The retraction carries the ids of its envelope, so the event itself need not be looked for.
        var below = key.Below(view);
        if (below.Columns.All(c => c.Relation is "subject" or "memberid" or "merchantid"))
            Add(below, gone, selects);
        else if (RetractedEvents(source) is { } was)
            Add(key, $"({relations.Query(view, _ => was)})", selects);
    }

    private static void Add(KeyFilter key, string? rows, List<string> selects)
    {
        if (rows is not null)
            selects.Add($"select {string.Join(", ", key.Columns.Select(c => $"{DuckSql.Identifier(c.Relation)} as {DuckSql.Identifier(c.Key)}"))} from {rows}");
    }
}
