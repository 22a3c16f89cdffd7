namespace RailLife.EventLog;

/// <summary>Which log and how. <c>Kafka:Bootstrap</c> present = Kafka, else the embedded log in <c>data/events</c>.</summary>
public sealed record EventLogSettings
{
    public EmbeddedLogOptions Embedded { get; init; } = new();

    public KafkaLogOptions Kafka { get; init; } = new();

    /// <summary>Told about full disks, lost brokers and the like; one line each. Default: nobody.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}

/// <summary>Options of the embedded log (settings section <c>EventLog</c>).</summary>
public sealed record EmbeddedLogOptions
{
    /// <summary>Partitions of topics that do not exist yet, 1 to 1,000.</summary>
    public int Partitions { get; init; } = 4;

    /// <summary>A segment file is closed when it is larger.</summary>
    public long SegmentBytesMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>A segment file is closed when its first record is older.</summary>
    public TimeSpan SegmentAgeMax { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How often a reader looks whether another process has written.</summary>
    public int PollMs { get; init; } = 25;

    /// <summary>Longest pause between two tries while the disk is full.</summary>
    public int FullDiskRetryMsMax { get; init; } = 2000;
}

/// <summary>Options of the Kafka log (settings section <c>Kafka</c>).</summary>
public sealed record KafkaLogOptions
{
    /// <summary>host:port of one or more brokers, comma separated; null = the embedded log is used.</summary>
    public string? Bootstrap { get; init; }

    /// <summary>Path of librdkafka; null = <c>.cache/librdkafka/librdkafka.so.1</c>, else the system's (2.3 or later).</summary>
    public string? NativePath { get; init; }

    /// <summary>Any librdkafka option, passed through to producer and consumer (SASL, TLS); it wins over ours.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
