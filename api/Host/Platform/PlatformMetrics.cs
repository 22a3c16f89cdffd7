using RailLife.Host.Http;
using RailLife.Ingest;
using RailLife.Reports;

namespace RailLife.Host.Platform;

/// <summary>The rooms' counters in the words of Prometheus.</summary>
internal sealed class PlatformMetrics(Installation installation, IngestService? ingest, BuildLoop? build, ReportsModule reports) : IMetricsSource
{
    public IEnumerable<Metric> Read() => [.. Log(), .. Ingest(), .. Build(), .. Queries()];

    private IEnumerable<Metric> Log()
    {
        var log = installation.Log.Metrics;
        yield return new("raillife_log_appended_total", MetricType.Counter, "Records this process appended to the event log", log.AppendedRecords, []);
        yield return new("raillife_log_appended_bytes_total", MetricType.Counter, "Bytes this process appended to the event log", log.AppendedBytes, []);
        yield return new("raillife_log_writers_blocked", MetricType.Gauge, "1 while writers wait for room on the disk or for the broker", log.WritersBlocked ? 1 : 0, []);
    }

    private IEnumerable<Metric> Ingest()
    {
        if (ingest is null) yield break;
        var m = ingest.Metrics;
        foreach (var (topic, counts) in m.Topics)
        {
            yield return new("raillife_ingest_events_total", MetricType.Counter, "Events committed to bronze", counts.Events, ("topic", topic));
            yield return new("raillife_ingest_rejected_total", MetricType.Counter, "Records committed to ods_rejected", counts.Rejected, ("topic", topic));
            yield return new("raillife_ingest_lag_events", MetricType.Gauge, "Records of the log that bronze has not seen", counts.Lag, ("topic", topic));
        }
        yield return new("raillife_ingest_commits_total", MetricType.Counter, "Commits to the lake by ingest", m.Commits, []);
        yield return new("raillife_ingest_bytes_total", MetricType.Counter, "Bytes of Parquet written by ingest", m.Bytes, []);
        yield return new("raillife_ingest_restarts_total", MetricType.Counter, "Workers that failed and were started again", m.Restarts, []);
        yield return new("raillife_ingest_partitions_stopped", MetricType.Gauge, "Partitions that stopped for good", m.Stopped.Count, []);
    }

    private IEnumerable<Metric> Build()
    {
        if (build is null) yield break;
        yield return new("raillife_builds_total", MetricType.Counter, "Builds that changed a table", build.Builds, []);
        if (build.Status is not { } last) yield break;
        yield return new("raillife_build_seconds", MetricType.Gauge, "Duration of the last build", last.Millis / 1000.0, []);
        yield return new("raillife_build_succeeded", MetricType.Gauge, "0 when a model of the last build was not published", last.Succeeded ? 1 : 0, []);
        foreach (var model in last.Models)
            yield return new("raillife_build_model_seconds", MetricType.Gauge, "Duration of a model's last build", model.Millis / 1000.0, ("model", model.Name));
    }

    private IEnumerable<Metric> Queries()
    {
        var (run, failed) = reports.Engine.Counts;
        yield return new("raillife_queries_total", MetricType.Counter, "Queries run", run, []);
        yield return new("raillife_queries_failed_total", MetricType.Counter, "Queries that failed", failed, []);
        yield return new("raillife_queries_waiting", MetricType.Gauge, "Queries waiting for their turn", reports.Engine.Gate.Waiting, []);
    }
}
