namespace RailLife.Store;

/// <summary>Flow control [流控]: each caller has a bucket that fills at his rate and holds a burst of ten seconds' worth. Safe from several threads.</summary>
/// <remarks>Catalogue PGW-04. Full buckets are forgotten, so the number of callers costs no memory for long.</remarks>
/// <param name="callersMax">Buckets at once; beyond it the full ones are dropped.</param>
public sealed class TokenBuckets(TimeProvider clock, int callersMax)
{
    private const double BurstSeconds = 10;

    private readonly Dictionary<string, Bucket> buckets = [];
    private readonly Lock gate = new();

    /// <summary>Null when the caller may; else how long to wait for the next call.</summary>
    /// <param name="calls">How many calls this one counts as; one that is larger than the burst may pass a full bucket.</param>
    public TimeSpan? Refuse(string caller, long callsPerMinute, int calls = 1)
    {
        var rate = callsPerMinute / 60d;
        var burst = Math.Max(1, rate * BurstSeconds);
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!buckets.TryGetValue(caller, out var bucket)) bucket = new Bucket(burst, now, rate, burst);
            var tokens = bucket.At(now, rate, burst);
            var isAllowed = tokens >= Math.Min(calls, burst);
            buckets[caller] = new Bucket(isAllowed ? tokens - calls : tokens, now, rate, burst);
            if (buckets.Count > callersMax) Forget(now);
            return isAllowed ? null : TimeSpan.FromSeconds((Math.Min(calls, burst) - tokens) / rate);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (caller, bucket) in buckets.ToList())
            if (bucket.At(now, bucket.Rate, bucket.Burst) >= bucket.Burst) buckets.Remove(caller);
    }

    private readonly record struct Bucket(double Tokens, DateTimeOffset Since, double Rate, double Burst)
    {
        public double At(DateTimeOffset now, double rate, double burst) => Math.Min(burst, Tokens + Math.Max(0, (now - Since).TotalSeconds) * rate);
    }
}
