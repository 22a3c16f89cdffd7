using System.Diagnostics;
using RailLife.Bench.EventLog;
using RailLife.Bench.Load;
using RailLife.Contracts;
using RailLife.Host.Settings;
using RailLife.Ingest;
using RailLife.Host.Platform;

namespace RailLife.Bench.Benches;

/// <summary>The same way through Kafka: librdkafka's mock broker, the producer and ingest in one process.</summary>
internal static class KafkaIngest
{
    private const int PartitionsPerTopic = 32;
    private const int ProduceBatch = 5_000;

    /// <summary>The mock keeps 5 MiB a partition and drops the oldest in silence, so the producer stays this close to ingest.</summary>
    private const int AheadMax = 400_000;

    /// <returns>Events per second from the first produce to the last commit.</returns>
    public static async Task<double> RunAsync(EventPool pool, int events, string data, Action<string> say, CancellationToken ct)
    {
        using var cluster = new MockCluster();
        foreach (var topic in Topics.All) cluster.CreateTopic(topic, PartitionsPerTopic);
        var settings = new PlatformSettings { Kafka = new() { Bootstrap = cluster.Bootstrap } };
        await using var installation = IngestBench.Open(data, settings);
        var share = installation.Share;
        await using var ingest = new IngestService(installation.Log, installation.Lake, installation.Sealer, installation.Clock, settings.ToIngest(share), share.Ingest, say);
        ingest.Start();

        var made = Enumerable.Range(0, events / ProduceBatch).Select(_ => pool.Take(ProduceBatch)).ToList();
        var watch = Stopwatch.StartNew();
        long produced = 0;
        foreach (var batch in made)
        {
            await installation.Log.AppendAsync(batch, ct);
            produced += batch.Count;
            while (produced - Landed(ingest) > AheadMax) await Task.Delay(2, ct);
        }
        while (Landed(ingest) < produced)
        {
            if (ingest.Metrics.Stopped.Values.FirstOrDefault() is { } stopped) throw new InvalidOperationException(stopped);
            await Task.Delay(2, ct);
        }
        return produced / watch.Elapsed.TotalSeconds;
    }

    private static long Landed(IngestService ingest) => ingest.Metrics.Topics.Values.Sum(t => t.Events + t.Rejected);
}
