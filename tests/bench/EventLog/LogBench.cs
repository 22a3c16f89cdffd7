using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using RailLife.Bench.Frame;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Bench.EventLog;

/// <summary>The embedded log alone: durable appends in batches of 500 events of 500 B, and reading them back.</summary>
public static class LogBench
{
    const int Batch = 500, ValueBytes = 500, FullCount = 2_000_000;

    public static Frame.Bench Bench { get; } = new("log", "the embedded event log alone: appends and reads of 500 B events", RunAsync);

    static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var count = Math.Max(Batch, (int)(FullCount * options.Scale) / Batch * Batch);
        await using var log = new EmbeddedEventLog(Path.Combine(options.Folder, "events"), TimeProvider.System, warn: options.Say);
        var batches = Batches();
        await AppendAsync(log, batches, Batch * 20, ct);   // the first calls compile the code
        var one = await RateAsync(count / 4, n => AppendAsync(log, batches, n, ct));
        var eight = await RateAsync(count - (count / 4), n => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AppendAsync(log, batches, n / 8, ct))));
        using var consumer = log.Subscribe(["raillife.order"], new FromTheStart(), new ConsumerOptions());
        long read = 0, bytes = 0;
        var began = Stopwatch.GetTimestamp();
        while (consumer.Poll(TimeSpan.Zero, 25_000, ct) is { } batch)
        {
            read += batch.Count;
            bytes += batch.Bytes;
        }
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return
        [
            new("log.append.1", one, "events/s"),
            new("log.append.8", eight, "events/s"),
            new("log.read", read / seconds, "events/s"),
            new("log.read.bytes", bytes / seconds / 1e6, "MB/s"),
        ];
    }

    static async Task<double> RateAsync(int count, Func<int, Task> append)
    {
        var began = Stopwatch.GetTimestamp();
        await append(count);
        return count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    static async Task AppendAsync(EmbeddedEventLog log, LogEntry[][] batches, int count, CancellationToken ct)
    {
        for (var i = 0; i < count / Batch; i++)
            await log.AppendAsync(batches[i % batches.Length], ct);
    }

    static LogEntry[][] Batches() =>
        [.. Enumerable.Range(0, 16).Select(b => Enumerable.Range(0, Batch).Select(i =>
            new LogEntry("raillife.order", Encoding.UTF8.GetBytes($"order-{b}-{i}"), RandomNumberGenerator.GetBytes(ValueBytes))).ToArray())];

    sealed class FromTheStart : IAssignment
    {
        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps) => new Dictionary<TopicPartition, long>();

        public void Revoked(IReadOnlyList<TopicPartition> tps)
        {
        }
    }
}
