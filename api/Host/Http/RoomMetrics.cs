using RailLife.EventLog;
using RailLife.Ingest;
using RailLife.Reports;
using RailLife.Warehouse;

namespace RailLife.Host.Http;

/// <summary>Ingest of this process: events, rejected, lag, commits.</summary>
public sealed class IngestMetricsSource(IngestMetrics metrics) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        foreach (var (topic, counts) in metrics.Topics)
        {
            yield return new("raillife_ingest_events_total", MetricType.Counter, "Events committed to bronze.", counts.Events, ("topic", topic));
            yield return new("raillife_ingest_rejected_total", MetricType.Counter, "Records committed to ods_rejected.", counts.Rejected, ("topic", topic));
            yield return new("raillife_ingest_lag_records", MetricType.Gauge, "Records in the log that bronze has not seen.", counts.Lag, ("topic", topic));
        }
        yield return new("raillife_ingest_commits_total", MetricType.Counter, "Commits to bronze and ods_rejected.", metrics.Commits);
        yield return new("raillife_ingest_bytes_total", MetricType.Counter, "Bytes of Parquet written.", metrics.Bytes);
        yield return new("raillife_ingest_restarts_total", MetricType.Counter, "Times a worker failed and was started again.", metrics.Restarts);
        yield return new("raillife_ingest_stopped_partitions", MetricType.Gauge, "Partitions that stopped for good.", metrics.Stopped.Count);
        if (metrics.LastCommitAt is { } at)
            yield return new("raillife_ingest_last_commit_timestamp_seconds", MetricType.Gauge, "When the last commit was made.", at.ToUnixTimeMilliseconds() / 1000.0);
    }
}

/// <summary>The event log as this process writes it.</summary>
public sealed class LogMetricsSource(IEventLog log) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        yield return new("raillife_log_appended_records_total", MetricType.Counter, "Records appended.", log.Metrics.AppendedRecords);
        yield return new("raillife_log_appended_bytes_total", MetricType.Counter, "Bytes appended.", log.Metrics.AppendedBytes);
        yield return new("raillife_log_full_disk_waits_total", MetricType.Counter, "Writes that waited because the disk was full.", log.Metrics.FullDiskWaits);
        yield return new("raillife_log_writers_blocked", MetricType.Gauge, "1 while writers wait for room.", log.Metrics.WritersBlocked ? 1 : 0);
    }
}

/// <summary>The last build of this process, a series per model.</summary>
public sealed class BuildMetricsSource(Func<BuildReport?> last) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        if (last() is not { } build)
            yield break;
        yield return new("raillife_build_seconds", MetricType.Gauge, "Time of the last build.", build.Millis / 1000.0);
        yield return new("raillife_build_succeeded", MetricType.Gauge, "1 when no model failed in the last build.", build.Succeeded ? 1 : 0);
        yield return new("raillife_build_started_timestamp_seconds", MetricType.Gauge, "When the last build started.", build.StartedAt.ToUnixTimeMilliseconds() / 1000.0);
        foreach (var model in build.Models)
        {
            yield return new("raillife_model_build_seconds", MetricType.Gauge, "Time of a model in the last build.", model.Millis / 1000.0, ("model", model.Model));
            yield return new("raillife_model_rows_written", MetricType.Gauge, "Rows of a model written in the last build.", model.Rows, ("model", model.Model));
        }
    }
}

/// <summary>Queries of reports and SQL.</summary>
public sealed class QueryMetricsSource(ReportsModule reports) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        var (run, failed) = reports.Engine.Counts;
        yield return new("raillife_queries_total", MetricType.Counter, "Queries run.", run);
        yield return new("raillife_queries_failed_total", MetricType.Counter, "Queries that failed.", failed);
        yield return new("raillife_queries_running", MetricType.Gauge, "Queries that run now.", reports.Engine.Gate.Running);
        yield return new("raillife_queries_waiting", MetricType.Gauge, "Queries that wait for their turn.", reports.Engine.Gate.Waiting);
        foreach (var (name, table) in reports.Versions.Current.Tables)
            yield return new("raillife_table_version", MetricType.Gauge, "Version of a published table that answers read.", table.Version, ("table", name));
    }
}

/// <summary>Lag by topic as the lake and the log show it, whichever process ingests.</summary>
public sealed class PipelineMetricsSource(PipelineWatch pipeline) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        foreach (var topic in pipeline.Last?.Topics ?? [])
        {
            yield return new("raillife_log_records", MetricType.Gauge, "Records that the log took.", topic.Log, ("topic", topic.Topic));
            yield return new("raillife_bronze_rows", MetricType.Gauge, "Rows in bronze.", topic.Bronze, ("topic", topic.Topic));
            yield return new("raillife_lag_records", MetricType.Gauge, "Records of the log that are not in the lake.", topic.LagEvents, ("topic", topic.Topic));
            yield return new("raillife_lag_seconds", MetricType.Gauge, "How long the oldest of them has been seen waiting.", topic.LagSeconds ?? 0, ("topic", topic.Topic));
        }
        foreach (var rejected in pipeline.Last?.Rejected ?? [])
            yield return new("raillife_rejected_rows", MetricType.Gauge, "Rows in ods_rejected.", rejected.Count, ("topic", rejected.Topic), ("reason", rejected.Reason));
    }
}
