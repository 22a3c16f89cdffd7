using RailLife.Lake;

namespace RailLife.Reports.Tables;

/// <summary>The published tables' newest versions. A question that finds them older than allowed reads them anew, so the lake is looked at a few times a second at most, and not at all while nobody asks.</summary>
public sealed class LakeVersions : ITableVersions
{
    private readonly DeltaLake _lake;
    private readonly TimeProvider _time;
    private readonly TimeSpan _ageMax;
    private readonly Lock _refreshing = new();
    private volatile VersionSet _current = VersionSet.Empty;
    private volatile string? _trouble;
    private long _readAt;

    public LakeVersions(DeltaLake lake, TimeProvider time, int ageMsMax)
    {
        (_lake, _time, _ageMax) = (lake, time, TimeSpan.FromMilliseconds(ageMsMax));
        Refresh();
    }

    public VersionSet Current
    {
        get
        {
            // One caller looks; the others do not wait for it.
            if (_time.GetElapsedTime(Volatile.Read(ref _readAt)) >= _ageMax && _refreshing.TryEnter())
            {
                try
                {
                    Read();
                }
                finally
                {
                    _refreshing.Exit();
                }
            }
            return _current;
        }
    }

    /// <summary>What kept a table from being read at the last look, null when all was well. Such a table stays at the version it had.</summary>
    public string? Trouble => _trouble;

    /// <summary>Reads the newest versions now; when it returns, every commit made before the call is visible.</summary>
    public void Refresh()
    {
        lock (_refreshing)
            Read();
    }

    private void Read()
    {
        // Before the look: what is committed during it is found by the next one.
        Volatile.Write(ref _readAt, _time.GetTimestamp());
        var old = _current;
        var tables = new List<TableVersion>();
        string? trouble = null;
        foreach (var name in _lake.Names().Where(TableDescriptions.IsPublished))
        {
            var before = old.Find(name);
            try
            {
                var snapshot = _lake.Table(name).Read();
                tables.Add(before is not null && before.Version == snapshot.Version && before.At == snapshot.Timestamp ? before : TableVersion.Of(name, snapshot));
            }
            catch (Exception unreadable) when (unreadable is DeltaException or IOException or UnauthorizedAccessException)
            {
                trouble = $"{name}: {unreadable.Message}";
                if (before is not null)
                    tables.Add(before);
            }
        }
        _trouble = trouble;
        if (tables.Count != old.Tables.Count || tables.Any(t => !ReferenceEquals(old.Find(t.Name), t)))
            _current = new VersionSet(tables);
    }
}
