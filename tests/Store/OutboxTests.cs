using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;
using RailLife.Tests.Commerce;
using RailLife.Tests.Import;

namespace RailLife.Tests.Store;

public class OutboxTests
{
    private const int Aggregates = 5;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Events_of_an_aggregate_are_published_in_order_and_each_once_while_writers_race(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await using var log = new MemoryLog();
        await SeedAsync(bed);
        var relay = new OutboxRelay(bed.Database, log);
        using var done = new CancellationTokenSource();

        var relaying = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested) await relay.PublishAsync(CommerceBed.Ct);
        });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(w => Task.Run(() => WriteManyAsync(bed, new Random(w), 60))));
        await done.CancelAsync();
        await relaying;
        await DrainAsync(relay);

        var sequences = Sequences(log);
        Assert.Equal(await bed.ReadAsync(tx => tx.GetAsync<long>("select cast(sum(version) as bigint) from thing")), sequences.Sum(s => s.Value.Count));
        Assert.All(sequences, s => Assert.Equal(Enumerable.Range(1, s.Value.Count).Select(i => (long)i), s.Value));
        Assert.Equal(0, await relay.WaitingAsync(CommerceBed.Ct));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_relay_that_broke_between_publishing_and_its_cursor_publishes_again_and_loses_nothing(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await using var log = new MemoryLog { BreakAfter = 0 };
        await SeedAsync(bed);
        await WriteManyAsync(bed, new Random(1), 30);

        await Assert.ThrowsAsync<IOException>(() => DrainAsync(new OutboxRelay(bed.Database, log)));
        log.BreakAfter = int.MaxValue;
        var first = new OutboxRelay(bed.Database, log);
        await DrainAsync(first);
        await bed.WriteAsync(tx => tx.ExecuteAsync("update outbox_cursor set position = 0"));   // as a kill before the cursor's commit leaves it
        var again = new OutboxRelay(bed.Database, log);
        await DrainAsync(again);

        var ids = log.Events().Select(e => e.Event.GetProperty("id").GetString()).ToList();
        Assert.Equal(60, ids.Count);
        Assert.Equal(30, ids.Distinct().Count());
    }

    /// <summary>The youngest transaction of all, after which none has ended, is waited for too; and the very first position is not passed before it is taken.</summary>
    [Fact]
    public async Task An_event_whose_transaction_still_runs_is_not_passed_over()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.PostgreSql);
        await using var log = new MemoryLog();
        var relay = new OutboxRelay(bed.Database, log);
        await relay.PublishAsync(CommerceBed.Ct);
        for (var round = 1; round <= 3; round++)
        {
            var (isWritten, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
            var writing = bed.WriteAsync(async tx =>
            {
                await tx.ExecuteAsync("insert into outbox (topic, key, value, created_at) values ('raillife.order', 'o', @Value, 0)", new { Value = "{}"u8.ToArray() });
                isWritten.SetResult();
                await mayEnd.Task;
            });
            await isWritten.Task;
            for (var look = 0; look < 3; look++) Assert.Equal(0, await relay.PublishAsync(CommerceBed.Ct));
            mayEnd.SetResult();
            await writing;

            await DrainAsync(relay);
            Assert.Equal(round, log.Entries.Count);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_refused_publishes_nothing(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await using var log = new MemoryLog();

        await bed.WriteAsync<bool>(tx =>
        {
            tx.Emit(new EventHeader(bed.Ids.Next(), "tests", "p", tx.Now), new ProductListed("p"));
            return Task.FromResult<Outcome<bool>>(Refusal.Conflict("no", "no"));
        });
        await bed.WriteAsync<bool>(async tx =>
        {
            var part = await tx.TryAsync<bool>(() =>
            {
                tx.Emit(new EventHeader(bed.Ids.Next(), "tests", "p", tx.Now), new ProductListed("p"));
                return Task.FromResult<Outcome<bool>>(Refusal.Conflict("no", "no"));
            });
            return part.IsDone;
        });

        Assert.Equal(0, await new OutboxRelay(bed.Database, log).PublishAsync(CommerceBed.Ct));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Published_rows_go_after_a_while_and_waiting_ones_stay(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        await using var log = new MemoryLog();
        await SeedAsync(bed);
        var relay = new OutboxRelay(bed.Database, log);
        await WriteManyAsync(bed, new Random(1), 10);
        await DrainAsync(relay);
        bed.Clock.Now += OutboxRelay.Kept + TimeSpan.FromMinutes(1);
        await WriteManyAsync(bed, new Random(2), 5);

        await relay.TrimAsync(CommerceBed.Ct);

        Assert.Equal(5, await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from outbox")));
        Assert.Equal(5, await relay.WaitingAsync(CommerceBed.Ct));
    }

    // On PostgreSQL events wait for transactions that run beside them, those of other tests' databases in the cluster too.
    private static async Task DrainAsync(OutboxRelay relay)
    {
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); await relay.WaitingAsync(CommerceBed.Ct) > 0; )
        {
            if (await relay.PublishAsync(CommerceBed.Ct) == 0) await Task.Delay(10, CommerceBed.Ct);
            Assert.True(DateTimeOffset.UtcNow < end, "the outbox does not get empty");
        }
    }

    private static Task SeedAsync(CommerceBed bed) => bed.WriteAsync(async tx =>
    {
        await tx.ExecuteAsync("create table thing (id text primary key, version bigint not null)");
        for (var i = 0; i < Aggregates; i++) await tx.ExecuteAsync("insert into thing (id, version) values (@Id, 0)", new { Id = $"a{i}" });
    });

    // The aggregate's row is locked first, then its event is written: as every use case does.
    private static async Task WriteManyAsync(CommerceBed bed, Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var id = $"a{random.Next(Aggregates)}";
            await bed.WriteAsync(async tx =>
            {
                await tx.ExecuteAsync("update thing set version = version + 1 where id = @id", new { id });
                var version = await tx.GetAsync<long>("select version from thing where id = @id", new { id });
                if (random.Next(3) == 0) await Task.Yield();
                tx.Emit(new EventHeader(bed.Ids.Next(), "tests", id, tx.Now) { Sequence = version }, new ProductListed(id));
            });
        }
    }

    private static Dictionary<string, List<long>> Sequences(MemoryLog log) => log.Events()
        .GroupBy(e => e.Event.GetProperty("subject").GetString()!)
        .ToDictionary(g => g.Key, g => g.Select(e => e.Event.GetProperty("sequence").GetInt64()).ToList());

}
