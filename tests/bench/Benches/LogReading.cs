using System.Diagnostics;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Bench.Benches;

/// <summary>Reading the log and nothing else.</summary>
internal static class LogReading
{
    private const int RecordsPerPoll = 50_000;

    /// <summary>Records per second over all workers.</summary>
    public static double Run(string data, int workers)
    {
        using var installation = new Opened(data);
        long records = 0;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, workers).Select(worker =>
        {
            var thread = new Thread(() => Interlocked.Add(ref records, Read(installation.Log, worker, workers)));
            thread.Start();
            return thread;
        }).ToList();
        threads.ForEach(t => t.Join());
        return records / watch.Elapsed.TotalSeconds;
    }

    private static long Read(IEventLog log, int worker, int workers)
    {
        using var consumer = log.Subscribe(Topics.All, new FromTheStart(), new("bench-read", worker, workers));
        long records = 0;
        while (consumer.Poll(TimeSpan.FromMilliseconds(20), RecordsPerPoll, CancellationToken.None) is { } batch) records += batch.Count;
        return records;
    }

    private sealed class FromTheStart : IAssignment
    {
        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps) => tps.ToDictionary(tp => tp, _ => 0L);

        public void Revoked(IReadOnlyList<TopicPartition> tps)
        {
        }
    }

    private sealed class Opened(string data) : IDisposable
    {
        public IEventLog Log { get; } = EventLogFactory.Open(data, TimeProvider.System, new());

        public void Dispose() => Log.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
