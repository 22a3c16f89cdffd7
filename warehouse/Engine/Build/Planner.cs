using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>What has to be done to a model, and why.</summary>
/// <param name="Changes">Per input that changed.</param>
internal sealed record Plan(BuildMode Mode, string Reason, IReadOnlyDictionary<string, SourceChanges> Changes)
{
    public static Plan Of(BuildMode mode, string reason) => new(mode, reason, new Dictionary<string, SourceChanges>());
}

/// <summary>Compares what a model has consumed with what there is.</summary>
internal sealed class Planner(World world, ModelGraph graph)
{
    /// <param name="stored">The model's table as it stands; null = it has none.</param>
    public Plan Decide(ModelFile model, Snapshot? stored, bool full)
    {
        if (!model.IsStored)
            return Plan.Of(BuildMode.View, "computed when read");
        if (stored?.Configuration.GetValueOrDefault(CommitInfo.Fingerprint) is not { } fingerprint)
            return Plan.Of(BuildMode.Full, "first build");
        if (full)
            return Plan.Of(BuildMode.Full, "asked for");
        if (fingerprint != graph.Fingerprint(model))
            return Plan.Of(BuildMode.Full, "the model, or a view it reads, was edited");
        var changes = new Dictionary<string, SourceChanges>();
        foreach (var input in graph.Inputs(model))
        {
            var (consumed, current) = (stored.Txn(CommitInfo.Txn(input)) ?? -1, world.Version(input));
            if (consumed == current)
                continue;
            if (consumed > current)
                return Plan.Of(BuildMode.Full, $"{input} stands at version {current}, before the version {consumed} that was consumed");
            var change = SourceChanges.Between(world.Table(input), consumed, current, TypesRead(model, input));
            if (!change.IsEmpty)
                changes[input] = change;
        }
        return Decide(model, changes);
    }

    private Plan Decide(ModelFile model, Dictionary<string, SourceChanges> changes)
    {
        if (changes.Count == 0)
            return Plan.Of(BuildMode.Skip, "nothing new");
        var names = string.Join(", ", changes.Keys);
        if (model.Materialization == Materialization.Table)
            return new Plan(BuildMode.Table, $"new in {names}", changes);
        if (changes.Values.FirstOrDefault(c => c.Unfollowable is not null) is { } lost)
            return Plan.Of(BuildMode.Full, lost.Unfollowable!);
        if (changes.Keys.FirstOrDefault(model.References.Contains) is { } reference)
            return Plan.Of(BuildMode.Full, $"{reference}, which is joined without the key, changed");
        return new Plan(model.Materialization == Materialization.Append ? BuildMode.Append : BuildMode.ByKey, $"new in {names}", changes);
    }

    // Null when somebody reads the source whole, or when rows of any type matter (retractions).
    private HashSet<string>? TypesRead(ModelFile model, string input)
    {
        var types = new HashSet<string>();
        return Collect(model) && types.Count > 0 ? types : null;

        bool Collect(ModelFile reader)
        {
            foreach (var name in reader.Refs)
            {
                if (name == input && reader.Events.Count == 0)
                    return false;
                if (name == input)
                    types.UnionWith(reader.Events);
                else if (graph.TryModel(name, out var view) && !view.IsStored && !Collect(view))
                    return false;
            }
            return true;
        }
    }
}
