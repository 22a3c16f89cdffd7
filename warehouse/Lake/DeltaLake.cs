using System.Collections.Concurrent;

namespace RailLife.Lake;

/// <summary>A folder of Delta tables, a table per sub-folder. Knows nothing of what the tables mean.</summary>
public sealed class DeltaLake(string root, TimeProvider clock, LakeOptions? options = null)
{
    private readonly ConcurrentDictionary<string, DeltaTable> _tables = new(StringComparer.Ordinal);

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The table of this name, which need not exist yet. The same object every time, so its snapshot cache is shared.</summary>
    /// <exception cref="ArgumentException">The name is no plain folder name.</exception>
    public DeltaTable Table(string name)
    {
        if (name.Length == 0 || name[0] is '.' or '_' || name.IndexOfAny(['/', '\\', '\0']) >= 0)
        {
            throw new ArgumentException($"'{name}' is no table name: expected a folder name that does not begin with '.' or '_'", nameof(name));
        }
        return _tables.GetOrAdd(name, n => new DeltaTable(Path.Combine(Root, n), clock, options ?? LakeOptions.Default));
    }

    /// <summary>The tables that exist, by name.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(Root)
        ? [.. Directory.EnumerateDirectories(Root).Where(d => Directory.Exists(Path.Combine(d, LogFolder.Name))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)]
        : [];
}

/// <summary>How a lake keeps itself.</summary>
public sealed record LakeOptions
{
    public static readonly LakeOptions Default = new();

    /// <summary>Commits between checkpoints: the low end for small tables, growing to the high end with the number of files. 0 = never by itself.</summary>
    public int CheckpointEveryMin { get; init; } = 10;

    public int CheckpointEveryMax { get; init; } = 100;

    /// <summary>How long removed files are remembered, for tables created here. Vacuum keeps at most as long.</summary>
    public TimeSpan RemovedFileRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long old versions can be read, for tables created here.</summary>
    public TimeSpan LogRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Told when a checkpoint after a commit failed. The commit stands; the next one tries again.</summary>
    public Action<string, Exception>? CheckpointFailed { get; init; }

    /// <summary>Called at named moments (file-written, commit, checkpoint, compaction), so that tests can kill the process there.</summary>
    public Action<string>? Moment { get; init; }
}
