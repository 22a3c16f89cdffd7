using System.Text;
using System.Text.Json;
using RailLife.Commerce;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Simulator;
using RailLife.Simulator.City;
using RailLife.Simulator.Services;
using RailLife.Tests.Commerce;
using RailLife.Tests.EventLog;
using RailLife.Tests.Import;

namespace RailLife.Tests.Simulator;

/// <summary>A small history through the real services.</summary>
public class ServiceHistoryTests
{
    private sealed record Lived(HistoryReport Report, IReadOnlyList<LogEntry> Events)
    {
        /// <summary>Events of each topic and key, in their order.</summary>
        public ILookup<(string Topic, string Key), string> ByKey => Events.ToLookup(e => (e.Topic, Encoding.UTF8.GetString(e.Key.Span)), e => Encoding.UTF8.GetString(e.Value.Span));
    }

    private static CitySettings Small(int seed) => Cities.Settings(members: 40, merchants: 8, days: 12, seed: seed);

    private static async Task<Lived> LiveAsync(CitySettings settings, string keys)
    {
        using var folder = new TempFolder();
        await using var log = new MemoryLog();
        var report = await ServiceHistory.RunAsync(new MadeCity(settings), new(Path.Combine(folder.Path, "core.db"), KeyRing.Open(keys), log), new CommerceOptions(), null, CommerceBed.Ct);
        return new Lived(report, [.. log.Entries]);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_events_per_key_and_another_seed_gives_others()
    {
        using var keys = new TempFolder();
        var (one, again, other) = (await LiveAsync(Small(7), keys.Path), await LiveAsync(Small(7), keys.Path), await LiveAsync(Small(8), keys.Path));
        Assert.True(one.Report.Orders > 10, $"{one.Report.Orders} orders");
        var (first, second) = (one.ByKey, again.ByKey);
        Assert.Equal(first.Select(g => g.Key).Order(), second.Select(g => g.Key).Order());
        Assert.All(first, g => Assert.Equal(g, second[g.Key]));
        Assert.NotEqual(one.Report.Orders, other.Report.Orders);
        Assert.DoesNotContain(other.ByKey, g => g.Key.Topic == Topics.Order && first.Contains(g.Key));
    }

    [Fact]
    public async Task Everything_says_that_it_is_simulated_has_an_id_of_its_own_and_keeps_its_time()
    {
        using var keys = new TempFolder();
        var lived = await LiveAsync(Small(9), keys.Path);
        var ids = new HashSet<string>();
        var checker = new EventChecker();
        foreach (var entry in lived.Events)
        {
            var parsed = default(ParsedEvent);
            Assert.True(checker.Check(entry.Value.Span, entry.Topic, Cities.End.ToUnixTimeMilliseconds() * 1_000, ref parsed), parsed.Rejection?.ToString());
            var envelope = JsonDocument.Parse(entry.Value).RootElement;
            Assert.Equal(SimulatorEvents.Source, envelope.GetProperty("source").GetString());
            Assert.True(ids.Add(envelope.GetProperty("id").GetString()!));
            Assert.InRange(envelope.GetProperty("time").GetDateTimeOffset(), Small(9).At(Small(9).FirstDay, 0), Small(9).End.AddMinutes(5));
        }
        Assert.All(lived.ByKey.Where(g => g.Key.Topic == Topics.Order), g =>
        {
            var times = g.Select(e => JsonDocument.Parse(e).RootElement.GetProperty("time").GetDateTimeOffset()).ToList();
            Assert.Equal(times.Order(), times);
        });
        Assert.Equal(0, lived.Report.Lost);
        string[] kinds = ["order.placed", "order.paid", "order.shipped", "order.received", "product.viewed", "page.viewed", "behaviour.tracked", "member.registered", "merchant.registered"];
        Assert.All(kinds, k => Assert.Contains(lived.Events, e => Encoding.UTF8.GetString(e.Value.Span).Contains($"\"raillife.{k}.v1\"", StringComparison.Ordinal)));
        // What a model is to find is told to nobody.
        Assert.DoesNotContain(lived.Events, e => Encoding.UTF8.GetString(e.Value.Span) is var text && (text.Contains("hazard", StringComparison.Ordinal) || text.Contains("fading", StringComparison.Ordinal)));
    }
}
