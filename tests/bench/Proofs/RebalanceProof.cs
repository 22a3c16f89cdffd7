using RailLife.Bench.Benches;
using RailLife.Bench.EventLog;
using RailLife.Bench.Frame;
using RailLife.Bench.Load;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Ingest;

namespace RailLife.Bench.Proofs;

/// <summary>Two ingest workers of one Kafka group, one of them leaving and coming back twenty times: the lake is that of one worker left alone.</summary>
public static class RebalanceProof
{
    private const int Rebalances = 20;
    private const int BatchesPerRebalance = 8;
    private const int EventsPerBatch = 250;
    private const int Partitions = 4;

    public static Proof Proof { get; } = new("rebalance", "two ingest workers on the mock Kafka, 20 forced rebalances: nothing lost, nothing doubled", RunAsync);

    private static async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        using var cluster = new MockCluster();
        foreach (var topic in Topics.All) cluster.CreateTopic(topic, Partitions);
        var rebalances = options.Share(Rebalances, 2);
        await using var disturbed = Open(options, "disturbed", cluster);
        var events = await DisturbAsync(disturbed, options.Seed, rebalances, ct);
        await using var undisturbed = Open(options, "undisturbed", cluster);
        await using (var alone = NewWorker(undisturbed))
        {
            alone.Start();
            await alone.DrainAsync(ct);
        }
        foreach (var installation in new[] { disturbed, undisturbed })
        {
            using var build = new BuildLoop(installation);
            build.BuildOnce(new(), ct);
        }
        return new($"{rebalances} rebalances, {events:N0} events", TableCompare.Differences(undisturbed.Lake, disturbed.Lake));
    }

    private static async Task<int> DisturbAsync(Installation installation, int seed, int rebalances, CancellationToken ct)
    {
        var batches = rebalances * BatchesPerRebalance;
        var pool = new EventPool(seed, DateTimeOffset.UtcNow.AddMinutes(-30), size: batches * EventsPerBatch);
        await using var steady = NewWorker(installation);
        steady.Start();
        for (var round = 0; round < rebalances; round++)
        {
            // Joining takes partitions from the steady worker, leaving gives them back: in the middle of batches both times.
            await using var restless = NewWorker(installation);
            restless.Start();
            for (var batch = 0; batch < BatchesPerRebalance; batch++)
            {
                await installation.Log.AppendAsync(pool.Take(EventsPerBatch), ct);
                await Task.Delay(100, ct);
            }
        }
        await steady.DrainAsync(ct);
        return batches * EventsPerBatch;
    }

    private static IngestService NewWorker(Installation installation) => new(
        installation.Log, installation.Lake, installation.Sealer, installation.Clock,
        installation.Settings.ToIngest(installation.Share) with { Workers = 1 }, installation.Share.Ingest);

    private static Installation Open(ProofOptions options, string name, MockCluster cluster) => IngestBench.Open(Path.Combine(options.Folder, name), new()
    {
        // The mock waits about one session timeout per rebalance.
        Kafka = new()
        {
            Bootstrap = cluster.Bootstrap,
            Group = $"raillife-{name}",
            Options = new() { ["session.timeout.ms"] = "2000", ["heartbeat.interval.ms"] = "100" },
        },
        Ingest = new() { FlushMs = 50, BatchRowsMax = 500 },
    });
}
