using RailLife.Lake;

namespace RailLife.Reports.Tables;

/// <summary>The published tables' newest versions, renewed by a poll and at once by <see cref="Refresh"/>, which a build calls after its commits.</summary>
public sealed class LakeVersions : ITableVersions, IDisposable
{
    private readonly DeltaLake _lake;
    private readonly Lock _refreshing = new();
    private readonly ITimer _timer;
    private volatile VersionSet _current = VersionSet.Empty;
    private volatile string? _trouble;

    public LakeVersions(DeltaLake lake, TimeProvider time, int pollMs)
    {
        ArgumentNullException.ThrowIfNull(time);
        _lake = lake;
        Refresh();
        var every = TimeSpan.FromMilliseconds(pollMs);
        _timer = time.CreateTimer(_ => Poll(), null, every, every);
    }

    public VersionSet Current => _current;

    /// <summary>What kept a table from being read at the last look, null when all was well. Such a table stays at the version it had.</summary>
    public string? Trouble => _trouble;

    /// <summary>Reads the newest versions now; when it returns, every commit made before the call is visible.</summary>
    public void Refresh()
    {
        lock (_refreshing)
            Read();
    }

    public void Dispose() => _timer.Dispose();

    private void Poll()
    {
        // A slow disk must not pile up polls.
        if (!_refreshing.TryEnter())
            return;
        try
        {
            Read();
        }
        finally
        {
            _refreshing.Exit();
        }
    }

    private void Read()
    {
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
