namespace RailLife.DuckDb;

/// <summary>How an instance is opened. A null leaves DuckDB's own default.</summary>
public sealed record DuckDbOptions
{
    /// <summary>A .duckdb file; null = in memory, which is what the platform uses (truth is in the lake).</summary>
    public string? Path { get; init; }

    /// <summary>Threads that one query may use, the caller's included; at least 1.</summary>
    public int? Threads { get; init; }

    /// <summary>What buffers may hold together; the process needs some more.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Where queries spill to; each instance has its own. Null = no spilling: a query past the memory limit fails.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Cap on spilled bytes; past it a query fails with <see cref="DuckDbErrorKind.OutOfMemory"/>.</summary>
    public long? TempLimitBytes { get; init; }

    /// <summary>False lets big scans and COPY reorder rows and use less memory.</summary>
    public bool PreserveInsertionOrder { get; init; } = true;

    /// <summary>True keeps what was read of files in memory, for whoever reads them again; who reads each file once fills it for nothing.</summary>
    public bool KeepsFileCache { get; init; } = true;

    /// <summary>False forbids files, attaching and extensions for good.</summary>
    public bool ExternalAccess { get; init; } = true;

    /// <summary>True forbids every later change of settings, a user's included.</summary>
    public bool LockSettings { get; init; }

    /// <summary>Further DuckDB settings by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    internal IEnumerable<(string Name, string Value)> Config()
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        // Without it the allocator keeps what the biggest query took: 412 MB against 71 MB resident once it was over.
        yield return ("allocator_background_threads", "true");
        yield return ("preserve_insertion_order", PreserveInsertionOrder ? "true" : "false");
        yield return ("enable_external_file_cache", KeepsFileCache ? "true" : "false");
        if (Threads is { } threads)
        {
            yield return ("threads", Invariant($"{threads}"));
        }

        if (MemoryLimitBytes is { } memory)
        {
            yield return ("memory_limit", Invariant($"{memory}B"));
        }

        // DuckDB's own default is a folder .tmp wherever the program was started.
        yield return ("temp_directory", TempDirectory ?? "");

        if (TempLimitBytes is { } temp)
        {
            yield return ("max_temp_directory_size", Invariant($"{temp}B"));
        }

        foreach (var (name, value) in Settings)
        {
            yield return (name, value);
        }

        // Last: once it is off, DuckDB takes no folder any more.
        yield return ("enable_external_access", ExternalAccess ? "true" : "false");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
