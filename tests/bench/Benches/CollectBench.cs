using System.Buffers.Text;
using System.Text;
using RailLife.Bench.Frame;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Host.Platform;

namespace RailLife.Bench.Benches;

/// <summary>Tracking events over HTTP, one a request and fifty a request, each answered once it is durable, beside the event log alone with the same events. Clients and server share the machine.</summary>
public static class CollectBench
{
    private const int Clients = 8;
    private const int BatchEvents = 50;
    private const int Singles = 400_000;
    private const int Batched = 4_000_000;

    public static Frame.Bench Bench { get; } = new("collect", "tracking events over HTTP, single and in batches of 50, 8 clients, durable before the answer, beside the log alone", RunAsync);

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Folder, "collect");
        var sent = 0L;
        Latencies single, batched, many;
        using (var server = ChildProcess.Start("bench-collect", data))
        {
            if (server.ReadLine() is not { } url) throw new InvalidOperationException("the collector did not start");
            single = Run(new Uri(url), 1, Clients, Share(options, Singles), ref sent);
            options.Say($"single: {single.PerSecond:0} events/s, p50 {single.P50:0.00} ms, p99 {single.P99:0.00} ms");
            many = Run(new Uri(url), 1, Clients * 8, Share(options, Singles), ref sent);
            options.Say($"single, 8 connections a client: {many.PerSecond:0} events/s, p99 {many.P99:0.00} ms");
            batched = Run(new Uri(url), BatchEvents, Clients, Share(options, Batched) / BatchEvents, ref sent);
            options.Say($"batched: {batched.PerSecond * BatchEvents:0} events/s, p50 {batched.P50:0.00} ms, p99 {batched.P99:0.00} ms");
            server.CloseInput();
            server.ReadToEnd();
        }
        await CheckAsync(data, sent, ct);
        var logSingle = await LogAloneAsync(Path.Combine(options.Folder, "single"), 1, Share(options, Singles), ct);
        var logBatched = await LogAloneAsync(Path.Combine(options.Folder, "batched"), BatchEvents, Share(options, Batched), ct);
        return
        [
            BenchRow.Beside("collect.single", single.PerSecond, "events/s", logSingle),
            new("collect.single.p50", single.P50, "ms"),
            new("collect.single.p99", single.P99, "ms"),
            new("collect.single.64", many.PerSecond, "events/s"),
            new("collect.single.64.p99", many.P99, "ms"),
            BenchRow.Beside("collect.batched", batched.PerSecond * BatchEvents, "events/s", logBatched),
            new("collect.batched.p50", batched.P50, "ms"),
            new("collect.batched.p99", batched.P99, "ms"),
        ];
    }

    /// <summary>The child: the collector as <c>raillife collect</c> runs it, with room for one client that sends all.</summary>
    public static async Task<int> ChildCollectAsync(string[] args)
    {
        await using var installation = IngestBench.Open(args[0], new() { Http = new() { Port = 0 }, Collector = new() { EventsPerMinutePerClient = 1_000_000_000, EventsPerMinutePerKey = 1_000_000_000 } });
        await using var platform = await RunningPlatform.StartAsync(installation, new PartSet(Collect: true), CancellationToken.None);
        Console.WriteLine(platform.Url);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static int Share(BenchOptions options, int full) => Math.Max(BatchEvents * Clients * 20, (int)(full * options.Scale));

    private static Latencies Run(Uri server, int events, int clients, int calls, ref long sent)
    {
        var requests = 0L;
        var latencies = Latencies.Of(clients, calls, client =>
        {
            var http = new RawHttp(server);
            var request = new TrackRequest(server, events, client);
            return (() =>
            {
                var (status, _) = http.Send(request.Next());
                if (status != 200) throw new InvalidOperationException($"the collector answered {status}");
                Interlocked.Increment(ref requests);
            }, http);
        });
        sent += requests * events;
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
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(c => Task.Run(() => CallAsync(c, calls), ct)));
        return calls * (double)events * Clients / System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A request whose events get new ids and visitors each time it is sent; the rest of its bytes is made once.</summary>
    private sealed class TrackRequest
    {
        private static long _clients;

        private readonly byte[] _bytes;
        private readonly List<int> _ids = [];
        private readonly List<int> _visitors = [];
        private readonly Random _random;
        private long _next;

        public TrackRequest(Uri server, int events, int client)
        {
            _random = new Random(client);
            _next = Interlocked.Increment(ref _clients) * 1_000_000_000L;
            var one = $$$"""{"messageId":"0000000000000000","anonymousId":"visitor-000000","type":"track","event":"product.viewed","timestamp":"{{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}}","properties":{"product_id":"sku-1042","price":25.5,"currency":"CNY","from":"search","station_id":"s-17","position":3},"context":{"library":{"name":"analytics.js","version":"2.1.0"},"page":{"path":"/products/sku-1042","url":"https://shop.example/products/sku-1042","referrer":"https://shop.example/search","title":"Lantern"},"userAgent":"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36","locale":"zh-CN"},"integrations":{}}""";
            var body = events == 1 ? one : $"{{\"batch\":[{string.Join(',', Enumerable.Repeat(one, events))}],\"sentAt\":\"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}\"}}";
            var key = Convert.ToBase64String("raillife-dev:"u8);
            _bytes = Encoding.ASCII.GetBytes($"POST /v1/{(events == 1 ? "track" : "batch")} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Basic {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            Places("\"messageId\":\""u8, _ids);
            Places("\"anonymousId\":\"visitor-"u8, _visitors);
        }

        public byte[] Next()
        {
            foreach (var at in _ids) Digits(_bytes.AsSpan(at, 16), _next++);
            foreach (var at in _visitors) Digits(_bytes.AsSpan(at, 6), _random.Next(100_000));
            return _bytes;
        }

        private static void Digits(Span<byte> to, long number) => Utf8Formatter.TryFormat(number, to, out _, new System.Buffers.StandardFormat('D', (byte)to.Length));

        private void Places(ReadOnlySpan<byte> mark, List<int> places)
        {
            for (var from = 0; _bytes.AsSpan(from).IndexOf(mark) is >= 0 and var at; from += at + mark.Length) places.Add(from + at + mark.Length);
        }
    }
}
