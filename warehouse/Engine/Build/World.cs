using RailLife.Lake;

namespace RailLife.Warehouse;

/// <summary>
/// The versions that one build, or one reader, sees: sources are fixed when first looked at; stored models move on as the build commits them.
/// </summary>
internal sealed class World(DeltaLake lake, ModelGraph graph)
{
    private readonly Dictionary<string, Snapshot?> _snapshots = [];

    /// <summary>The table as it counts here; null = it has no version yet.</summary>
    /// <remarks>A pinned source is read at the version up to which it has been searched for doubles, so no unchecked row is ever seen.</remarks>
    public Snapshot? Find(string table)
    {
        if (_snapshots.TryGetValue(table, out var known))
            return known;
        return _snapshots[table] = graph.IsSource(table) && graph.Source(table).PinnedBy is { } pin ? Pinned(table, pin) : Newest(table);
    }

    /// <summary>-1 while the table has no version.</summary>
    public long Version(string table) => Find(table)?.Version ?? -1;

    public DeltaTable Table(string table) => lake.Table(table);

    /// <summary>Looks again: after a commit of this build.</summary>
    public void Forget(string table) => _snapshots.Remove(table);

    private Snapshot? Newest(string table) => lake.Table(table) is var found && found.Exists() ? found.Read() : null;

    private Snapshot? Pinned(string table, string pin)
    {
        if (Find(pin)?.Txn($"duplicate:{table}") is not { } version)
            return null;
        var found = lake.Table(table);
        return found.Read() is var newest && newest.Version == version ? newest : found.ReadVersion(version);
    }
}
