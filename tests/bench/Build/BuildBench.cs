using System.Diagnostics;
using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.DuckDb;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Bench.Build;

/// <summary>Full and incremental builds of a year of orders beside the same SQL by hand.</summary>
public static class BuildBench
{
    private const long Orders = 4_000_000;
    private const long Members = 500_000;
    private const int Days = 365;

    public static Frame.Bench Bench { get; } = new("build", "10 million order lines: full build beside plain DuckDB, the newest day, 100 orders", (options, ct) => Task.Run(() => Run(options), ct));

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var graph = ModelGraph.Load([WarehouseFolder.Models()]);
        var lake = new DeltaLake(Path.Combine(options.Folder, "lake"), TimeProvider.System);
        // The history is written by instances of its own, which are gone when builds are measured.
        var history = new OrderHistory(lake, () => Open(options), (long)(Orders * options.Scale), Days, (long)(Members * options.Scale));
        history.WriteHistory(files: 24);
        var rows = new List<BenchRow>();

        using var database = Open(options);
        var builder = new WarehouseBuilder(lake, graph, database, TimeProvider.System);
        var full = Measure(options, "full build", builder);
        var peak = PeakRssMegabytes();
        using (var plain = Open(options))
        {
            using var connection = plain.Connect();
            rows.Add(BenchRow.Beside("build.full", full, "s", new ByHand(lake, graph, connection, Path.Combine(options.Folder, "by-hand")).Run().TotalSeconds));
        }
        rows.Add(new BenchRow("build.full.rss", peak, "MB"));
        history.WriteNewestDay();
        rows.Add(BenchRow.Beside("build.newest-day", Measure(options, "newest day", builder), "s", full));
        history.WriteSome(100);
        rows.Add(BenchRow.Beside("build.100-orders", Measure(options, "100 orders", builder), "s", full));
        rows.Add(new BenchRow("build.lines", lake.Table("fct_order_line").Read().Rows ?? 0, "rows"));
        return rows;
    }

    private static double Measure(BenchOptions options, string what, WarehouseBuilder builder)
    {
        var watch = Stopwatch.StartNew();
        var report = builder.Build();
        var seconds = watch.Elapsed.TotalSeconds;
        options.Say($"{what}: {seconds.ToString("0.00", CultureInfo.InvariantCulture)} s\n{string.Join('\n', report.ToString().Split('\n').Where(l => !l.Contains(" view ", StringComparison.Ordinal)))}");
        return report.Succeeded ? seconds : throw new InvalidOperationException($"the build failed:\n{report}");
    }

    private static DuckDbDatabase Open(BenchOptions options) => DuckDbDatabase.Open(new DuckDbOptions
    {
        Threads = Environment.ProcessorCount,
        MemoryLimitBytes = 1L << 30,
        TempDirectory = Path.Combine(options.Folder, Guid.NewGuid().ToString("N")),
    });

    private static double PeakRssMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
