using RailLife.Host.Platform;

namespace RailLife.Bench.Benches;

/// <summary>The process that <see cref="CollectBench"/> measures.</summary>
internal static class CollectServer
{
    /// <summary>The child: the collector as <c>raillife collect</c> runs it, with room for one client that sends all; <c>platform</c> = with ingest beside it, and says at the end how many events are in the lake.</summary>
    public static async Task<int> ChildAsync(string[] args)
    {
        var withIngest = args[1] == "platform";
        await using var installation = IngestBench.Open(args[0], new() { Http = new() { Port = 0 }, Collector = new() { EventsPerMinutePerClient = 1_000_000_000, EventsPerMinutePerKey = 1_000_000_000 } });
        await using var platform = await RunningPlatform.StartAsync(installation, new PartSet(Collect: true, Ingest: withIngest), CancellationToken.None);
        Console.WriteLine(platform.Url);
        await Console.In.ReadLineAsync();
        while (platform.Ingest is { } ingest)
        {
            var topics = ingest.Metrics.Topics.Values;
            if (topics.Sum(t => t.Events + t.Rejected) < installation.Log.Metrics.AppendedRecords) await Task.Delay(5);
            else
            {
                Console.WriteLine(topics.Sum(t => t.Events));
                break;
            }
        }
        return 0;
    }
}
