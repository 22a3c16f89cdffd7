using System.Diagnostics;

namespace RailLife.Bench.Benches;

/// <summary>Many calls by several clients at once, each client waiting for its answer before it asks again.</summary>
internal sealed record Latencies(double P50, double P95, double P99, double PerSecond)
{
    /// <param name="make">Makes a client's own call, on that client's thread.</param>
    /// <param name="calls">Calls of all clients together; the first tenth warms up and does not count.</param>
    public static Latencies Of(int clients, int calls, Func<int, (Action Call, IDisposable Owner)> make)
    {
        var (perClient, warm) = (Math.Max(calls / clients, 10), Math.Max(calls / clients / 10, 1));
        var times = new double[clients][];
        using var start = new Barrier(clients + 1);
        var threads = Enumerable.Range(0, clients).Select(client =>
        {
            var thread = new Thread(() =>
            {
                var (call, owner) = make(client);
                using var _ = owner;
                for (var i = 0; i < warm; i++) call();
                start.SignalAndWait();
                times[client] = Time(call, perClient);
            });
            thread.Start();
            return thread;
        }).ToList();
        start.SignalAndWait();
        var watch = Stopwatch.StartNew();
        threads.ForEach(t => t.Join());
        var sorted = times.SelectMany(t => t).Order().ToArray();
        return new(At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), sorted.Length / watch.Elapsed.TotalSeconds);
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
