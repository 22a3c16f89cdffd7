using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Simulator;
using RailLife.Simulator.City;
using RailLife.Simulator.Events;
using RailLife.Tests.Commerce;
using RailLife.Tests.Import;

namespace RailLife.Tests.Simulator;

/// <summary>A history straight into the log.</summary>
public class EventHistoryTests
{
    private static readonly CitySettings Settings = Cities.Settings(members: 300, merchants: 30, days: 25);

    private static async Task<List<LogEntry>> WriteAsync(CitySettings settings, int workers)
    {
        await using var log = new MemoryLog();
        var report = await EventHistory.RunAsync(new MadeCity(settings), log, new(Visits: true, workers), null, CommerceBed.Ct);
        Assert.Equal(report.Events, log.Entries.Count);
        return log.Entries;
    }

    private static ILookup<(string, string), string> ByKey(IEnumerable<LogEntry> entries) => entries.ToLookup(e => (e.Topic, Encoding.UTF8.GetString(e.Key.Span)), e => Encoding.UTF8.GetString(e.Value.Span));

    [Fact]
    public async Task However_many_write_a_key_has_the_same_events_in_the_same_order()
    {
        var (alone, together) = (ByKey(await WriteAsync(Settings, 1)), ByKey(await WriteAsync(Settings, 4)));
        Assert.Equal(alone.Select(g => g.Key).Order(), together.Select(g => g.Key).Order());
        Assert.All(alone, g => Assert.Equal(g, together[g.Key]));
        var other = ByKey(await WriteAsync(Settings with { Seed = 8 }, 4));
        Assert.DoesNotContain(other, g => g.Key.Item1 == Topics.Order && alone.Contains(g.Key));
    }

    [Fact]
    public async Task Every_event_fits_its_contract_has_its_own_id_and_keeps_time_and_sequence_within_its_key()
    {
        var checker = new EventChecker();
        var ids = new HashSet<string>();
        foreach (var key in (await WriteAsync(Settings, 2)).GroupBy(e => (e.Topic, Encoding.UTF8.GetString(e.Key.Span))))
        {
            var (time, sequence) = (DateTimeOffset.MinValue, 0L);
            foreach (var entry in key)
            {
                var parsed = default(ParsedEvent);
                Assert.True(checker.Check(entry.Value.Span, entry.Topic, Settings.End.ToUnixTimeMilliseconds() * 1_000, ref parsed), parsed.Rejection?.ToString());
                var envelope = JsonDocument.Parse(entry.Value).RootElement;
                Assert.Equal(SimulatorEvents.Source, envelope.GetProperty("source").GetString());
                Assert.True(ids.Add(envelope.GetProperty("id").GetString()!));
                if (entry.Topic != Topics.Order || !envelope.TryGetProperty("sequence", out var number)) continue;
                Assert.Equal(sequence++, number.GetInt64());
                var at = envelope.GetProperty("time").GetDateTimeOffset();
                Assert.InRange(at, time, Settings.End);
                time = at;
            }
        }
    }

    [Fact]
    public async Task Nothing_happens_to_an_order_before_it_was_paid_and_no_more_comes_back_than_was_paid()
    {
        var orders = (await WriteAsync(Settings, 2)).Where(e => e.Topic == Topics.Order && Encoding.UTF8.GetString(e.Key.Span).Contains(":o", StringComparison.Ordinal))
            .GroupBy(e => Encoding.UTF8.GetString(e.Key.Span)).Select(g => g.Select(e => JsonDocument.Parse(e.Value).RootElement).ToList()).ToList();
        Assert.True(orders.Count > 100);
        foreach (var order in orders)
        {
            var types = order.Select(e => e.GetProperty("type").GetString()!).ToList();
            Assert.Equal("raillife.order.placed.v1", types[0]);
            foreach (var later in new[] { "shipped", "received", "completed" })
                if (types.IndexOf($"raillife.order.{later}.v1") is > 0 and var at) Assert.InRange(types.IndexOf("raillife.order.paid.v1"), 1, at - 1);
            long Sum(string type) => order.Where(e => e.GetProperty("type").GetString() == type).Sum(e => e.GetProperty("data").GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("amount_minor").GetInt64()));
            Assert.InRange(Sum("raillife.refund.completed.v1"), 0, Sum("raillife.order.placed.v1"));
            if (order.FirstOrDefault(e => e.GetProperty("type").GetString() == "raillife.order.paid.v1") is { ValueKind: JsonValueKind.Object } paid)
                Assert.Equal(Sum("raillife.order.placed.v1"), paid.GetProperty("data").GetProperty("paid_minor").GetInt64());
        }
    }
}
