namespace RailLife.Ingest.Tracking;

/// <summary>What the collector has taken since it started.</summary>
public sealed class TrackingMetrics
{
    private long _requests, _events, _rejected, _refused;

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Events in the log, those included that fail their contract.</summary>
    public long Events => Volatile.Read(ref _events);

    public long Rejected => Volatile.Read(ref _rejected);

    /// <summary>Requests of which nothing was taken: no key, too large, too many.</summary>
    public long Refused => Volatile.Read(ref _refused);

    internal void Took(int events, int rejected)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _events, events);
        Interlocked.Add(ref _rejected, rejected);
    }

    internal void Refuse() => Interlocked.Increment(ref _refused);
}
