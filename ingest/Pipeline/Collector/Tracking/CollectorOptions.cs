namespace RailLife.Ingest.Tracking;

/// <summary>Who may send tracking events, how much, and in whose days they are counted.</summary>
/// <param name="Zone">Zone of the operator's business dates.</param>
public sealed record CollectorOptions(TimeZoneInfo Zone)
{
    /// <summary>Write key -> name of the source whose events it sends; the name is part of the events' identity.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>A key for trying out, source <c>dev</c>: taken from callers on this machine only. Empty = none.</summary>
    public string DevKey { get; init; } = "raillife-dev";

    /// <summary>Events a minute that may come with one write key ...</summary>
    public long EventsPerMinutePerKey { get; init; } = 6_000_000;

    /// <summary>... and from one client address.</summary>
    public long EventsPerMinutePerClient { get; init; } = 60_000;

    /// <summary>Write keys and client addresses whose pace is remembered at once.</summary>
    public int CallersMax { get; init; } = 100_000;

    /// <summary>The tracking plan; null = the one that comes with the product.</summary>
    public string? PlanFile { get; init; }

    /// <summary>Largest request body, bytes, before and after unpacking.</summary>
    public const int BodyBytesMax = 500 << 10;
}
