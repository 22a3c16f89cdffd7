using System.Diagnostics;
using System.Globalization;
using RailLife.Bench.Benches;
using RailLife.Bench.Frame;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Host.Trade;
using RailLife.Store;

namespace RailLife.Bench.Commerce;

/// <summary>Paid orders per second through HTTP, durable, on both databases, beside the same rows written by prepared ADO.NET under the same settings. Clients, product and database share the machine.</summary>
public static class CheckoutBench
{
    private const int Orders = 1_600;
    private const int OrdersPerMember = 4;
    private const int Turns = 2;

    public static Frame.Bench Bench { get; } = new("checkout", "paid orders over HTTP: cart, price, order of 3 lines and 2 merchants with promotion, coupon and points, paid by callback; 1 and 8 clients, both databases", RunAsync);

    /// <summary>The child: the trade services and their clock as `raillife commerce` runs them.</summary>
    public static async Task<int> ChildTradeAsync(string[] args)
    {
        var settings = new PlatformSettings { Http = new() { Port = 0 }, Core = new() { Connection = args.Length > 1 ? args[1] : null }, Commerce = new() { CallsPerMinute = 10_000_000 } };
        await using var installation = IngestBench.Open(args[0], settings);
        await using var platform = await RunningPlatform.StartAsync(installation, new(Commerce: true), CancellationToken.None);
        Console.WriteLine(platform.Url);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var rows = new List<BenchRow>();
        var data = Directory.CreateDirectory(Path.Combine(options.Folder, "checkout-sqlite")).FullName;
        rows.AddRange(await MeasureAsync("sqlite", data, null, () => new SqliteDatabase(Path.Combine(data, "core.db"), TimeProvider.System), options, ct));
        using var cluster = PrivatePostgres.Durable();
        var connection = cluster.NewDatabase();
        data = Directory.CreateDirectory(Path.Combine(options.Folder, "checkout-postgresql")).FullName;
        rows.AddRange(await MeasureAsync("postgresql", data, connection, () => new PostgresDatabase(connection, TimeProvider.System), options, ct));
        return rows;
    }

    private static async Task<IReadOnlyList<BenchRow>> MeasureAsync(string kind, string data, string? connection, Func<CoreDatabase> open, BenchOptions options, CancellationToken ct)
    {
        var server = ChildProcess.Start("bench-trade", connection is null ? [data] : [data, connection]);
        var url = new Uri(server.ReadLine() ?? throw new InvalidOperationException("the trade services did not start"));
        await using var database = open();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { BaseAddress = url };
        var city = new CheckoutCity(http, new AccessTokens(KeyRing.Open(data), TimeProvider.System), database, ct);
        await city.BuildAsync();
        // The first orders compile what they pass through, and their plans.
        await BuyAsync(city, http, 4, 80, new CheckoutTimes(), ct);
        var watched = await city.MemberAsync(2);
        await watched.OrderAsync(new CheckoutTimes());
        var hand = await CheckoutByHand.WatchAsync(database, async () =>
        {
            await watched.OrderAsync(new CheckoutTimes());
            await Task.Delay(1_500, ct);   // until the clock's work about it is done
        }, ct);
        options.Say($"{kind}: a paid order inserts {hand.Inserts} rows, changes {hand.Updates}");
        var measured = new List<(int Clients, CheckoutTimes Times, double PerSecond, double Commits)>();
        foreach (var clients in new[] { 1, 8 })
        {
            var orders = Math.Max(OrdersPerMember * clients, (int)(Orders * options.Scale * (clients == 1 ? 0.25 : 1)) / Turns);
            var times = new CheckoutTimes();
            var seconds = 0.0;
            var commits = 0.0;
            for (var turn = 0; turn < Turns; turn++)
            {
                var (took, made) = await BuyAsync(city, http, clients, orders, times, ct);
                seconds += took.TotalSeconds;
                commits += made;
            }
            var done = times.PlacedToPaidMs.Count;
            options.Say($"{kind}, {clients} at once: {done} orders, {(double)times.CallMs.Count / done:0.0} calls each, {(double)times.Looks / done:0.0} of them looks at the payment; {commits / done:0.0} commits each");
            measured.Add((clients, times, done / seconds, commits / done));
        }
        // Alone in the database: the product's clock would wait for the baseline's locks, and it for the clock's.
        server.Dispose();
        var rows = new List<BenchRow>();
        foreach (var (clients, times, perSecond, commits) in measured)
        {
            rows.Add(BenchRow.Beside($"checkout.{kind}.{clients}", perSecond, "orders/s", await hand.RunAsync(clients, Math.Max(40, (int)(Orders * options.Scale * 0.5)), Math.Max(1, (int)Math.Round(commits)), ct)));
            rows.Add(new BenchRow($"checkout.{kind}.{clients}.commits", commits, "per order"));
            rows.Add(new BenchRow($"checkout.{kind}.{clients}.call.p50", At(times.CallMs, 0.50), "ms"));
            rows.Add(new BenchRow($"checkout.{kind}.{clients}.call.p95", At(times.CallMs, 0.95), "ms"));
            rows.Add(new BenchRow($"checkout.{kind}.{clients}.placed-to-paid.p95", At(times.PlacedToPaidMs, 0.95), "ms"));
        }
        return rows;
    }

    private static async Task<double> CommitsAsync(HttpClient http, CancellationToken ct) => double.Parse(
        (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), ct)).Split('\n').First(l => l.StartsWith($"{TradeMetrics.Commits} ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    private static async Task<(TimeSpan Took, double Commits)> BuyAsync(CheckoutCity city, HttpClient http, int clients, int orders, CheckoutTimes times, CancellationToken ct)
    {
        var members = orders / OrdersPerMember / clients;
        var shoppers = new List<CheckoutShopper[]>();
        for (var client = 0; client < clients; client++)
            shoppers.Add([.. await Task.WhenAll(Enumerable.Range(0, members).Select(_ => city.MemberAsync(OrdersPerMember)))]);
        var before = await CommitsAsync(http, ct);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(shoppers.Select(own => Task.Run(async () =>
        {
            for (var round = 0; round < OrdersPerMember; round++)
                foreach (var shopper in own) await shopper.OrderAsync(times);
        })));
        var took = watch.Elapsed;
        return (took, await CommitsAsync(http, ct) - before);
    }

    private static double At(IEnumerable<double> times, double share)
    {
        double[] sorted = [.. times.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
