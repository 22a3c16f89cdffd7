using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.EventLog;
using RailLife.Host.Http;
using RailLife.Ingest;
using RailLife.Lake;
using RailLife.Reports;
using RailLife.Reports.Running;
using RailLife.Warehouse;

namespace RailLife.Tests.Host;

/// <summary>The state of the way is read from the log and the lake themselves.</summary>
public sealed class PipelineWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raillife-watch-").FullName;
    private readonly DuckDbDatabase _duck = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly QueryEngine _engine = new(new ReportsOptions { Threads = 1, MemoryBytesMax = 64L * 1024 * 1024 }, TimeProvider.System);
    private readonly StoppedClock _clock = new();

    [Fact]
    public async Task What_waits_in_the_log_is_counted_and_aged_until_bronze_covers_it()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var log = EventLogFactory.Open(_folder, _clock, new EventLogSettings { Embedded = new() { Partitions = 1 } });
        var lake = new DeltaLake(Path.Combine(_folder, "lake"), _clock);
        BuildReport? build = null;
        var watch = new PipelineWatch(lake, log, ModelGraph.From([]), _engine, () => build, _clock);

        var nothing = await watch.ReadAsync(ct);
        Assert.Equal(Topics.All, nothing.Topics.Select(t => t.Topic));
        Assert.All(nothing.Topics, t => Assert.Equal((0, 0, 0, 0, null), (t.Log, t.Bronze, t.Rejected, t.LagEvents, t.LagSeconds)));

        await log.AppendAsync([new LogEntry(Topics.Order, "o1"u8.ToArray(), "{}"u8.ToArray()), new LogEntry(Topics.Order, "o1"u8.ToArray(), "{}"u8.ToArray())], ct);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((2, 2, 0.0), Order(await watch.ReadAsync(ct)));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((2, 2, 3.0), Order(await watch.ReadAsync(ct)));

        IngestTables.Create(lake);
        Reject(lake, "wrong-type", 0, 1);
        _clock.Advance(TimeSpan.FromSeconds(2));
        var after = await watch.ReadAsync(ct);
        Assert.Equal((2, 0, null), Order(after));
        Assert.Equal([new RejectedReason(Topics.Order, "wrong-type", 2)], after.Rejected);
        Assert.Equal(2, after.Topics.Single(t => t.Topic == Topics.Order).Rejected);
    }

    [Fact]
    public async Task Within_a_second_the_same_answer_comes_back()
    {
        await using var log = EventLogFactory.Open(_folder, _clock, new EventLogSettings { Embedded = new() { Partitions = 1 } });
        var watch = new PipelineWatch(new DeltaLake(Path.Combine(_folder, "lake"), _clock), log, ModelGraph.From([]), _engine, () => null, _clock);
        var first = await watch.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Same(first, await watch.ReadAsync(TestContext.Current.CancellationToken));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, await watch.ReadAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _duck.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static (long Log, long Lag, double? Seconds) Order(PipelineHealth health)
    {
        var order = health.Topics.Single(t => t.Topic == Topics.Order);
        return (order.Log, order.LagEvents, order.LagSeconds);
    }

    private void Reject(DeltaLake lake, string reason, params IReadOnlyList<long> offsets)
    {
        using var connection = _duck.Connect();
        var rejected = lake.Table(IngestTables.Rejected);
        var columns = string.Join(", ", IngestTables.RejectedSchema.Columns.Select(c => c.Name switch
        {
            "topic" => $"'{Topics.Order}' as topic",
            "partition" => "0::integer as \"partition\"",
            "offset" => "o::bigint as \"offset\"",
            "reason" => $"'{reason}' as reason",
            "rejected_at" => "now() as rejected_at",
            var other => $"null::varchar as {other}",
        }));
        var commit = rejected.Begin();
        commit.Add(ParquetWriter.Write(connection, rejected, $"select {columns} from unnest([{string.Join(", ", offsets)}]) t(o)")!);
        commit.Commit();
        // Bronze's txn covers a batch of rejected records too.
        var bronze = lake.Table(IngestTables.BronzeOf(Topics.Order)).Begin();
        bronze.SetTxn(IngestTables.TxnOf(Topics.Order, 0), offsets[^1], null);
        bronze.Commit();
    }

    private sealed class StoppedClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
