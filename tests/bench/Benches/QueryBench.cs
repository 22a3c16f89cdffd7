using System.Globalization;
using RailLife.Bench.Build;
using RailLife.Bench.Frame;
using RailLife.DuckDb;
using RailLife.Host.Platform;
using RailLife.Lake;
using RailLife.Reports.Definitions;
using RailLife.Warehouse;

namespace RailLife.Bench.Benches;

/// <summary>A report over HTTP, a different question each time, beside the same SQL straight in DuckDB on the same tables; and the exact cache.</summary>
public static class QueryBench
{
    private const long Orders = 4_000_000;
    private const long Members = 500_000;
    private const int Days = 365;
    private const int Calls = 400;
    private const int CacheCalls = 50_000;

    public static Frame.Bench Bench { get; } = new("query", "the sales report over HTTP beside raw DuckDB, 1 and 16 clients; 304 by ETag", (options, ct) => Task.Run(() => Run(options), ct));

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var data = Path.Combine(options.Folder, "query");
        using (var builder = DuckDbDatabase.Open(new() { MemoryLimitBytes = 1L << 30, TempDirectory = Path.Combine(options.Folder, "tmp") }))
        {
            var lake = new DeltaLake(Path.Combine(data, "lake"), TimeProvider.System);
            new OrderHistory(lake, () => DuckDbDatabase.Open(new() { MemoryLimitBytes = 1L << 30 }), (long)(Orders * options.Scale), Days, (long)(Members * options.Scale)).WriteHistory(files: 24);
            var report = new WarehouseBuilder(lake, ModelGraph.Load([Installation.ModelsFolder]), builder, TimeProvider.System).Build();
            if (!report.Succeeded) throw new InvalidOperationException($"the build failed:\n{report}");
            options.Say("the tables are built");
        }
        using var server = ChildProcess.Start("bench-serve", data);
        var url = new Uri(server.ReadLine() ?? throw new InvalidOperationException("the server did not start"));
        return [.. Reports(data, url, 1), .. Reports(data, url, 16), .. Cache(url)];
    }

    /// <summary>The child: the web server over tables that nobody changes.</summary>
    public static async Task<int> ChildServeAsync(string[] args)
    {
        await using var installation = IngestBench.Open(args[0], new() { Http = new() { Port = 0 } });
        await using var platform = await RunningPlatform.StartAsync(installation, new(Ingest: false, Build: false, Serve: true), CancellationToken.None);
        Console.WriteLine(platform.Url);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static BenchRow[] Reports(string data, Uri url, int clients)
    {
        using var database = DuckDbDatabase.Open(new() { Threads = Environment.ProcessorCount, MemoryLimitBytes = 512L << 20 });
        // Both are asked the same questions: their seeds are the same.
        var latencies = Latencies.TakingTurns(clients, Calls, Raw(database, data, clients), client =>
        {
            var (connection, random) = (new RawHttp(url), new Random((clients * 1_000) + client));
            return (() => Expect(200, connection.Send(connection.Request($"/v1/reports/sales?{Query(random)}"))), connection);
        });
        var (raw, http) = (latencies[0], latencies[1]);
        return
        [
            BenchRow.Beside($"query.http.{clients}.p50", http.P50, "ms", raw.P50),
            BenchRow.Beside($"query.http.{clients}.p95", http.P95, "ms", raw.P95),
            new($"query.http.{clients}.rate", http.PerSecond, "1/s", raw.PerSecond, http.PerSecond / raw.PerSecond),
        ];
    }

    /// <summary>The report's own SQL on the report's own share of the machine: all cores, 512 MB, a connection per client.</summary>
    private static Func<int, (Action Call, IDisposable Owner)> Raw(DuckDbDatabase database, string data, int clients)
    {
        var report = ReportCatalog.Load(ReportCatalog.BuiltInFolder).Find("sales")!;
        var lake = new DeltaLake(Path.Combine(data, "lake"), TimeProvider.System);
        return client =>
        {
            var (connection, random) = (database.Connect(), new Random((clients * 1_000) + client));
            return (() =>
            {
                var given = Query(random).Split('&').Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));
                var arguments = ReportArguments.Check(report, given).Arguments!;
                connection.Rows(ReportFile.Expand(report.Sql, table => lake.Table(table).Read().ScanSql(), arguments.Literal));
            }, connection);
        };
    }

    private static BenchRow[] Cache(Uri url)
    {
        const string path = "/v1/reports/sales?grain=month";
        string etag;
        using (var first = new RawHttp(url)) etag = first.Send(first.Request(path)).ETag ?? throw new InvalidOperationException("the report came without an ETag");
        return [.. new[] { 1, 16 }.SelectMany(clients =>
        {
            var hit = Latencies.Of(clients, CacheCalls, _ =>
            {
                var connection = new RawHttp(url);
                var request = connection.Request(path, etag);
                return (() => Expect(304, connection.Send(request)), connection);
            });
            return new BenchRow[] { new($"query.etag.{clients}.p95", hit.P95, "ms"), new($"query.etag.{clients}.rate", hit.PerSecond, "1/s") };
        })];
    }

    /// <summary>A stretch of 30 to 300 days anywhere in the year, by day, week or month.</summary>
    private static string Query(Random random)
    {
        var from = new DateOnly(2024, 1, 1).AddDays(random.Next(Days - 30));
        var to = from.AddDays(30 + random.Next(270));
        return string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&grain={new[] { "day", "week", "month" }[random.Next(3)]}");
    }

    private static void Expect(int status, (int Status, string? ETag) answer)
    {
        if (answer.Status != status) throw new InvalidOperationException($"found status {answer.Status}, expected {status}");
    }
}
