using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RailLife.Bench.Frame;
using RailLife.Contracts;

namespace RailLife.Bench.Contracts;

/// <summary>How many events one core checks a second, beside the framework's JSON reader that only walks the same bytes.</summary>
public static class CheckerBench
{
    public static Frame.Bench Bench { get; } = new("checker", "Events checked per second on one core, beside Utf8JsonReader alone", RunAsync);

    private static Task<IReadOnlyList<BenchRow>> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var events = SampleEvents.All.Select(r => (EventCatalog.For(r.GetType()).Topic, Raw: Encoding.UTF8.GetBytes(SampleEvents.Json(r)))).ToArray();
        var rounds = Math.Max(1_000, (int)(100_000 * options.Scale));
        var bytes = events.Average(e => e.Raw.Length);
        var checker = new EventChecker();
        var parsed = default(ParsedEvent);
        var checkedRate = Rate(events, rounds, e =>
        {
            if (!checker.Check(e.Raw, e.Topic, SampleEvents.NoonMicros, ref parsed)) throw new InvalidOperationException($"a good event was refused: {parsed.Rejection}");
        });
        var walkedRate = Rate(events, rounds, e =>
        {
            var reader = new Utf8JsonReader(e.Raw);
            while (reader.Read()) ct.ThrowIfCancellationRequested();
        });
        return Task.FromResult<IReadOnlyList<BenchRow>>(
        [
            BenchRow.Beside("checker", checkedRate, "events/s", walkedRate),
            new BenchRow("baseline.reader", walkedRate, "events/s"),
            new BenchRow("checker.event", bytes, "bytes"),
        ]);
    }

    private static double Rate((string Topic, byte[] Raw)[] events, int rounds, Action<(string Topic, byte[] Raw)> each)
    {
        for (var i = 0; i < rounds / 10; i++) foreach (var e in events) each(e);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < rounds; i++) foreach (var e in events) each(e);
        return rounds * (double)events.Length / watch.Elapsed.TotalSeconds;
    }
}
