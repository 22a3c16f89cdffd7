using System.Globalization;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>A Delta table in a folder. Safe for several threads; other processes may commit at any time.</summary>
public sealed partial class DeltaTable
{
    private readonly LogFolder _log;
    private readonly LogReader _reader;
    private readonly Lock _lock = new();
    private TableState? _tip;           // replayed as far as anybody has looked
    private Snapshot? _tipSnapshot;
    private TableState? _pinned;        // the same for reads of older versions, which usually move forward too
    private Snapshot? _pinnedSnapshot;
    private DateTime _hintSeen;

    internal DeltaTable(string path, TimeProvider clock, LakeOptions options)
    {
        Path = System.IO.Path.GetFullPath(path);
        Name = System.IO.Path.GetFileName(Path);
        Clock = clock;
        Options = options;
        _log = new LogFolder(Path);
        _reader = new LogReader(_log, Name);
    }

    public static DeltaTable At(string path, TimeProvider clock) => new(path, clock, LakeOptions.Default);

    public string Name { get; }
    public string Path { get; }

    internal TimeProvider Clock { get; }
    internal LakeOptions Options { get; }

    public bool Exists() => _log.Exists() && (_log.HasCommit(0) || File.Exists(_log.File(CheckpointHint.Name)) || _log.List() is { Commits.Count: > 0 } or { Checkpoints.Count: > 0 });

    /// <summary>Creates the table (version 0). Does nothing when it is there with the same columns and partition columns.</summary>
    /// <exception cref="DeltaException">It is there and differs; the message names both.</exception>
    public void Create(TableSchema schema, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string>? configuration = null)
    {
        schema.CheckNames();
        foreach (var column in partitionColumns)
        {
            if (schema.Find(column) is not { Type.IsScalar: true })
            {
                throw new DeltaTypeException($"partition column {column} of table {Name} must be a scalar column of the schema ({schema})");
            }
        }
        if (!Exists() && TryCreate(schema, partitionColumns, configuration ?? new Dictionary<string, string>())) { return; }
        var found = Read();
        if (!found.Schema.Equals(schema) || !found.PartitionColumns.SequenceEqual(partitionColumns))
        {
            throw new DeltaException(
                $"table {Name} exists with the columns ({found.Schema}) partitioned by ({string.Join(", ", found.PartitionColumns)}); asked for was ({schema}) partitioned by ({string.Join(", ", partitionColumns)})");
        }
    }

    /// <summary>The newest version. Cheap when little has changed: it looks for the next commit and applies what is new.</summary>
    /// <exception cref="DeltaNotFoundException" />
    /// <exception cref="DeltaUnsupportedException">Names the features that the table asks for.</exception>
    /// <exception cref="DeltaCorruptException" />
    public Snapshot Read()
    {
        lock (_lock)
        {
            if (_tip is null || Overtaken(_tip)) { (_tip, _tipSnapshot) = (_reader.Load(), null); }
            else
            {
                try
                {
                    if (_reader.Advance(_tip)) { _tipSnapshot = null; }
                }
                catch
                {
                    _tip = null;                            // half applied: begin anew next time
                    throw;
                }
            }
            return _tipSnapshot ??= ToSnapshot(_tip);
        }
    }

    /// <exception cref="DeltaVersionException">The version is not there (any more).</exception>
    public Snapshot ReadVersion(long version)
    {
        lock (_lock)
        {
            if (_tipSnapshot?.Version == version) { return _tipSnapshot; }
            if (_pinnedSnapshot?.Version == version) { return _pinnedSnapshot; }
            try
            {
                if (_pinned is not null && _pinned.Version < version && version - _pinned.Version <= 1000) { _reader.Advance(_pinned, version); }
                if (_pinned?.Version != version) { _pinned = _reader.Load(version); }
            }
            catch
            {
                (_pinned, _pinnedSnapshot) = (null, null);
                throw;
            }
            return _pinnedSnapshot = ToSnapshot(_pinned);
        }
    }

    /// <summary>The newest version committed at or before an instant.</summary>
    /// <exception cref="DeltaVersionException">The instant lies before the oldest version that is left.</exception>
    public Snapshot ReadAt(DateTimeOffset time)
    {
        if (!_log.Exists()) { return Read(); }              // says that there is no table
        var (found, before, first) = ((long?)null, DateTimeOffset.MinValue, (DateTimeOffset?)null);
        foreach (var version in _log.List().Commits)
        {
            // File times can go back (a copied folder); versions cannot.
            var at = CommitTime(version);
            before = at > before ? at : before.AddMilliseconds(1);
            first ??= before;
            if (before > time) { break; }
            found = version;
        }
        return ReadVersion(found ?? throw new DeltaVersionException(
            $"table {Name} has no version at {time:O}: its oldest commit is of {(first is { } f ? f.ToString("O", CultureInfo.InvariantCulture) : "no time at all")}"));
    }

    /// <summary>Starts a commit on the newest version.</summary>
    /// <exception cref="DeltaUnsupportedException">The table asks for writer features that are not known here.</exception>
    public DeltaCommit Begin()
    {
        var snapshot = Read();
        ProtocolGate.CheckWriter(snapshot.Protocol, snapshot.Metadata, Name);
        return new DeltaCommit(this, _log, snapshot);
    }

    private bool TryCreate(TableSchema schema, IReadOnlyList<string> partitionColumns, IReadOnlyDictionary<string, string> configuration)
    {
        Directory.CreateDirectory(_log.Path);
        var now = Clock.GetUtcNow();
        var settings = new Dictionary<string, string>
        {
            ["delta.deletedFileRetentionDuration"] = Interval.Text(Options.RemovedFileRetention),
            ["delta.logRetentionDuration"] = Interval.Text(Options.LogRetention),
        };
        foreach (var (key, value) in configuration) { settings[key] = value; }
        using var actions = new ActionWriter();
        actions.WriteInfo([new("timestamp", now.ToUnixTimeMilliseconds()), new("operation", "CREATE TABLE"), new("engineInfo", DeltaCommit.Engine)]);
        actions.Write(Protocol.Ours);
        actions.Write(new TableMetadata(Guid.CreateVersion7().ToString(), Name, null, schema, partitionColumns, settings, now.ToUnixTimeMilliseconds()));
        var temp = _log.WriteTemp(actions.Utf8.Span);
        try
        {
            if (!_log.TryPublish(temp, 0, now)) { return false; }
            Posix.SyncFolder(Path);
            if (Directory.GetParent(Path) is { } parent) { Posix.SyncFolder(parent.FullName); }
            return true;
        }
        finally
        {
            File.Delete(temp);
        }
    }

    // Somebody checkpointed beyond this state and cleaned the commits between: the next commit will never be found.
    private bool Overtaken(TableState tip)
    {
        if (_log.HasCommit(tip.Version + 1)) { return false; }
        var written = File.GetLastWriteTimeUtc(_log.File(CheckpointHint.Name));
        if (written == _hintSeen) { return false; }
        _hintSeen = written;
        return CheckpointHint.TryRead(_log)?.Version > tip.Version || !_log.Exists();
    }

    private Snapshot ToSnapshot(TableState state) => new(Path, state, CommitTime(state.Version));

    internal DateTimeOffset CommitTime(long version)
    {
        if (!_log.HasCommit(version)) { return new(File.GetLastWriteTimeUtc(_log.File(LogPath.Checkpoint(version))), TimeSpan.Zero); }
        return _log.CommitTime(version);
    }
}
