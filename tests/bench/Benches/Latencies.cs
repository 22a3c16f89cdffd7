using System.Diagnostics;

namespace RailLife.Bench.Benches;

/// <summary>Many calls by several clients at once, each client waiting for its answer before it asks again.</summary>
internal sealed record Latencies(double P50, double P95, double P99, double PerSecond)
{
    // The machine's pace changes from minute to minute; what takes turns this often sees the same changes.
    private const int Turns = 5;

    /// <param name="clients">Clients at once.</param>
    /// <param name="calls">Calls of all clients together; a turn of them more goes ahead to warm up and does not count.</param>
    /// <param name="make">Makes a client's own call, on that client's thread.</param>
    public static Latencies Of(int clients, int calls, Func<int, (Action Call, IDisposable Owner)> make) => TakingTurns(clients, calls, make)[0];

    /// <summary>Several ways to do the same, turn by turn, so that a ratio between them is theirs and not the minute's.</summary>
    public static Latencies[] TakingTurns(int clients, int calls, params Func<int, (Action Call, IDisposable Owner)>[] ways)
    {
        var all = ways.Select(_ => (Times: new List<double>(), Seconds: new List<double>())).ToArray();
        for (var turn = -1; turn < Turns; turn++)
        {
            foreach (var (way, (times, seconds)) in ways.Zip(all))
            {
                var watch = Stopwatch.StartNew();
                var taken = Turn(clients, Math.Max(calls / clients / Turns, 1), client => way(((turn + 1) * clients) + client));
                if (turn < 0) continue;
                times.AddRange(taken);
                seconds.Add(watch.Elapsed.TotalSeconds);
            }
        }
        return [.. all.Select(a => Of([.. a.Times.Order()], a.Seconds.Sum()))];
    }

    private static Latencies Of(double[] sorted, double seconds) => new(At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), sorted.Length / seconds);

    private static IEnumerable<double> Turn(int clients, int calls, Func<int, (Action Call, IDisposable Owner)> make)
    {
        var times = new double[clients][];
        var threads = Enumerable.Range(0, clients).Select(client =>
        {
            var thread = new Thread(() =>
            {
                var (call, owner) = make(client);
                using var _ = owner;
                times[client] = Time(call, calls);
            });
            thread.Start();
            return thread;
        }).ToList();
        threads.ForEach(t => t.Join());
        return times.SelectMany(t => t);
    }

    private static double[] Time(Action call, int count)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var from = Stopwatch.GetTimestamp();
            call();
            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        }
        return times;
    }

    /// <summary>The value that the given share of sorted values does not exceed.</summary>
    public static double At(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * share) - 1, 0, sorted.Length - 1)];
}
