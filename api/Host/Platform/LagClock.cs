namespace RailLife.Host.Platform;

/// <summary>Tells for how long the oldest uncommitted record has been seen: it remembers when the log's end was where.</summary>
/// <remarks>Not safe for several threads.</remarks>
public sealed class LagClock(TimeProvider time)
{
    private readonly Dictionary<string, Queue<(DateTimeOffset At, long End)>> _seen = [];

    /// <summary>Seconds, 0 for records first seen now; null when nothing waits.</summary>
    public double? Seconds(string topic, long committed, long end)
    {
        if (!_seen.TryGetValue(topic, out var seen))
            _seen[topic] = seen = new();
        if (end > committed)
            seen.Enqueue((time.GetUtcNow(), end));
        while (seen.TryPeek(out var oldest) && oldest.End <= committed)
            seen.Dequeue();
        // A day of looks at an ingest that stands still is enough to know that it does.
        while (seen.Count > 86_400)
            seen.Dequeue();
        return seen.TryPeek(out var waiting) ? (time.GetUtcNow() - waiting.At).TotalSeconds : null;
    }
}
