using System.Diagnostics;
using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.Bench.Load;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Host.Check;
using RailLife.Host.Platform;
using RailLife.Host.Settings;

namespace RailLife.Bench.Benches;

/// <summary>Events from the log to the committed lake, beside the same bytes through DuckDB without parsing and beside reading alone.</summary>
public static class IngestBench
{
    private const int EmbeddedEvents = 6_000_000;
    private const int KafkaEvents = 3_000_000;
    private const int AppendBatch = 500;

    public static Frame.Bench Bench { get; } = new("ingest", "log -> committed lake, embedded and Kafka, beside raw DuckDB; freshness", RunAsync);

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        var pool = new EventPool(seed: 1, DateTimeOffset.UtcNow.AddHours(-1));
        options.Say($"{pool.TypeCount} event types, {pool.BytesAverage:0} bytes an event");
        var raw = RawBaseline.Run(pool, Events(options), Environment.ProcessorCount, Path.Combine(options.Folder, "raw"));
        rows.Add(new("baseline.raw", raw, "events/s"));
        if (options.Wants("embedded")) rows.AddRange(await EmbeddedAsync(pool, raw, options, ct));
        if (options.Wants("kafka")) rows.Add(await KafkaAsync(pool, raw, options, ct));
        rows.ForEach(r => options.Say($"{r.Name}: {r.Value:0} {r.Unit}"));
        if (options.Wants("freshness")) rows.AddRange(await FreshnessBench.RunAsync(options, ct));
        return rows;
    }

    private static int Events(BenchOptions options) => Math.Max(200_000, (int)(EmbeddedEvents * options.Scale));

    private static async Task<IReadOnlyList<BenchRow>> EmbeddedAsync(EventPool pool, double raw, BenchOptions options, CancellationToken ct)
    {
        var events = Events(options);
        var data = Path.Combine(options.Folder, "embedded");
        var appendRate = await FillAsync(data, pool, events, ct);
        Sync();
        var read = LogReading.Run(data, Environment.ProcessorCount);
        Sync();
        var ingest = await ChildAsync("bench-ingest", data, options);
        await CheckAsync(data, options, ct);
        Directory.Delete(data, recursive: true);
        return
        [
            new("log.append", appendRate, "events/s"),
            new("baseline.log", read, "events/s"),
            BenchRow.Beside("ingest.embedded", events / ingest.Seconds, "events/s", raw),
            new("ingest.embedded.searched", events / ingest.DrainedSeconds, "events/s"),
            new("ingest.embedded.rss", ingest.PeakMegabytes, "MB"),
        ];
    }

    private static async Task<BenchRow> KafkaAsync(EventPool pool, double raw, BenchOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Folder, "kafka");
        var rate = await KafkaIngest.RunAsync(pool, Math.Max(100_000, (int)(KafkaEvents * options.Scale)), data, options.Say, ct);
        Directory.Delete(data, recursive: true);
        return BenchRow.Beside("ingest.kafka", rate, "events/s", raw);
    }

    /// <summary>Appends in batches of 500, each durable before the next; events per second.</summary>
    private static async Task<double> FillAsync(string data, EventPool pool, int events, CancellationToken ct)
    {
        await using var installation = Open(data);
        var spent = TimeSpan.Zero;
        for (var done = 0; done < events; done += AppendBatch)
        {
            var batch = pool.Take(Math.Min(AppendBatch, events - done));
            var watch = Stopwatch.StartNew();
            await installation.Log.AppendAsync(batch, ct);
            spent += watch.Elapsed;
        }
        return events / spent.TotalSeconds;
    }

    /// <summary>A process of its own, so that its memory is ingest's alone.</summary>
    internal static async Task<ChildFigures> ChildAsync(string verb, string data, BenchOptions options)
    {
        using var child = ChildProcess.Start(verb, data);
        var text = (await Task.Run(child.ReadToEnd)).Trim();
        if (child.ExitCode != 0) throw new InvalidOperationException($"{verb} failed: {text}");
        var parts = text.Split(' ').Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        options.Say($"{verb}: {text}");
        return new(parts[0], parts[1], parts[2]);
    }

    /// <summary>The child: ingests what is in the log with the production settings.</summary>
    public static async Task<int> ChildIngestAsync(string[] args)
    {
        await using var installation = Open(args[0]);
        var (committed, drained) = await IngestRun.RunAsync(installation, CancellationToken.None);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{committed.TotalSeconds} {drained.TotalSeconds} {process.PeakWorkingSet64 / 1e6}"));
        return 0;
    }

    internal static Installation Open(string data, PlatformSettings? settings = null)
    {
        Directory.CreateDirectory(data);
        return new((settings ?? new()) with { Data = data }, TimeProvider.System);
    }

    /// <summary>A figure of a lake that lost something is worth nothing.</summary>
    private static async Task CheckAsync(string data, BenchOptions options, CancellationToken ct)
    {
        await using var installation = Open(data);
        await CatchUp.RunAsync(installation, ct);
        foreach (var result in await PlatformCheck.RunAsync(installation, ct))
        {
            options.Say($"check: {result.Name}: {(result.Holds ? "ok" : "FAILS")}: {result.Summary}");
            if (!result.Holds) throw new InvalidOperationException($"{result.Name}: {string.Join("; ", result.Differences.Take(5))}");
        }
    }

    /// <summary>What was written before is on the disk before anything is timed.</summary>
    internal static void Sync()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }
}

/// <param name="Seconds">Until bronze had committed all of the log.</param>
/// <param name="DrainedSeconds">Until it had been searched for doubles too.</param>
internal sealed record ChildFigures(double Seconds, double DrainedSeconds, double PeakMegabytes);
