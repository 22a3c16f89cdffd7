namespace RailLife.Reports;

/// <summary>Settings of reports and SQL access, with their defaults.</summary>
public sealed record ReportsOptions
{
    /// <summary>Queries that run at once.</summary>
    public int QueriesRunning { get; init; } = 2;

    /// <summary>Queries that may wait for their turn; more get 503 busy.</summary>
    public int QueriesWaitingMax { get; init; } = 64;

    /// <summary>Seconds that a query may run and wait together.</summary>
    public int QuerySecondsMax { get; init; } = 30;

    /// <summary>Finished answers kept, in bytes.</summary>
    public long CacheBytesMax { get; init; } = 32L * 1024 * 1024;

    /// <summary>Largest answer over HTTP, in bytes.</summary>
    public long AnswerBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Rows of POST /v1/sql when the caller names no limit.</summary>
    public int SqlRowsDefault { get; init; } = 1_000;

    /// <summary>Most rows that POST /v1/sql gives.</summary>
    public int SqlRowsMax { get; init; } = 100_000;

    /// <summary>How old the known versions of the tables may be when a question comes; older ones are read anew first.</summary>
    public int VersionAgeMsMax { get; init; } = 50;

    /// <summary>Threads of one query; null leaves it to DuckDB.</summary>
    public int? Threads { get; init; }

    /// <summary>Memory that all queries together may use, in bytes.</summary>
    public long MemoryBytesMax { get; init; } = 512L * 1024 * 1024;

    /// <summary>Where queries spill; null = not at all, a query past its memory fails.</summary>
    public string? TempDirectory { get; init; }

    /// <summary>Bytes that queries may spill.</summary>
    public long TempBytesMax { get; init; } = 2L * 1024 * 1024 * 1024;
}
