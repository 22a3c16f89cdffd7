using System.Collections.Concurrent;
using System.Numerics;

namespace RailLife.Commerce.Gateway;

/// <param name="Errors">Answers of 500 and above.</param>
/// <param name="Refused">Answers of 400 to 499.</param>
/// <param name="P95Ms">95 of 100 calls were answered within; to the next power of two of a microsecond, halved once.</param>
public sealed record RouteFigures(string Route, long Calls, long Errors, long Refused, double P95Ms);

/// <summary>Counts calls per route since the start [API 监控]: how many, how they ended, how long they took.</summary>
/// <remarks>Catalogue PGW-08. A histogram of two steps per doubling: 128 counters per route, no lock.</remarks>
public sealed class RouteMeter
{
    private readonly ConcurrentDictionary<string, Counters> routes = new();

    public IReadOnlyList<RouteFigures> Read() => [.. routes.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.Read(r.Key))];

    internal void Count(string route, int status, TimeSpan took) => routes.GetOrAdd(route, static _ => new Counters()).Count(status, took);

    private sealed class Counters
    {
        private readonly long[] steps = new long[128];
        private long calls;
        private long errors;
        private long refused;

        public void Count(int status, TimeSpan took)
        {
            Interlocked.Increment(ref calls);
            if (status >= 500) Interlocked.Increment(ref errors);
            else if (status >= 400) Interlocked.Increment(ref refused);
            Interlocked.Increment(ref steps[Step((ulong)Math.Max(1, took.TotalMicroseconds))]);
        }

        public RouteFigures Read(string route)
        {
            var counts = steps.Select((_, i) => Interlocked.Read(ref steps[i])).ToArray();
            var left = (counts.Sum() * 95 + 99) / 100;
            var step = 0;
            for (; step < counts.Length - 1 && (left -= counts[step]) > 0;) step++;
            return new RouteFigures(route, Interlocked.Read(ref calls), Interlocked.Read(ref errors), Interlocked.Read(ref refused), UpperMicros(step) / 1_000d);
        }

        private static int Step(ulong micros)
        {
            var log = BitOperations.Log2(micros);
            return Math.Min(127, 2 * log + (log > 0 && (micros & (1UL << (log - 1))) != 0 ? 1 : 0));
        }

        private static double UpperMicros(int step) => step % 2 == 0 ? 1.5 * Math.Pow(2, step / 2) : Math.Pow(2, step / 2 + 1);
    }
}
