using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using RailLife.EventLog;
using RailLife.Tests.EventLog;
using RailLife.Tests.Import;

namespace RailLife.Tests.Commerce;

public class ServiceEventsTests
{
    private static readonly EventHeader Header = new("e-1", "tests/commerce", "cart-1", new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_is_told_reaches_the_log_in_order_before_it_is_disposed()
    {
        using var folder = new TempFolder();
        await using var log = EventLogFactory.Open(folder.Path, TimeProvider.System, new EventLogSettings());
        var events = new ServiceEvents(log, new ServiceEventsOptions { BatchMax = 7 });
        for (var i = 0; i < 100; i++) events.Tell(Header with { Id = $"e-{i}" }, new CartItemRemoved("cart-1", "p", 1));
        await events.DisposeAsync();

        var read = 0L;
        for (var p = 0; p < log.PartitionCount(Topics.Tracking); p++) read += (await log.RangeAsync(new TopicPartition(Topics.Tracking, p), CommerceBed.Ct)).Next;
        Assert.Equal((100, 100, 0), (read, events.Told, events.Lost));
    }

    [Fact]
    public async Task Who_waits_for_what_was_told_finds_it_in_the_log_under_the_name_that_was_set()
    {
        await using var log = new MemoryLog();
        await using var events = new ServiceEvents(log, new ServiceEventsOptions { BatchMax = 7, WaitingMax = 50, Source = "/another" });
        for (var i = 0; i < 80; i++) events.Tell(Header with { Id = $"e-{i}" }, new CartItemRemoved("cart-1", "p", 1));
        await events.FlushAsync(CommerceBed.Ct);

        Assert.Equal(0, events.Waiting);
        Assert.Equal(80 - events.Lost, log.Entries.Count);
        Assert.All(log.Events(), e => Assert.Equal("/another", e.Event.GetProperty("source").GetString()));
    }

    [Fact]
    public async Task What_a_refused_use_case_would_have_told_is_not_told()
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        await using var log = EventLogFactory.Open(bed.Folder, TimeProvider.System, new EventLogSettings());
        await using var events = new ServiceEvents(log, new ServiceEventsOptions());

        await bed.WriteAsync<bool>(tx =>
        {
            events.Tell(tx, Header, new CartItemRemoved("cart-1", "p", 1));
            return Task.FromResult<RailLife.Store.Outcome<bool>>(RailLife.Store.Refusal.Conflict("no", "no"));
        });

        Assert.Equal(0, events.Told);
    }

    [Fact]
    public async Task A_log_that_does_not_take_them_costs_events_and_never_time_and_the_loss_is_counted()
    {
        using var folder = new TempFolder();
        var log = EventLogFactory.Open(folder.Path, TimeProvider.System, new EventLogSettings());
        await log.DisposeAsync();   // every append fails from now on
        var events = new ServiceEvents(log, new ServiceEventsOptions { WaitingMax = 10, BatchMax = 5, AttemptsMax = 2, RetryAfter = TimeSpan.FromMilliseconds(1) });
        var clock = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < 1_000; i++) events.Tell(Header with { Id = $"e-{i}" }, new CartItemRemoved("cart-1", "p", 1));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), clock.Elapsed.ToString());
        await events.DisposeAsync();

        Assert.Equal((1_000, 1_000), (events.Told, events.Lost));
    }
}
