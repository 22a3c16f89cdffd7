namespace RailLife.Host.Settings;

/// <summary>Every setting of the platform with its default; the unit stands at the end of the name.</summary>
/// <remarks>Read from <c>raillife.json</c>, then <c>RAILLIFE__SECTION__NAME</c>, then flags; the last one wins.</remarks>
public sealed record PlatformSettings
{
    /// <summary>Folder of everything the platform keeps.</summary>
    public string Data { get; init; } = "data";
    public HttpSettings Http { get; init; } = new();
    public CoreSettings Core { get; init; } = new();
    public CommerceSettings Commerce { get; init; } = new();
    public KafkaSettings Kafka { get; init; } = new();
    public LogSettings Log { get; init; } = new();
    public IngestSettings Ingest { get; init; } = new();
    public RejectedSettings Rejected { get; init; } = new();
    public CollectorSettings Collector { get; init; } = new();
    public LakeSettings Lake { get; init; } = new();
    public BuildSettings Build { get; init; } = new();
    public QuerySettings Query { get; init; } = new();
    public MachineSettings Machine { get; init; } = new();
    public SimulatorSettings Simulator { get; init; } = new();

    public string CoreFile => Path.Combine(Data, "core.db");
    public string LakeFolder => Path.Combine(Data, "lake");
    public string TempFolder => Path.Combine(Data, "tmp");
}

/// <summary>Where the API and the console listen; loopback only until there is a sign-in.</summary>
public sealed record HttpSettings
{
    public string Listen { get; init; } = "127.0.0.1";
    /// <summary>1..65535; 0 takes a free one.</summary>
    public int Port { get; init; } = 5080;
}

/// <summary>The database of everything that changes: orders, members, money.</summary>
public sealed record CoreSettings
{
    /// <summary>PostgreSQL as Npgsql takes it (<c>Host=…;Database=…;Username=…;Password=…</c>); empty = SQLite in the data folder.</summary>
    public string? Connection { get; init; }
}

/// <summary>How the operator trades.</summary>
public sealed record CommerceSettings
{
    /// <summary>IANA zone in which business dates are made.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";
    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "CNY";
    /// <summary>An order that is not paid by then is cancelled; 1..1440.</summary>
    public int UnpaidMinutesMax { get; init; } = 30;
    /// <summary>A parcel that nobody signs for counts as received after this; 1..60.</summary>
    public int AutoSignDays { get; init; } = 10;
    /// <summary>Payments and short messages go into a sandbox on this machine: for trying out. False once real channels are set up.</summary>
    public bool Sandbox { get; init; } = true;
    /// <summary>Calls a minute that one caller may make: a member, a merchant, an address that does not say who it is; 60..10000000.</summary>
    public long CallsPerMinute { get; init; } = 6_000;
    /// <summary>After-sales can be asked for this long after receipt; 0..60.</summary>
    public int AfterSalesDays { get; init; } = 7;
}

/// <summary>With a bootstrap address the event log is Kafka; without one it is the embedded log.</summary>
public sealed record KafkaSettings
{
    public string? Bootstrap { get; init; }
    public string Group { get; init; } = "raillife-ingest";
    /// <summary>Path of a librdkafka of 2.3 or later; empty = the one that the entry script built.</summary>
    public string? NativePath { get; init; }
    /// <summary>Any librdkafka option, for example <c>security.protocol</c>.</summary>
    public Dictionary<string, string> Options { get; init; } = [];
}

public sealed record LogSettings
{
    /// <summary>Partitions of a topic in the embedded log, fixed when the log is created; 1..256.</summary>
    public int Partitions { get; init; } = 4;
    public int SegmentMb { get; init; } = 256;
    public double RetentionDays { get; init; } = 7;
    /// <summary>0 = no limit by size.</summary>
    public long RetentionMb { get; init; } = 20_480;
}

public sealed record IngestSettings
{
    /// <summary>Parallel workers; 0 = one per core, at most 4.</summary>
    public int Workers { get; init; }
    public int BatchRowsMax { get; init; } = 25_000;
    public int BatchMbMax { get; init; } = 16;
    public int FlushMs { get; init; } = 1_000;
}

public sealed record RejectedSettings
{
    /// <summary>How long the sealed raw bytes of a rejected event are kept.</summary>
    public int RawDays { get; init; } = 90;
}

/// <summary>Who may send tracking events to <c>/v1/track</c> and its like and to <c>/sa</c>, and how many.</summary>
public sealed record CollectorSettings
{
    /// <summary>Write key -> name of the source whose events come with it, for example <c>Collector:Keys:3f9c…=mini-program</c>.</summary>
    public Dictionary<string, string> Keys { get; init; } = [];
    /// <summary>A write key for trying out, taken from this machine only; empty = none.</summary>
    public string DevKey { get; init; } = "raillife-dev";
    /// <summary>Events a minute with one write key; 60..1000000000.</summary>
    public long EventsPerMinutePerKey { get; init; } = 6_000_000;
    /// <summary>Events a minute from one client address; 60..1000000000.</summary>
    public long EventsPerMinutePerClient { get; init; } = 60_000;
    /// <summary>Path of a tracking plan; empty = the one that comes with the product.</summary>
    public string? Plan { get; init; }
}

public sealed record LakeSettings
{
    /// <summary>Old versions and the files only they use are kept this long.</summary>
    public double RetentionDays { get; init; } = 7;
    public int MaintenanceSeconds { get; init; } = 30;
}

public sealed record BuildSettings
{
    /// <summary>Least time between two builds while the platform runs.</summary>
    public int IntervalMs { get; init; } = 1_000;
    /// <summary>0 = a share of the machine's memory.</summary>
    public int MemoryMb { get; init; }
}

public sealed record QuerySettings
{
    /// <summary>0 = a share of the machine's memory.</summary>
    public int MemoryMb { get; init; }
    public int TimeoutMs { get; init; } = 30_000;
    public int RowsMax { get; init; } = 100_000;
}

public sealed record MachineSettings
{
    /// <summary>Cores to use; 0 = all.</summary>
    public int Cores { get; init; }
    /// <summary>Memory to plan with; 0 = what the machine or its container has.</summary>
    public int MemoryMb { get; init; }
    /// <summary>Cap of DuckDB's temporary files.</summary>
    public int TempMbMax { get; init; } = 20_480;
}

/// <summary>The small city with which <c>up</c> begins on an empty data folder.</summary>
public sealed record SimulatorSettings
{
    /// <summary>False = begin empty, as <c>--empty</c> does.</summary>
    public bool Begin { get; init; } = true;
    public int Members { get; init; } = 300;
    public int Merchants { get; init; } = 30;
    /// <summary>Days of history before now.</summary>
    public int Days { get; init; } = 14;
    public int Seed { get; init; } = 1;
    /// <summary>Visits to the shop while the platform runs; 0 = the city stands still; 0..600.</summary>
    public int VisitsPerMinute { get; init; } = 20;
}
