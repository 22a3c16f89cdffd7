using System.Globalization;

namespace RailLife.Lake;

/// <summary>One optimistic commit: actions are gathered, then published at once as the table's next version. For one thread, once.</summary>
public sealed class DeltaCommit
{
    internal const string Engine = "RailLife.Lake";
    private static readonly string[] Reserved = ["timestamp", "operation", "readVersion", "isBlindAppend", "engineInfo"];

    private readonly DeltaTable _table;
    private readonly LogFolder _log;
    private readonly List<DataFile> _added = [];
    private readonly Dictionary<string, RemovedFile> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Txn> _txns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object?> _info = [];
    private readonly Dictionary<string, DataFile> _baseFiles;
    private TableMetadata _metadata;
    private string _operation = "WRITE";
    private bool _done;

    internal DeltaCommit(DeltaTable table, LogFolder log, Snapshot snapshot)
    {
        (_table, _log, Base, _metadata) = (table, log, snapshot, snapshot.Metadata);
        _baseFiles = [];
    }

    /// <summary>What this commit was decided on.</summary>
    public Snapshot Base { get; }

    /// <summary>Adds a file. It must be written and durable: <see cref="ParquetWriter"/> does both.</summary>
    public DeltaCommit Add(DataFile file)
    {
        var missing = _metadata.PartitionColumns.Where(c => !file.PartitionValues.ContainsKey(c)).ToList();
        if (missing.Count > 0) { throw new DeltaException($"file {file.Path} has no value for the partition column {missing[0]} of table {_table.Name}"); }
        _added.Add(file);
        return this;
    }

    /// <summary>Removes a file of <see cref="Base"/>; its bytes stay for readers of older versions.</summary>
    /// <param name="dataChange">False when the same commit adds its rows again in other files.</param>
    public DeltaCommit Remove(DataFile file, bool dataChange = true)
    {
        if (_baseFiles.Count == 0) { foreach (var f in Base.Files) { _baseFiles[f.Path] = f; } }
        if (!_baseFiles.TryGetValue(file.Path, out var found))
        {
            throw new DeltaException($"file {file.Path} is not in version {Base.Version} of table {_table.Name}, so it cannot be removed");
        }
        if (dataChange && Base.Configuration.GetValueOrDefault("delta.appendOnly") == "true")
        {
            throw new DeltaException($"table {_table.Name} is append-only (delta.appendOnly): no rows can be removed");
        }
        _removed[found.Path] = new RemovedFile(found.Path, 0, dataChange, found.PartitionValues, found.Bytes, found.Tags);
        return this;
    }

    /// <summary>Removes every file that <paramref name="which"/> picks: a partition, or all.</summary>
    public DeltaCommit RemoveWhere(Func<DataFile, bool> which, bool dataChange = true)
    {
        foreach (var file in Base.Files.Where(which)) { Remove(file, dataChange); }
        return this;
    }

    /// <summary>Moves an application's transaction id. Fails when it is no longer where <see cref="Base"/> has it.</summary>
    public DeltaCommit SetTxn(string appId, long version)
    {
        _txns[appId] = new Txn(appId, version, null);
        return this;
    }

    /// <summary>The same, and <see cref="Base"/> must have it at <paramref name="expectedPrevious"/> (null: must not have it).</summary>
    /// <exception cref="TxnMovedException">It stands elsewhere.</exception>
    public DeltaCommit SetTxn(string appId, long version, long? expectedPrevious)
    {
        var found = Base.Txn(appId);
        return found == expectedPrevious ? SetTxn(appId, version) : throw Moved(appId, expectedPrevious, found);
    }

    public DeltaCommit SetConfiguration(string key, string value)
    {
        _metadata = _metadata with { Configuration = new Dictionary<string, string>(_metadata.Configuration) { [key] = value } };
        return this;
    }

    /// <summary>Adds nullable columns at the end; older files read as null in them.</summary>
    /// <exception cref="DeltaTypeException">A column is there already or is not nullable.</exception>
    public DeltaCommit AddColumns(params IEnumerable<Column> columns)
    {
        var added = columns.ToList();
        if (added.Find(c => !c.Nullable) is { } strict) { throw new DeltaTypeException($"column {strict.Name} cannot be added as not null: the rows that are there have no value for it"); }
        return SetSchema(_metadata.Schema.With(added));
    }

    /// <summary>Replaces the schema. Files that stay must still fit it: use it with <see cref="AddColumns"/>, or when every file is replaced.</summary>
    public DeltaCommit SetSchema(TableSchema schema)
    {
        schema.CheckNames();
        _metadata = _metadata with { Schema = schema };
        return this;
    }

    /// <summary>What the commit says of itself: the operation, and free keys beside it in commitInfo.</summary>
    public DeltaCommit Info(string operation, IReadOnlyDictionary<string, object?>? parameters = null)
    {
        _operation = operation;
        foreach (var (key, value) in parameters ?? new Dictionary<string, object?>())
        {
            if (Reserved.Contains(key)) { throw new ArgumentException($"'{key}' is set by the commit itself; use another key", nameof(parameters)); }
            _info[key] = value;
        }
        return this;
    }

    /// <summary>Publishes. Where others committed meanwhile it goes after them, if both can stand.</summary>
    /// <returns>The version it became.</returns>
    /// <exception cref="TxnMovedException">Another commit moved one of its transaction ids.</exception>
    /// <exception cref="CommitConflictException">Another commit removed a file that this one removes, changed the metadata, or added rows to what this one replaces.</exception>
    public long Commit()
    {
        if (_done) { throw new InvalidOperationException("this commit has been published; begin another one"); }
        var time = Later(_table.Clock.GetUtcNow(), Base.Timestamp);
        var temp = _log.WriteTemp(Content(time));
        try
        {
            _table.Options.Moment?.Invoke("commit");
            var version = Base.Version + 1;
            while (!_log.TryPublish(temp, version, time))
            {
                CheckAgainst(version);
                time = Later(time, _log.CommitTime(version));
                version++;
            }
            _done = true;
            _table.CheckpointIfDue(version);
            return version;
        }
        finally
        {
            File.Delete(temp);
        }
    }

    // A version is never older than the one before it, whatever the clock does.
    private static DateTimeOffset Later(DateTimeOffset time, DateTimeOffset previous) => time > previous ? time : previous.AddMilliseconds(1);

    private ReadOnlySpan<byte> Content(DateTimeOffset time)
    {
        var now = time.ToUnixTimeMilliseconds();
        using var actions = new ActionWriter();
        actions.WriteInfo([
            new("timestamp", now), new("operation", _operation), new("readVersion", Base.Version),
            new("isBlindAppend", _removed.Count == 0 && _metadata == Base.Metadata), new("engineInfo", Engine), .. _info]);
        if (_metadata != Base.Metadata) { actions.Write(_metadata); }
        foreach (var txn in _txns.Values) { actions.Write(txn with { UpdatedAtMs = now }); }
        foreach (var removed in _removed.Values) { actions.Write(removed with { DeletedAtMs = now }); }
        foreach (var added in _added) { actions.Write(added); }
        return actions.Utf8.ToArray();
    }

    private void CheckAgainst(long version)
    {
        var bytes = _log.TryReadCommit(version)
            ?? throw new CommitConflictException($"version {version} of table {_table.Name} was taken and is gone again; read the table anew");
        var winner = ActionReader.Read(bytes, LogPath.Commit(version));
        foreach (var txn in winner.Txns)
        {
            if (_txns.ContainsKey(txn.AppId)) { throw Moved(txn.AppId, Base.Txn(txn.AppId), txn.Version); }
        }
        if (winner.Metadata is not null || winner.Protocol is not null) { throw Conflict(version, "changed the table's metadata"); }
        if (winner.Removed.Find(r => _removed.ContainsKey(r.Path)) is { } both) { throw Conflict(version, $"removed {both.Path}, which this commit removes too"); }
        if (_metadata != Base.Metadata && _metadata.Schema != Base.Schema && winner.Added.Count > 0) { throw Conflict(version, "added files of the schema that this commit replaces"); }
        if (_removed.Values.Any(r => r.DataChange) && winner.Added.Exists(a => a.DataChange)) { throw Conflict(version, "added rows that this commit, which replaces rows, has not seen"); }
    }

    private CommitConflictException Conflict(long version, string what) => new(string.Create(CultureInfo.InvariantCulture,
        $"table {_table.Name}: version {version} {what}; read the table anew (this commit was decided on version {Base.Version})"));

    private TxnMovedException Moved(string appId, long? expected, long? found) => new(appId, expected, found,
        $"table {_table.Name}: the transaction id {appId} stands at {found?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}, expected was {expected?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}; another writer has committed this, so drop the batch and go on from there");
}
