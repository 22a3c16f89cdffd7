using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Ingest;

/// <summary>Identities of new rows that may have come before, and the files that can tell.</summary>
internal sealed record Suspects(IReadOnlyCollection<long> Hashes, IReadOnlyList<DataFile> Files);

/// <summary>Finds, for one bronze table, which new rows may be doubles: by the identities of its newest rows in memory, so that most rows need no file.</summary>
/// <param name="newestRows">How many of the newest rows are looked at whatever the time of a new row.</param>
/// <param name="written">What this process has just written need not be read back.</param>
internal sealed class SuspectSearch(DuckDbConnection connection, int newestRows, FreshIdentities written)
{
    private readonly RecentIdentities _recent = new();

    public Suspects Of(Snapshot bronze, IReadOnlyList<DataFile> freshFiles)
    {
        var fresh = freshFiles.Select(file => (File: file, Rows: Read(bronze, file))).ToList();
        if (fresh.Sum(f => f.Rows.Hashes.Count) == 0)
        {
            return new([], []);
        }
        var newest = Newest(bronze);
        var isFresh = freshFiles.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
        var older = Near(bronze, fresh.Min(f => f.Rows.FirstMicros), fresh.Max(f => f.Rows.LastMicros)).Concat(newest)
            .Where(f => !isFresh.Contains(f.Path)).DistinctBy(f => f.Path, StringComparer.Ordinal).ToList();
        Remember(bronze, newest.Where(f => !isFresh.Contains(f.Path)));
        // Old files of the same time, as an import of history meets them, are not held in memory: they are searched themselves, for every new row.
        var strangers = older.Where(f => !_recent.Covers(f)).ToList();
        var alive = bronze.Files.Where(f => isFresh.Contains(f.Path)).Concat(older).ToDictionary(f => f.Path, StringComparer.Ordinal);
        var hashes = new HashSet<long>();
        var files = new HashSet<string>(strangers.Select(f => f.Path), StringComparer.Ordinal);
        foreach (var (file, rows) in fresh)
        {
            var isKnown = _recent.Covers(file);
            if (!isKnown)
            {
                _recent.Begin(file);
            }
            foreach (var hash in rows.Hashes)
            {
                if (_recent.Find(hash, files) || strangers.Count > 0)
                {
                    hashes.Add(hash);
                    files.Add(file.Path);
                }
                if (!isKnown)
                {
                    _recent.Add(hash);
                }
            }
        }
        // Files that left the table (compacted) are known under the file that took their rows.
        return new(hashes, [.. files.Where(alive.ContainsKey).Select(path => alive[path])]);
    }

    private void Remember(Snapshot bronze, IEnumerable<DataFile> newest)
    {
        if (_recent.Rows > newestRows + newestRows / 2)
        {
            _recent.Clear();
        }
        foreach (var file in newest.Where(f => !_recent.Covers(f)))
        {
            // Read first: a file that cannot be read must not count as known.
            var hashes = Read(bronze, file).Hashes;
            _recent.Begin(file);
            foreach (var hash in hashes)
            {
                _recent.Add(hash);
            }
        }
    }

    private List<DataFile> Newest(Snapshot bronze)
    {
        var rows = 0L;
        var files = new List<DataFile>();
        foreach (var file in bronze.Files.Reverse().TakeWhile(_ => rows < newestRows))
        {
            files.Add(file);
            rows += file.Stats?.NumRecords ?? 0;
        }
        return files;
    }

    // A double has the time of its first, so files of other times hold none.
    private static IReadOnlyList<DataFile> Near(Snapshot bronze, long firstMicros, long lastMicros) =>
        bronze.Prune(new ColumnFilter.Between("time", Instant(firstMicros), Instant(lastMicros)));

    private static DateTime Instant(long micros) => DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private FileIdentities Read(Snapshot bronze, DataFile file)
    {
        if (written.Take(file) is { } known)
        {
            return known;
        }
        var (hashes, first, last) = (new List<long>(), long.MaxValue, long.MinValue);
        using var rows = connection.ReadChunks(DuplicateSql.Identities(bronze.ScanSql([file])));
        while (rows.Next())
        {
            hashes.AddRange(rows.Vector(0).Values<long>());
            foreach (var micros in rows.Vector(1).Values<long>())
            {
                (first, last) = (Math.Min(first, micros), Math.Max(last, micros));
            }
        }
        return new FileIdentities(hashes, first, last);
    }
}
