using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>How the log becomes bronze. The defaults are the production values.</summary>
public sealed record IngestOptions
{
    /// <summary>Workers; each reads its share of the partitions. More than the cores do not help.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>A batch is written when it holds this many events ...</summary>
    public int BatchRowsMax { get; init; } = 25_000;

    /// <summary>... or this many bytes of them ...</summary>
    public int BatchBytesMax { get; init; } = 16 << 20;

    /// <summary>... or when its first event has waited this long, milliseconds.</summary>
    public int FlushMs { get; init; } = 1_000;

    /// <summary>Longest wait for the log when it is quiet, milliseconds.</summary>
    public int PollMs { get; init; } = 100;

    /// <summary>Zstandard level of the Parquet files; 1 writes twice as fast as 3, the files are no larger.</summary>
    public int ZstdLevel { get; init; } = 1;

    /// <summary>First and longest pause before a failed worker starts again, milliseconds; doubled in between.</summary>
    public int RestartMs { get; init; } = 200;

    public int RestartMsMax { get; init; } = 30_000;

    /// <summary>Consumer group on Kafka.</summary>
    public string Group { get; init; } = "raillife-ingest";

    /// <summary>Days that the raw bytes of a rejected record are kept; the row itself stays.</summary>
    public int RejectedRawDays { get; init; } = 90;

    /// <summary>
    /// How many of the newest bronze rows are searched for a reused id whatever its time says. An event sent twice has the same
    /// time and is found however old it is; an id given to a different event of another day is found among these rows.
    /// </summary>
    public int ReusedIdRows { get; init; } = 2_000_000;

    /// <summary>What of the log may go once bronze has it.</summary>
    public RetentionPolicy LogRetention { get; init; } = new(AgeMax: TimeSpan.FromDays(7));

    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    public IngestOptions Checked()
    {
        InRange(Workers, 1, 64, nameof(Workers));
        InRange(BatchRowsMax, 1, 1_000_000, nameof(BatchRowsMax));
        InRange(BatchBytesMax, 1 << 10, 512 << 20, nameof(BatchBytesMax));
        InRange(FlushMs, 1, 600_000, nameof(FlushMs));
        InRange(PollMs, 1, 10_000, nameof(PollMs));
        InRange(ZstdLevel, 1, 22, nameof(ZstdLevel));
        InRange(RestartMs, 1, 60_000, nameof(RestartMs));
        InRange(RestartMsMax, RestartMs, 3_600_000, nameof(RestartMsMax));
        InRange(RejectedRawDays, 0, 36_500, nameof(RejectedRawDays));
        InRange(ReusedIdRows, 0, int.MaxValue, nameof(ReusedIdRows));
        return this;
    }

    private static void InRange(int value, int lowest, int highest, string name)
    {
        if (value < lowest || value > highest)
        {
            throw new ArgumentException($"setting Ingest:{name} is {value}; expected {lowest} to {highest}");
        }
    }
}
