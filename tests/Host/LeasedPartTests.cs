using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Host.Trade;
using RailLife.Store;
using RailLife.Tests.Commerce;
using RailLife.Tests.Import;

namespace RailLife.Tests.Host;

/// <summary>What only one process of a PostgreSQL database runs. The processes are two parts here: they know nothing of each other but the database.</summary>
public class LeasedPartTests
{
    [Fact]
    public async Task Relays_whose_leases_are_cut_off_hand_over_and_take_up_again_and_never_publish_at_once()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.PostgreSql);
        await using var log = new SharedLog();
        await using var left = Relay(bed, log, "left");
        await log.UntilAsync(() => Written(bed, 20), "left");
        await using var right = Relay(bed, log, "right");

        await CutAsync(bed);
        await log.UntilAsync(() => Written(bed, 20), "right");
        await CutAsync(bed);
        await log.UntilAsync(() => Written(bed, 20), "left");

        var relay = new OutboxRelay(bed.Database, log.Memory);
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); await relay.WaitingAsync(CommerceBed.Ct) > 0; await Task.Delay(50, CommerceBed.Ct)) Assert.True(DateTimeOffset.UtcNow < end, "the outbox does not get empty");

        Assert.False(log.WasShared, "two relays published at the same time");
        var written = (await bed.ReadAsync(tx => tx.ListAsync<byte[]>("select value from outbox order by position"))).Select(Id).ToList();
        Assert.Equal(written, log.Memory.Events().Select(e => e.Event.GetProperty("id").GetString()).Distinct());

        static string? Id(byte[] value) => System.Text.Json.JsonDocument.Parse(value).RootElement.GetProperty("id").GetString();
    }

    [Fact]
    public async Task A_part_is_told_of_the_loss_and_another_starts_only_when_it_has_ended()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.PostgreSql);
        var running = new Running();
        await using var first = new LeasedPart(bed.Database, "clock", lost => running.Start("first", lost));
        await running.UntilAsync(r => r.Starts("first") == 1);
        var second = new LeasedPart(bed.Database, "clock", lost => running.Start("second", lost));
        await Task.Delay(1_500, CommerceBed.Ct);
        Assert.Equal(0, running.Starts("second"));

        await CutAsync(bed);
        await running.UntilAsync(r => r.Ends >= 1);
        Assert.True(running.WasTold, "the part was disposed without having been told that its lease is lost");
        await running.UntilAsync(r => r.Starts("second") == 1);
        await second.DisposeAsync();   // gives the lease back
        await running.UntilAsync(r => r.Starts("first") == 2);

        Assert.Equal(1, running.MostAtOnce);
    }

    [Fact]
    public async Task Who_follows_a_holder_that_may_still_be_at_work_waits_and_who_follows_a_dead_one_does_not()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.PostgreSql);
        var mine = LeaseTaker.New();

        Assert.InRange(await TakenWithinAsync(mine with { Part = "other" }), PostgresLease.Quiet, TimeSpan.FromSeconds(60));
        Assert.InRange(await TakenWithinAsync(mine with { Machine = "elsewhere/1/pid:[2]" }), PostgresLease.Quiet, TimeSpan.FromSeconds(60));
        Assert.InRange(await TakenWithinAsync(mine with { Started = "1" }), TimeSpan.Zero, PostgresLease.Quiet);
        Assert.InRange(await TakenWithinAsync(mine), TimeSpan.Zero, PostgresLease.Quiet);

        async Task<TimeSpan> TakenWithinAsync(LeaseTaker former)
        {
            await bed.WriteAsync(tx => tx.ExecuteAsync("insert into lease (name, holder, taken_at) values ('relay', @Holder, 0) on conflict (name) do update set holder = excluded.holder", new { Holder = former.ToText() }));
            var begun = TimeProvider.System.GetTimestamp();
            await using var lease = await PostgresLease.TakeAsync(bed.Database, "relay", mine, _ => Assert.Fail("nobody has the lock"), CommerceBed.Ct);
            return TimeProvider.System.GetElapsedTime(begun);
        }
    }

    private static LeasedPart Relay(CommerceBed bed, SharedLog log, string name) => new(bed.Database, "relay", lost => new RelayPart(bed.Database, log.As(name), lost));

    private static Task Written(CommerceBed bed, int count) => bed.WriteAsync(tx =>
    {
        for (var i = 0; i < count; i++) tx.Emit(new EventHeader(bed.Ids.Next(), "tests", "p", tx.Now), new ProductListed("p"));
        return Task.CompletedTask;
    });

    private static async Task CutAsync(CommerceBed bed) => Assert.True(await bed.ReadAsync(tx => tx.GetAsync<bool>(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())")));

    /// <summary>One log that several relays write to, each under its name.</summary>
    private sealed class SharedLog : IAsyncDisposable
    {
        private readonly Lock gate = new();
        private readonly List<string> writers = [];
        private readonly HashSet<string> writing = [];

        public MemoryLog Memory { get; } = new();
        public bool WasShared { get; private set; }

        public IEventLog As(string name) => new Writer(this, name);

        /// <summary>Goes on writing until that relay has published some of it.</summary>
        public async Task UntilAsync(Func<Task> write, string name)
        {
            int before;
            lock (gate) before = writers.Count;
            for (var end = DateTimeOffset.UtcNow.AddSeconds(60); ; await Task.Delay(50, CommerceBed.Ct))
            {
                await write();
                lock (gate)
                    if (writers.Skip(before).Contains(name)) return;
                Assert.True(DateTimeOffset.UtcNow < end, $"{name} does not publish");
            }
        }

        private async Task AppendAsync(string name, IReadOnlyList<LogEntry> entries, CancellationToken ct)
        {
            lock (gate)
            {
                writing.Add(name);
                WasShared |= writing.Count > 1;
            }
            try
            {
                await Task.Delay(20, ct);
                lock (gate)
                {
                    writers.Add(name);
                    _ = Memory.AppendAsync(entries, ct);
                }
            }
            finally
            {
                lock (gate) writing.Remove(name);
            }
        }

        public ValueTask DisposeAsync() => Memory.DisposeAsync();

        private sealed class Writer(SharedLog log, string name) : IEventLog
        {
            public EventLogMetrics Metrics => log.Memory.Metrics;
            public Task AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct) => log.AppendAsync(name, entries, ct);
            public int PartitionCount(string topic) => 1;
            public Task<OffsetRange> RangeAsync(TopicPartition tp, CancellationToken ct) => log.Memory.RangeAsync(tp, ct);
            public IEventConsumer Subscribe(IReadOnlyList<string> topics, IAssignment assignment, ConsumerOptions options) => log.Memory.Subscribe(topics, assignment, options);
            public long Trim(RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed) => 0;
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    /// <summary>Parts that only note when they run.</summary>
    private sealed class Running
    {
        private readonly Lock gate = new();
        private readonly Dictionary<string, int> starts = [];
        private int now;

        public int Ends { get; private set; }
        public int MostAtOnce { get; private set; }
        public bool WasTold { get; private set; }

        public int Starts(string name)
        {
            lock (gate) return starts.GetValueOrDefault(name);
        }

        public IAsyncDisposable Start(string name, CancellationToken lost)
        {
            lock (gate)
            {
                starts[name] = starts.GetValueOrDefault(name) + 1;
                MostAtOnce = Math.Max(MostAtOnce, ++now);
            }
            return new Part(this, lost);
        }

        public async Task UntilAsync(Func<Running, bool> isSo)
        {
            for (var end = DateTimeOffset.UtcNow.AddSeconds(60); !isSo(this); await Task.Delay(20, CommerceBed.Ct)) Assert.True(DateTimeOffset.UtcNow < end, "it does not come to that");
        }

        private sealed class Part(Running running, CancellationToken lost) : IAsyncDisposable
        {
            public async ValueTask DisposeAsync()
            {
                await Task.Delay(300);   // work that takes a moment to end
                lock (running.gate)
                {
                    running.now--;
                    running.Ends++;
                    running.WasTold |= lost.IsCancellationRequested;
                }
            }
        }
    }
}
