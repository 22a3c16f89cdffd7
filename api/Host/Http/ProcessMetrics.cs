using System.Diagnostics;

namespace RailLife.Host.Http;

/// <summary>The process itself: memory, processor time, garbage collections, age.</summary>
public sealed class ProcessMetrics(TimeProvider time) : IMetricsSource
{
    private readonly long _started = time.GetTimestamp();

    public IEnumerable<Metric> Read()
    {
        using var process = Process.GetCurrentProcess();
        yield return new("process_resident_memory_bytes", MetricType.Gauge, "Resident memory of the process.", process.WorkingSet64);
        yield return new("process_cpu_seconds_total", MetricType.Counter, "Processor time used, user and system.", process.TotalProcessorTime.TotalSeconds);
        yield return new("dotnet_gc_heap_bytes", MetricType.Gauge, "Managed heap in use.", GC.GetTotalMemory(false));
        yield return new("dotnet_gc_pause_seconds_total", MetricType.Counter, "Time the collector paused the process.", GC.GetTotalPauseDuration().TotalSeconds);
        yield return new("raillife_uptime_seconds", MetricType.Gauge, "Seconds since the start.", time.GetElapsedTime(_started).TotalSeconds);
    }
}
