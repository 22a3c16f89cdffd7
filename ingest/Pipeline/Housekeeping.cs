using RailLife.EventLog;

namespace RailLife.Ingest;

/// <summary>What goes on beside the workers: measuring the lag and giving back the log's disk space.</summary>
internal sealed class Housekeeping(IngestParts parts)
{
    private static readonly TimeSpan LagEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    public void Run(CancellationToken stop)
    {
        var trimmed = parts.Clock.GetTimestamp();
        do
        {
            try
            {
                var progress = IngestProgress.OfAsync(parts.Log, parts.Lake, stop).GetAwaiter().GetResult();
                SetLag(progress);
                if (parts.Clock.GetElapsedTime(trimmed) >= TrimEvery)
                {
                    trimmed = parts.Clock.GetTimestamp();
                    Trim(progress);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                parts.Report($"ingest's housekeeping failed and is tried again: {failure.GetType().Name}: {failure.Message}");
            }
        }
        while (!stop.WaitHandle.WaitOne(LagEvery));
    }

    private void SetLag(IReadOnlyList<PartitionProgress> progress)
    {
        foreach (var topic in progress.GroupBy(p => p.Partition.Topic))
        {
            parts.Metrics.Topic(topic.Key).SetLag(topic.Sum(p => p.Lag));
        }
    }

    private void Trim(IReadOnlyList<PartitionProgress> progress) =>
        parts.Log.Trim(parts.Options.LogRetention, progress.ToDictionary(p => p.Partition, p => p.Committed));
}
