namespace RailLife.Lake;

/// <summary>A table being replayed: commits go in, snapshots come out. Belongs to one thread at a time.</summary>
internal sealed class TableState
{
    private readonly Dictionary<string, int> _slotOf = new(StringComparer.Ordinal);
    private readonly List<DataFile?> _slots = [];       // in log order; a removed file leaves a hole

    public long Version { get; private set; } = -1;
    public Protocol? Protocol { get; private set; }
    public TableMetadata? Metadata { get; private set; }
    public Dictionary<string, Txn> Txns { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, RemovedFile> Tombstones { get; } = new(StringComparer.Ordinal);

    public void Apply(ActionSet actions, long version)
    {
        if (actions.Protocol is { } protocol) { Protocol = protocol; }
        if (actions.Metadata is { } metadata) { Metadata = metadata; }
        foreach (var removed in actions.Removed) { Remove(removed); }
        foreach (var added in actions.Added) { Add(added); }
        foreach (var txn in actions.Txns) { Txns[txn.AppId] = txn; }
        Version = version;
        if (_slots.Count > 64 && _slots.Count > 2 * _slotOf.Count) { CloseHoles(); }
    }

    /// <summary>A copy that can be written out while this one goes on.</summary>
    public TableState Copy()
    {
        var copy = new TableState { Version = Version, Protocol = Protocol, Metadata = Metadata };
        foreach (var file in Files()) { copy.Add(file); }
        foreach (var txn in Txns.Values) { copy.Txns[txn.AppId] = txn; }
        foreach (var tombstone in Tombstones.Values) { copy.Tombstones[tombstone.Path] = tombstone; }
        return copy;
    }

    public DataFile[] Files()
    {
        var files = new DataFile[_slotOf.Count];
        var next = 0;
        foreach (var file in _slots) { if (file is not null) { files[next++] = file; } }
        return files;
    }

    private void Add(DataFile file)
    {
        Tombstones.Remove(file.Path);
        if (_slotOf.TryGetValue(file.Path, out var slot)) { _slots[slot] = file; return; }
        _slotOf[file.Path] = _slots.Count;
        _slots.Add(file);
    }

    private void Remove(RemovedFile file)
    {
        if (_slotOf.Remove(file.Path, out var slot)) { _slots[slot] = null; }
        Tombstones[file.Path] = file;
    }

    private void CloseHoles()
    {
        _slots.RemoveAll(f => f is null);
        for (var i = 0; i < _slots.Count; i++) { _slotOf[_slots[i]!.Path] = i; }
    }
}
