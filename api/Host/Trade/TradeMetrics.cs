using RailLife.Commerce;
using RailLife.Host.Http;

namespace RailLife.Host.Trade;

/// <summary>The gateway's figures per route, and the commits of the database behind.</summary>
/// <remarks>Catalogue PGW-08.</remarks>
public sealed class TradeMetrics(CommerceModule trade) : IMetricsSource
{
    public const string Commits = "raillife_core_commits_total";

    public IEnumerable<Metric> Read()
    {
        yield return new(Commits, MetricType.Counter, "Durable commits of the core database by this process", trade.Commits);
        foreach (var route in trade.Meter.Read())
        {
            yield return new("raillife_api_calls_total", MetricType.Counter, "Calls of a route of trade", route.Calls, ("route", route.Route));
            yield return new("raillife_api_errors_total", MetricType.Counter, "Calls answered with 500 or above", route.Errors, ("route", route.Route));
            yield return new("raillife_api_refused_total", MetricType.Counter, "Calls answered with 400 to 499", route.Refused, ("route", route.Route));
            yield return new("raillife_api_p95_seconds", MetricType.Gauge, "95 of 100 calls were answered within", route.P95Ms / 1_000, ("route", route.Route));
        }
    }
}
