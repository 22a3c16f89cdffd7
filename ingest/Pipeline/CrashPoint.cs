using System.Diagnostics;
using System.Globalization;

namespace RailLife.Ingest;

/// <summary>Places where a proof may kill this process, as <c>kill -9</c> would: no handler, no flush, no goodbye.</summary>
/// <remarks>
/// Silent unless the environment says <c>RAILLIFE_CRASH_AT=point:count</c>: the process dies when the point is reached for the
/// <c>count</c>-th time (1 = the first). Points in use: append, file-written, between-commits, build, compaction, checkpoint; before-commit, committed, published of trade.
/// </remarks>
public static class CrashPoint
{
    public const string Variable = "RAILLIFE_CRASH_AT";

    private static readonly (string Point, int Count)? Armed = Parse(Environment.GetEnvironmentVariable(Variable));
    private static int _reached;

    /// <summary>Dies here when this point is the armed one and its count is reached.</summary>
    public static void Reach(string point)
    {
        if (IsDue(point))
        {
            Die();
        }
    }

    /// <summary>Runs <paramref name="work"/>; when this point is due, dies at some moment while it runs, at its end at the latest.</summary>
    public static T During<T>(string point, Func<T> work)
    {
        if (!IsDue(point))
        {
            return work();
        }
        _ = Task.Delay(Random.Shared.Next(0, 20)).ContinueWith(_ => Die(), TaskScheduler.Default);
        work();
        Die();
        throw new UnreachableException();
    }

    /// <summary>Reads <c>point:count</c>.</summary>
    /// <exception cref="FormatException">The text is neither empty nor of that shape.</exception>
    public static (string Point, int Count)? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? (text[..colon], count)
            : throw new FormatException($"{Variable} is '{text}'; expected point:count, e.g. between-commits:3");
    }

    private static bool IsDue(string point) =>
        Armed is { } armed && armed.Point == point && Interlocked.Increment(ref _reached) == armed.Count;

    private static void Die()
    {
        Process.GetCurrentProcess().Kill();
        using var never = new ManualResetEvent(false);
        never.WaitOne();   // the signal is on its way
    }
}
