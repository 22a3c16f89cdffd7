using System.Globalization;
using System.Text;

namespace RailLife.Host.Http;

public enum MetricType { Counter, Gauge }

/// <summary>A measured value. Name as Prometheus wants it: raillife_ingest_events_total, raillife_build_seconds.</summary>
public sealed record Metric(string Name, MetricType Type, string Help, double Value, params IReadOnlyList<(string Name, string Value)> Labels);

/// <summary>A room's figures, read when somebody asks: keep it cheap, no disk.</summary>
public interface IMetricsSource
{
    IEnumerable<Metric> Read();
}

/// <summary>Prometheus text format 0.0.4.</summary>
public static class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A family's lines stand together whatever source they come from.</summary>
    public static string Render(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var family in metrics.GroupBy(m => m.Name, StringComparer.Ordinal).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var first = family.First();
            text.Append("# HELP ").Append(first.Name).Append(' ').Append(first.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('\n');
            text.Append("# TYPE ").Append(first.Name).Append(first.Type == MetricType.Counter ? " counter\n" : " gauge\n");
            foreach (var metric in family)
                Line(text, metric);
        }
        return text.ToString();
    }

    private static void Line(StringBuilder text, Metric metric)
    {
        text.Append(metric.Name);
        for (var i = 0; i < metric.Labels.Count; i++)
            text.Append(i == 0 ? '{' : ',').Append(metric.Labels[i].Name).Append("=\"").Append(Escape(metric.Labels[i].Value)).Append('"');
        if (metric.Labels.Count > 0)
            text.Append('}');
        text.Append(' ').Append(Number(metric.Value)).Append('\n');
    }

    private static string Number(double value) => double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "+Inf" : "-Inf")
        : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
