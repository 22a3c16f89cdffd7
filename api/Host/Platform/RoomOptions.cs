using RailLife.Commerce;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Ingest.Tracking;
using RailLife.Reports;

namespace RailLife.Host.Platform;

/// <summary>Settings in the words of each room.</summary>
public static class RoomOptions
{
    private const long Mib = 1L << 20;

    public static EventLogSettings ToEventLog(this PlatformSettings s, Action<string> warn) => new()
    {
        Embedded = new() { Partitions = s.Log.Partitions, SegmentBytesMax = s.Log.SegmentMb * Mib },
        Kafka = new() { Bootstrap = s.Kafka.Bootstrap, NativePath = s.Kafka.NativePath, Options = s.Kafka.Options },
        Warn = warn,
    };

    public static ResourceOptions ToResources(this PlatformSettings s) => new()
    {
        Cores = Given(s.Machine.Cores),
        MemoryBytes = Given(s.Machine.MemoryMb) * Mib,
        IngestWorkers = Given(s.Ingest.Workers),
        BuildMemoryBytes = Given(s.Build.MemoryMb) * Mib,
        QueryMemoryBytes = Given(s.Query.MemoryMb) * Mib,
        TempBytesMax = s.Machine.TempMbMax * Mib,
    };

    public static IngestOptions ToIngest(this PlatformSettings s, ResourceShare share) => new()
    {
        Workers = share.IngestWorkers,
        BatchRowsMax = s.Ingest.BatchRowsMax,
        BatchBytesMax = checked((int)(s.Ingest.BatchMbMax * Mib)),
        FlushMs = s.Ingest.FlushMs,
        Group = s.Kafka.Group,
        RejectedRawDays = s.Rejected.RawDays,
        LogRetention = new(AgeMax: TimeSpan.FromDays(s.Log.RetentionDays), BytesMax: s.Log.RetentionMb == 0 ? null : s.Log.RetentionMb * Mib),
    };

    public static ReportsOptions ToReports(this PlatformSettings s, ResourceShare share) => new()
    {
        QueriesRunning = share.QueriesAtOnce,
        QuerySecondsMax = Math.Max(1, s.Query.TimeoutMs / 1_000),
        SqlRowsMax = s.Query.RowsMax,
        Threads = share.Query.Threads,
        MemoryBytesMax = share.Query.MemoryLimitBytes ?? 512 * Mib,
        TempDirectory = share.Query.TempDirectory,
        TempBytesMax = share.Query.TempLimitBytes ?? 0,
    };

    public static CommerceOptions ToCommerce(this PlatformSettings s) => new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(s.Commerce.Zone),
        Currency = s.Commerce.Currency,
        UnpaidMinutesMax = s.Commerce.UnpaidMinutesMax,
        AutoSignDays = s.Commerce.AutoSignDays,
        AfterSalesDays = s.Commerce.AfterSalesDays,
        IsSandbox = s.Commerce.Sandbox,
        Members = new() { IsSandbox = s.Commerce.Sandbox },
        Gateway = new(s.Commerce.CallsPerMinute),
    };

    public static CollectorOptions ToCollector(this PlatformSettings s) => new(TimeZoneInfo.FindSystemTimeZoneById(s.Commerce.Zone))
    {
        Keys = s.Collector.Keys,
        DevKey = s.Collector.DevKey,
        EventsPerMinutePerKey = s.Collector.EventsPerMinutePerKey,
        EventsPerMinutePerClient = s.Collector.EventsPerMinutePerClient,
        PlanFile = s.Collector.Plan is { Length: > 0 } file ? file : null,
    };

    private static int? Given(int value) => value == 0 ? null : value;
}
