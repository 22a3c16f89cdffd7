namespace RailLife.Lake;

/// <summary>Rebuilds a table's state from its newest usable checkpoint and the commits after it.</summary>
internal sealed class LogReader(LogFolder log, string table)
{
    /// <summary>The state at a version, or at the newest one.</summary>
    /// <exception cref="DeltaNotFoundException">There is no log.</exception>
    /// <exception cref="DeltaCorruptException">A version is missing, or no metadata or protocol is found.</exception>
    /// <exception cref="DeltaVersionException">The version asked for is not there.</exception>
    public TableState Load(long? version = null)
    {
        if (!log.Exists()) { throw new DeltaNotFoundException($"no Delta table at {log.TablePath}: there is no folder {LogFolder.Name} in it"); }
        var state = FromHint(version) ?? FromListing(version);
        if (version is { } wanted && state.Version != wanted)
        {
            throw new DeltaVersionException($"table {table} has no version {wanted}: the newest that its log gives is {state.Version}");
        }
        if (state.Protocol is null || state.Metadata is null)
        {
            throw new DeltaCorruptException($"the log of table {table} has no {(state.Protocol is null ? "protocol" : "metaData")} action up to version {state.Version}, so its columns are unknown");
        }
        ProtocolGate.CheckReader(state.Protocol, table);
        return state;
    }

    /// <summary>Applies the commits after the state's version; true when there were any.</summary>
    public bool Advance(TableState state, long? upTo = null)
    {
        var from = state.Version;
        while (state.Version != upTo && log.TryReadCommit(state.Version + 1) is { } bytes)
        {
            var version = state.Version + 1;
            var actions = ActionReader.Read(bytes, $"{table}/{LogFolder.Name}/{LogPath.Commit(version)}");
            // Checked before it is applied: the commit may speak of things that mean something else in a newer protocol.
            if (actions.Protocol is { } protocol) { ProtocolGate.CheckReader(protocol, table); }
            state.Apply(actions, version);
        }
        return state.Version != from;
    }

    // The quick way in: no listing, so the number of old commits does not matter.
    private TableState? FromHint(long? version)
    {
        if (CheckpointHint.TryRead(log) is not { } hint || hint.Version > version) { return null; }
        if (TryCheckpoint(hint) is not { } state) { return null; }
        Advance(state, version);
        // A hint older than the log's cleaned part would end here with too old a version: then look at the folder.
        return state.Version == hint.Version && version != hint.Version && !log.HasCommit(hint.Version) ? null : state;
    }

    private TableState FromListing(long? version)
    {
        var listing = log.List();
        if (listing.Commits.Count == 0 && listing.Checkpoints.Count == 0)
        {
            throw new DeltaNotFoundException($"no Delta table at {log.TablePath}: its {LogFolder.Name} has no commit");
        }
        var usable = listing.Checkpoints.Where(c => version is null || c.Version <= version).Select(TryCheckpoint).FirstOrDefault(s => s is not null);
        var first = listing.Commits.Count > 0 ? listing.Commits[0] : long.MaxValue;
        if (usable is null && first != 0)
        {
            throw version is { } wanted && listing.Checkpoints.Count > 0
                ? new DeltaVersionException($"table {table} cannot be read at version {wanted}: the log before version {listing.Checkpoints[^1].Version} has been cleaned away")
                : new DeltaCorruptException($"the log of table {table} begins at version {(first == long.MaxValue ? "none" : first)} and no readable checkpoint covers what came before");
        }
        var state = usable ?? new TableState();
        Advance(state, version);
        if (state.Version != version && listing.Commits.Any(v => v > state.Version) && !log.HasCommit(state.Version + 1))
        {
            throw new DeltaCorruptException($"the log of table {table} lacks version {state.Version + 1}: it goes from {state.Version} to {listing.Commits.First(v => v > state.Version)}");
        }
        return state;
    }

    private TableState? TryCheckpoint(CheckpointRef checkpoint)
    {
        // A checkpoint is only a short cut: one that cannot be read sends the reader to an older one or to the commits.
        if (CheckpointFile.TryRead(log, checkpoint) is not { } actions) { return null; }
        if (actions.Protocol is { } protocol) { ProtocolGate.CheckReader(protocol, table); }
        var state = new TableState();
        state.Apply(actions, checkpoint.Version);
        return state;
    }
}
