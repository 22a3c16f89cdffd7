namespace RailLife.DuckDb;

/// <summary>What the operator may set about cores, memory and spilling; a null is derived from the machine or its cgroup.</summary>
public sealed record ResourceOptions
{
    /// <summary>Cores that the platform may use; null = those of the process.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory that the whole platform may use; null = that of the machine or cgroup.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Workers that land events, each with a connection of one thread; null = one per core.</summary>
    public int? IngestWorkers { get; init; }

    /// <summary>Memory of ingest's instance; null = at most 192 MiB.</summary>
    public long? IngestMemoryBytes { get; init; }

    /// <summary>Memory of the model build's instance; null = at most 768 MiB, three eighths of the whole: the joins of a range of two million rows have room in it.</summary>
    public long? BuildMemoryBytes { get; init; }

    /// <summary>Memory of the query instance; null = at most 512 MiB.</summary>
    public long? QueryMemoryBytes { get; init; }

    /// <summary>Queries that run at once; null = one per core. More wait: on few cores a queue is quicker than a crowd.</summary>
    public int? QueriesAtOnce { get; init; }

    /// <summary>Spilled bytes of each of build and query; ingest may spill an eighth of it. Null = 8 GiB, at most half of the free disk.</summary>
    public long? TempBytesMax { get; init; }
}

/// <summary>The one place that divides cores and memory among ingest, build, query and tidying.</summary>
/// <remarks>Limits bound buffers, not the process: memory stays untouched until a query needs it, and they seldom peak together.
/// Ingest must keep its pace whatever is asked, so it takes little and spills last; a build may be slow but must end, so it gets the most and spills.</remarks>
public sealed record ResourceShare
{
    private const long MiB = 1L << 20;
    private const long GiB = 1L << 30;
    private const long SmallestInstanceBytes = 64 * MiB;

    /// <summary>For small look-ups beside them: checkpoints, pipeline health. One thread, 256 MiB at most, no spilling.</summary>
    public static DuckDbOptions Housekeeping { get; } = new() { Threads = 1, MemoryLimitBytes = 256 * MiB };

    /// <summary>One thread: the workers' own threads do the work, each on a connection.</summary>
    public required DuckDbOptions Ingest { get; init; }

    public required DuckDbOptions Build { get; init; }

    public required DuckDbOptions Query { get; init; }

    /// <summary>One thread, 256 MiB at most, an eighth of the whole: merging files is never urgent, and it goes on beside builds.</summary>
    public required DuckDbOptions Tidy { get; init; }

    /// <summary>Workers that land events, at least 1.</summary>
    public required int IngestWorkers { get; init; }

    /// <summary>Queries that run at once, at least 1.</summary>
    public required int QueriesAtOnce { get; init; }

    /// <param name="options">What the operator set.</param>
    /// <param name="tempDirectory">Folder for spilled data; each part gets a folder of its own in it, named after this machine and process.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is below its least: 1 core, 1 worker, 384 MiB in all, 64 MiB an instance.</exception>
    public static ResourceShare Divide(ResourceOptions options, string tempDirectory)
    {
        var cores = AtLeast(options.Cores ?? Environment.ProcessorCount, 1, nameof(options.Cores));
        var memory = AtLeast(options.MemoryBytes ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 6 * SmallestInstanceBytes, nameof(options.MemoryBytes));
        var temp = AtLeast(options.TempBytesMax ?? Math.Min(8 * GiB, FreeBytes(tempDirectory) / 2), 0, nameof(options.TempBytesMax));
        return new ResourceShare
        {
            Ingest = Part("ingest", 1, options.IngestMemoryBytes, Math.Min(192 * MiB, memory / 8), temp / 8, keepOrder: true),
            Build = Part("build", cores, options.BuildMemoryBytes, Math.Min(768 * MiB, memory * 3 / 8), temp, keepOrder: false),
            Query = Part("query", cores, options.QueryMemoryBytes, Math.Min(512 * MiB, memory / 4), temp, keepOrder: true),
            Tidy = Part("tidy", 1, null, Math.Min(256 * MiB, memory / 8), temp / 4, keepOrder: false),
            IngestWorkers = AtLeast(options.IngestWorkers ?? cores, 1, nameof(options.IngestWorkers)),
            QueriesAtOnce = AtLeast(options.QueriesAtOnce ?? cores, 1, nameof(options.QueriesAtOnce)),
        };

        DuckDbOptions Part(string name, int threads, long? set, long derived, long tempBytes, bool keepOrder) => new()
        {
            Threads = threads,
            MemoryLimitBytes = AtLeast(set ?? Math.Max(derived, SmallestInstanceBytes), SmallestInstanceBytes, $"{name}: MemoryBytes"),
            TempDirectory = Path.Combine(tempDirectory, SpillFolder.Name(name)),
            TempLimitBytes = tempBytes,
            PreserveInsertionOrder = keepOrder,
            KeepsFileCache = name == "query",
        };
    }

    private static long FreeBytes(string folder)
    {
        // The folder need not exist yet; its nearest parent that does lies on the same disk.
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        return new DriveInfo(existing).AvailableFreeSpace;
    }

    private static T AtLeast<T>(T value, T least, string name)
        where T : IComparable<T> =>
        value.CompareTo(least) >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"found {value}, expected at least {least}");
}
