namespace RailLife.Lake;

/// <summary>The <c>_delta_log</c> folder of a table: commits by put-if-absent, and what lies in it.</summary>
internal sealed class LogFolder(string tablePath)
{
    public const string Name = "_delta_log";
    private const string TempPrefix = ".tmp-";

    public string TablePath { get; } = tablePath;
    public string Path { get; } = System.IO.Path.Combine(tablePath, Name);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public bool Exists() => Directory.Exists(Path);

    public bool HasCommit(long version) => System.IO.File.Exists(File(LogPath.Commit(version)));

    public byte[]? TryReadCommit(long version)
    {
        // Asking first: a missing version is the usual end of a replay, and an exception costs more than a stat.
        if (!HasCommit(version)) { return null; }
        try
        {
            return System.IO.File.ReadAllBytes(File(LogPath.Commit(version)));
        }
        catch (FileNotFoundException)
        {
            return null;                                     // cleaned away between the two calls
        }
    }

    /// <summary>The commit's time: its file's, which the writer sets to its clock.</summary>
    public DateTimeOffset CommitTime(long version) => new(System.IO.File.GetLastWriteTimeUtc(File(LogPath.Commit(version))), TimeSpan.Zero);

    /// <summary>Everything in the folder, in one listing.</summary>
    public LogListing List()
    {
        var commits = new List<long>();
        var parts = new Dictionary<(long Version, int Parts), int>();
        foreach (var path in Directory.EnumerateFiles(Path))
        {
            var name = System.IO.Path.GetFileName(path);
            if (LogPath.CommitVersion(name) is { } version) { commits.Add(version); }
            else if (LogPath.CheckpointParts(name) is { } c) { parts[(c.Version, c.Parts)] = parts.GetValueOrDefault((c.Version, c.Parts)) + 1; }
        }
        commits.Sort();
        var checkpoints = parts.Where(p => p.Value == p.Key.Parts).Select(p => new CheckpointRef(p.Key.Version, p.Key.Parts))
            .OrderByDescending(c => c.Version).ThenBy(c => c.Parts).ToList();
        return new LogListing(commits, checkpoints);
    }

    /// <summary>Writes a commit file aside, durable, to be given its name by <see cref="TryPublish"/>.</summary>
    public string WriteTemp(ReadOnlySpan<byte> content)
    {
        var temp = File(TempPrefix + Guid.CreateVersion7().ToString("N"));
        using var stream = new FileStream(temp, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        return temp;
    }

    /// <summary>Put-if-absent: false when the version is taken. After true the commit is durable.</summary>
    public bool TryPublish(string temp, long version, DateTimeOffset time)
    {
        System.IO.File.SetLastWriteTimeUtc(temp, time.UtcDateTime);
        if (!Posix.TryLink(temp, File(LogPath.Commit(version)))) { return false; }
        Posix.SyncFolder(Path);
        return true;
    }

    /// <summary>Replaces a file whose content may be overwritten (the checkpoint hint, a checkpoint).</summary>
    public void Replace(string temp, string name)
    {
        System.IO.File.Move(temp, File(name), overwrite: true);
        Posix.SyncFolder(Path);
    }

    public string NewTempName() => File(TempPrefix + Guid.CreateVersion7().ToString("N"));

    /// <summary>Leftovers of writers that died.</summary>
    public IEnumerable<string> Temps() => Directory.EnumerateFiles(Path, TempPrefix + "*");
}

internal sealed record CheckpointRef(long Version, int Parts)
{
    public IEnumerable<string> Names() => Parts == 1
        ? [LogPath.Checkpoint(Version)]
        : Enumerable.Range(1, Parts).Select(part => LogPath.CheckpointPart(Version, part, Parts));
}

/// <summary>Commits ascending; complete checkpoints, newest first.</summary>
internal sealed record LogListing(IReadOnlyList<long> Commits, IReadOnlyList<CheckpointRef> Checkpoints);
