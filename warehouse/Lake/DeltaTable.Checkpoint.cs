namespace RailLife.Lake;

public sealed partial class DeltaTable
{
    private long _checkpointed = -1;

    /// <summary>Writes a checkpoint of the newest version, so that readers need not replay what lies before it.</summary>
    /// <returns>The version.</returns>
    public long Checkpoint()
    {
        var state = CopyOfTip();                             // writing it out must not hold up readers
        ProtocolGate.CheckWriter(state.Protocol!, state.Metadata!, Name);
        Options.Moment?.Invoke("checkpoint");
        CheckpointFile.Write(_log, state, (Clock.GetUtcNow() - RemovedFileRetention(state.Metadata!)).ToUnixTimeMilliseconds());
        _checkpointed = state.Version;
        return state.Version;
    }

    internal void CheckpointIfDue(long version)
    {
        if (Options.CheckpointEveryMin <= 0) { return; }
        try
        {
            if (version < Options.CheckpointEveryMin) { return; }
            if (_checkpointed < 0) { _checkpointed = CheckpointHint.TryRead(_log)?.Version ?? 0; }
            if (version - _checkpointed < Options.CheckpointEveryMin) { return; }
            // A big table costs more to write out than a few more commits cost to replay.
            var every = Math.Clamp(Options.CheckpointEveryMin + (Read().Files.Count / 100), Options.CheckpointEveryMin, Math.Max(Options.CheckpointEveryMin, Options.CheckpointEveryMax));
            if (version - _checkpointed < every) { return; }
            // Another process may have done it.
            _checkpointed = Math.Max(_checkpointed, CheckpointHint.TryRead(_log)?.Version ?? 0);
            if (version - _checkpointed >= every) { Checkpoint(); }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The commit stands whether or not a short cut to it could be written.
            Options.CheckpointFailed?.Invoke(Name, e);
        }
    }

    private TableState CopyOfTip()
    {
        lock (_lock)
        {
            Read();
            return _tip!.Copy();
        }
    }

    internal TimeSpan RemovedFileRetention(TableMetadata metadata) =>
        Interval.Parse(metadata.Configuration.GetValueOrDefault("delta.deletedFileRetentionDuration"), TimeSpan.FromDays(7));
}
