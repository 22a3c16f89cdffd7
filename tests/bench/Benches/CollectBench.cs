using System.Diagnostics;
using System.Globalization;
using System.Text;
using RailLife.Bench.Frame;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Bench.Benches;

/// <summary>Tracking events over HTTP, one a request and fifty a request, each answered once it is durable, beside the event log alone with the same events; then the same while ingest lands them.</summary>
/// <remarks>Clients and server share the machine, so the clients are bare sockets that send bytes made beforehand: the server is measured, not an HTTP library.</remarks>
public static class CollectBench
{
    private const int Clients = 8;
    private const int BatchEvents = 50;
    private const int Singles = 400_000;
    private const int Batched = 4_000_000;

    public static Frame.Bench Bench { get; } = new("collect", "tracking events over HTTP, single and in batches of 50, 8 clients, durable before the answer, beside the log alone; and with ingest beside it", RunAsync);

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        if (options.Wants("alone")) rows.AddRange(await AloneAsync(options, ct));
        if (options.Wants("platform")) rows.AddRange(await PlatformAsync(options, ct));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> AloneAsync(BenchOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Folder, "collect");
        var sent = 0L;
        Latencies single, batched, many;
        using (var server = ChildProcess.Start("bench-collect", data, "alone"))
        {
            var url = Url(server);
            single = Run(options, "single", url, 1, Clients, Share(options, Singles), ref sent);
            many = Run(options, "single, 8 connections a client", url, 1, Clients * 8, Share(options, Singles), ref sent);
            batched = Run(options, "batched", url, BatchEvents, Clients, Share(options, Batched) / BatchEvents, ref sent);
            server.CloseInput();
            server.ReadToEnd();
        }
        await CheckAsync(data, sent, ct);
        var logSingle = await LogAloneAsync(Path.Combine(options.Folder, "single"), 1, Share(options, Singles), ct);
        var logBatched = await LogAloneAsync(Path.Combine(options.Folder, "batched"), BatchEvents, Share(options, Batched), ct);
        return
        [
            BenchRow.Beside("collect.single", single.PerSecond, "events/s", logSingle),
            .. Times("collect.single", single),
            new("collect.single.64", many.PerSecond, "events/s"),
            .. Times("collect.single.64", many),
            BenchRow.Beside("collect.batched", batched.PerSecond * BatchEvents, "events/s", logBatched),
            .. Times("collect.batched", batched),
        ];
    }

    /// <summary>The same while the same process lands the same events in the lake.</summary>
    private static async Task<IReadOnlyList<BenchRow>> PlatformAsync(BenchOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Folder, "platform");
        var sent = 0L;
        Latencies single, batched;
        double landed;
        using (var server = ChildProcess.Start("bench-collect", data, "platform"))
        {
            var url = Url(server);
            single = Run(options, "single beside ingest", url, 1, Clients, Share(options, Singles), ref sent);
            var before = sent;
            var began = Stopwatch.GetTimestamp();
            batched = Run(options, "batched beside ingest", url, BatchEvents, Clients, Share(options, Batched) / BatchEvents, ref sent);
            server.CloseInput();
            var inLake = long.Parse(server.ReadToEnd(), CultureInfo.InvariantCulture);
            landed = (sent - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (inLake != sent) throw new InvalidOperationException($"{sent} events were answered, the lake holds {inLake}");
        }
        await CheckAsync(data, sent, ct);
        return
        [
            new("collect.platform.single", single.PerSecond, "events/s"),
            .. Times("collect.platform.single", single),
            new("collect.platform.batched", batched.PerSecond * BatchEvents, "events/s"),
            .. Times("collect.platform.batched", batched),
            new("collect.platform.landed", landed, "events/s"),
        ];
    }

    private static Uri Url(ChildProcess server) => new(server.ReadLine() ?? throw new InvalidOperationException("the collector did not start"));

    private static IEnumerable<BenchRow> Times(string name, Latencies latencies) => [new($"{name}.p50", latencies.P50, "ms"), new($"{name}.p99", latencies.P99, "ms")];

    private static int Share(BenchOptions options, int full) => Math.Max(BatchEvents * Clients * 20, (int)(full * options.Scale));

    private static Latencies Run(BenchOptions options, string what, Uri server, int events, int clients, int calls, ref long sent)
    {
        var requests = 0L;
        var latencies = Latencies.Of(clients, calls, client =>
        {
            var http = new RawHttp(server);
            var request = new TrackRequest(server, events, client);
            return (() =>
            {
                var status = http.Post(request.Next());
                if (status != 200) throw new InvalidOperationException($"the collector answered {status}");
                Interlocked.Increment(ref requests);
            }, http);
        });
        sent += requests * events;
        options.Say($"{what}: {latencies.PerSecond * events:0} events/s, p50 {latencies.P50:0.00} ms, p99 {latencies.P99:0.00} ms");
        return latencies;
    }

    /// <summary>A figure of a log that lost something is worth nothing.</summary>
    private static async Task CheckAsync(string data, long sent, CancellationToken ct)
    {
        await using var installation = IngestBench.Open(data);
        var held = 0L;
        for (var partition = 0; partition < installation.Log.PartitionCount(Topics.Tracking); partition++)
            held += (await installation.Log.RangeAsync(new TopicPartition(Topics.Tracking, partition), ct)).Next;
        if (held != sent) throw new InvalidOperationException($"{sent} events were answered, the log holds {held}");
    }

    /// <summary>The same events straight into a log, by as many callers, each waiting until its own are durable.</summary>
    private static async Task<double> LogAloneAsync(string data, int events, int count, CancellationToken ct)
    {
        await using var installation = IngestBench.Open(data);
        var entries = Enumerable.Range(0, 1024).Select(i => new LogEntry(Topics.Tracking, Encoding.ASCII.GetBytes($"visitor-{i}"), Encoding.ASCII.GetBytes(new string('e', 900)))).ToArray();
        var calls = count / events / Clients;
        async Task CallAsync(int client, int number)
        {
            for (var i = 0; i < number; i++)
                await installation.Log.AppendAsync(new ArraySegment<LogEntry>(entries, ((client * 131) + i) * events % (entries.Length - events), events), ct);
        }
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => CallAsync(c, Math.Max(calls / 10, 1))));
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => Task.Run(() => CallAsync(c, calls), ct)));
        return calls * (double)events * Clients / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
