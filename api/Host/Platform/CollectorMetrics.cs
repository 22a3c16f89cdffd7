using RailLife.Host.Http;
using RailLife.Ingest.Tracking;

namespace RailLife.Host.Platform;

/// <summary>What client libraries sent.</summary>
internal sealed class CollectorMetrics(TrackingCollector collector) : IMetricsSource
{
    public IEnumerable<Metric> Read()
    {
        var m = collector.Metrics;
        yield return new("raillife_collector_requests_total", MetricType.Counter, "Requests of client libraries that were taken", m.Requests, []);
        yield return new("raillife_collector_events_total", MetricType.Counter, "Tracking events taken into the log", m.Events, []);
        yield return new("raillife_collector_rejected_total", MetricType.Counter, "Of these, events that fail their contract", m.Rejected, []);
        yield return new("raillife_collector_refused_total", MetricType.Counter, "Requests of which nothing was taken: no key, too large, too many", m.Refused, []);
    }
}
