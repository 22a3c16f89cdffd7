using System.Collections.Concurrent;
using System.Diagnostics;
using RailLife.Bench.Build;
using RailLife.Bench.Frame;
using RailLife.Bench.Load;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Warehouse;

namespace RailLife.Bench.Benches;

/// <summary>How long an event takes from the log's receipt to bronze and to the subject libraries, at 20,000 events a second over a year of history, builds running.</summary>
public static class FreshnessBench
{
    private const long Orders = 4_000_000;
    private const int EventsPerSecond = 20_000;
    private const int BatchMs = 20;
    private const int Seconds = 90;
    private const int MarkEveryMs = 250;

    public static Frame.Bench Bench { get; } = new("freshness", "receipt by the log -> bronze and subject libraries, at 20,000 events/s over a year of history", RunAsync);

    public static async Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var data = Path.Combine(options.Folder, "fresh");
        History(data, options);
        using var platform = ChildProcess.Start("bench-platform", data);
        if (platform.ReadLine() is not { } url) throw new InvalidOperationException("the platform did not start");
        options.Say($"the platform runs at {url}");
        await using var installation = IngestBench.Open(data);
        var marks = new Marks(installation);
        await PaceAsync(installation, marks, TimeSpan.FromSeconds(Math.Max(15, Seconds * options.Scale)), ct);
        await marks.FinishAsync(ct);
        var megabytes = RssMegabytes(platform.Id);
        foreach (var model in BuildStatus.Read(data)!.Models.OrderByDescending(m => m.Millis).Take(6))
            options.Say($"last build of {model.Name}: {model.Mode}, {model.Millis} ms, {model.Rows} rows");
        return
        [
            new("freshness.rate", marks.EventsPerSecond, "events/s"),
            new("freshness.bronze.p99", marks.Bronze(0.99), "s"),
            new("freshness.subject_order.p99", marks.SubjectOrder(0.99), "s"),
            new("freshness.libraries.p99", marks.Libraries(0.99), "s"),
            new("freshness.bronze.p50", marks.Bronze(0.5), "s"),
            new("freshness.subject_order.p50", marks.SubjectOrder(0.5), "s"),
            new("freshness.libraries.p50", marks.Libraries(0.5), "s"),
            new("freshness.platform.rss", megabytes, "MB"),
        ];
    }

    /// <summary>The child: the whole platform, as <c>up</c> runs it.</summary>
    public static async Task<int> ChildPlatformAsync(string[] args)
    {
        await using var installation = IngestBench.Open(args[0], new() { Http = new() { Port = 0 } });
        await using var platform = await RunningPlatform.StartAsync(installation, PartSet.All, CancellationToken.None);
        Console.WriteLine(platform.Url);
        await Console.In.ReadLineAsync();
        return 0;
    }

    private static void History(string data, BenchOptions options)
    {
        var made = new DeltaLake(Path.Combine(options.Folder, "made"), TimeProvider.System);
        new OrderHistory(made, () => DuckDbDatabase.Open(new() { MemoryLimitBytes = 1L << 30 }), (long)(Orders * options.Scale), 365, (long)(500_000 * options.Scale)).WriteHistory(files: 24);
        using var database = DuckDbDatabase.Open(new() { MemoryLimitBytes = 1L << 30, TempDirectory = Path.Combine(options.Folder, "tmp") });
        var lake = new DeltaLake(Path.Combine(data, "lake"), TimeProvider.System);
        TakeOver(database, made.Table("ods_order_event").Read(), lake);
        var report = new WarehouseBuilder(lake, ModelGraph.Load([Installation.ModelsFolder]), database, TimeProvider.System).Build();
        if (!report.Succeeded) throw new InvalidOperationException($"the build failed:\n{report}");
        options.Say("the history is built");
    }

    /// <summary>The made history as bronze of the real lake, in a partition of its own that the log never fills, searched for doubles.</summary>
    private static void TakeOver(DuckDbDatabase database, Snapshot history, DeltaLake lake)
    {
        const string arrival = "2024-12-31";
        IngestTables.Create(lake);
        var table = lake.Table(IngestTables.BronzeOf(Topics.Order));
        var columns = table.Read().Schema.Columns.Where(c => c.Name != "arrival_date").Select(c => c.Name switch
        {
            "partition" => "999::integer as \"partition\"",
            "identity_hash" => "(hash(source, id) // 2)::bigint as identity_hash",
            "body_hash" => "(hash(data) // 2)::bigint as body_hash",
            _ => DuckSql.Identifier(c.Name),
        });
        using var connection = database.Connect();
        var commit = table.Begin();
        foreach (var file in history.Files)
            commit.Add(ParquetWriter.Write(connection, table, $"select {string.Join(", ", columns)} from {history.ScanSql([file])}", new(), null, new Dictionary<string, string?> { ["arrival_date"] = arrival })!);
        var version = commit.Commit();
        lake.Table(IngestTables.Duplicate).Begin().SetTxn(IngestTables.DuplicateTxnOf(table.Name), version).Commit();
    }

    private static async Task PaceAsync(Installation installation, Marks marks, TimeSpan length, CancellationToken ct)
    {
        // As many as are sent: a pool that repeats would touch the same orders again and again.
        var pool = new EventPool(seed: 5, DateTimeOffset.UtcNow, size: (int)(length.TotalSeconds * EventsPerSecond));
        var watch = Stopwatch.StartNew();
        long sent = 0;
        var marked = TimeSpan.Zero;
        while (watch.Elapsed < length)
        {
            var due = (long)(watch.Elapsed.TotalSeconds * EventsPerSecond);
            if (due > sent)
            {
                var batch = pool.Take((int)Math.Min(due - sent, 5_000));
                await installation.Log.AppendAsync(batch, ct);
                sent += batch.Count;
                if (watch.Elapsed - marked > TimeSpan.FromMilliseconds(MarkEveryMs))
                {
                    marked = watch.Elapsed;
                    await marks.AddAsync(ct);
                }
            }
            await Task.Delay(BatchMs, ct);
        }
        marks.EventsPerSecond = sent / watch.Elapsed.TotalSeconds;
    }

    private static double RssMegabytes(int process) =>
        File.ReadLines($"/proc/{process}/status").Where(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Select(l => double.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])).First() / 1000;

    /// <summary>Moments at which the log's end was noted, and when bronze and the libraries had reached it.</summary>
    private sealed class Marks
    {
        private const int LookMs = 10;

        private readonly Installation _installation;
        private readonly ConcurrentQueue<(long At, IReadOnlyList<PartitionProgress> Ends)> _waiting = new();
        private readonly Task _watching;
        private readonly List<double> _bronze = [], _subjectOrder = [], _libraries = [];
        private volatile bool _closed;

        public Marks(Installation installation)
        {
            _installation = installation;
            _watching = Task.Run(WatchAsync);
        }

        public double EventsPerSecond { get; set; }

        public async Task AddAsync(CancellationToken ct)
        {
            var at = Stopwatch.GetTimestamp();
            _waiting.Enqueue((at, await IngestProgress.OfAsync(_installation.Log, _installation.Lake, ct)));
        }

        public async Task FinishAsync(CancellationToken ct)
        {
            _closed = true;
            await _watching.WaitAsync(TimeSpan.FromMinutes(5), ct);
        }

        public double Bronze(double share) => Latencies.At([.. _bronze.Order()], share);

        public double SubjectOrder(double share) => Latencies.At([.. _subjectOrder.Order()], share);

        public double Libraries(double share) => Latencies.At([.. _libraries.Order()], share);

        private static void Reached(Queue<(long At, long Seen)> waiting, long seen, List<double> seconds)
        {
            while (waiting.TryPeek(out var mark) && seen >= mark.Seen) seconds.Add(Stopwatch.GetElapsedTime(waiting.Dequeue().At).TotalSeconds);
        }

        private async Task WatchAsync()
        {
            var landed = new Queue<(long At, Dictionary<string, long> Versions)>();
            var (promised, whole) = (new Queue<(long At, long Seen)>(), new Queue<(long At, long Seen)>());
            while (!_closed || !_waiting.IsEmpty || landed.Count > 0 || promised.Count > 0 || whole.Count > 0)
            {
                while (_waiting.TryPeek(out var mark) && mark.Ends.All(e => e.Lag == 0 || IngestProgress.CommittedIn(_installation.Lake, e.Partition) >= e.End))
                {
                    _waiting.TryDequeue(out _);
                    _bronze.Add(Stopwatch.GetElapsedTime(mark.At).TotalSeconds);
                    landed.Enqueue((mark.At, mark.Ends.Where(e => e.Lag > 0).Select(e => IngestTables.BronzeOf(e.Partition.Topic)).Distinct()
                        .ToDictionary(table => table, table => _installation.Lake.Table(table).Read().Version)));
                }
                var duplicates = _installation.Lake.Table(IngestTables.Duplicate).Read();
                while (landed.TryPeek(out var mark) && mark.Versions.All(v => duplicates.Txn(IngestTables.DuplicateTxnOf(v.Key)) >= v.Value))
                {
                    promised.Enqueue((mark.At, duplicates.Version));
                    whole.Enqueue((landed.Dequeue().At, duplicates.Version));
                }
                // A build that began at or after that version holds the event once it has ended.
                if (whole.Count > 0 && BuildStatus.Read(_installation.Settings.Data) is { } status)
                {
                    Reached(promised, status.Models.FirstOrDefault(m => m.Name == "subject_order")?.Seen ?? -1, _subjectOrder);
                    Reached(whole, status.Seen, _libraries);
                }
                await Task.Delay(LookMs);
            }
        }
    }
}
