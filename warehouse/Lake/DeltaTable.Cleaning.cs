namespace RailLife.Lake;

public sealed partial class DeltaTable
{
    /// <summary>Deletes files that no version of the last <paramref name="retention"/> names: removed ones, and leftovers of writers that died.</summary>
    /// <param name="retention">Longer than any query, build or write takes; at most the table's delta.deletedFileRetentionDuration.</param>
    /// <returns>Files deleted.</returns>
    /// <exception cref="DeltaException">The retention is longer than removed files are remembered.</exception>
    public int Vacuum(TimeSpan retention)
    {
        var (named, remembered, cutoff) = (new HashSet<string>(StringComparer.Ordinal), TimeSpan.Zero, Clock.GetUtcNow() - retention);
        lock (_lock)
        {
            var snapshot = Read();
            ProtocolGate.CheckWriter(snapshot.Protocol, snapshot.Metadata, Name);
            remembered = RemovedFileRetention(snapshot.Metadata);
            foreach (var file in snapshot.Files) { named.Add(FullPath(file.Path)); }
            foreach (var removed in _tip!.Tombstones.Values.Where(t => t.DeletedAtMs > cutoff.ToUnixTimeMilliseconds())) { named.Add(FullPath(removed.Path)); }
        }
        if (retention > remembered)
        {
            throw new DeltaException($"table {Name} remembers removed files for {remembered} (delta.deletedFileRetentionDuration), so a retention of {retention} cannot be kept; set that higher first, or ask for less");
        }
        // What is young may belong to a commit that is being written just now.
        var deleted = 0;
        foreach (var file in DataFolderFiles(Path).Where(f => !named.Contains(f) && File.GetLastWriteTimeUtc(f) < cutoff.UtcDateTime))
        {
            File.Delete(file);
            deleted++;
        }
        foreach (var temp in _log.Temps().Where(f => File.GetLastWriteTimeUtc(f) < cutoff.UtcDateTime))
        {
            File.Delete(temp);
            deleted++;
        }
        return deleted;
    }

    /// <summary>Deletes commits and checkpoints that are needed for no moment of the last <paramref name="retention"/> and that a later checkpoint makes needless.</summary>
    /// <returns>Files deleted. Versions before that checkpoint can no longer be read.</returns>
    public int CleanLog(TimeSpan retention)
    {
        var cutoff = Clock.GetUtcNow() - retention;
        var listing = _log.List();
        // What the table was at any moment of the retention stays readable: from the version on that was the newest when it began.
        var firstKept = listing.Commits.LastOrDefault(v => CommitTime(v) <= cutoff, -1);
        if (listing.Checkpoints.FirstOrDefault(c => c.Version <= firstKept && CheckpointFile.TryRead(_log, c) is { Metadata: not null, Protocol: not null }) is not { } checkpoint) { return 0; }
        var deleted = 0;
        // Oldest first: whatever moment this stops at, the rest is a log without a gap.
        foreach (var version in listing.Commits.Where(v => v < checkpoint.Version))
        {
            File.Delete(_log.File(LogPath.Commit(version)));
            deleted++;
        }
        foreach (var name in listing.Checkpoints.Where(c => c.Version < checkpoint.Version).SelectMany(c => c.Names()))
        {
            File.Delete(_log.File(name));
            deleted++;
        }
        return deleted;
    }

    private string FullPath(string path) => System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, path));

    // Folders and files that begin with _ or . are other tools' affairs, but a partition column may begin so: _day=2026-01-01.
    private static IEnumerable<string> DataFolderFiles(string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder))
        {
            var name = System.IO.Path.GetFileName(entry);
            if (name[0] is '_' or '.' && !name.Contains('=', StringComparison.Ordinal)) { continue; }
            if (!Directory.Exists(entry)) { yield return entry; continue; }
            foreach (var file in DataFolderFiles(entry)) { yield return file; }
        }
    }
}
