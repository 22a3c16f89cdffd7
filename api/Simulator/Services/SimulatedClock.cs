namespace RailLife.Simulator.Services;

/// <summary>The history's own clock: it stands where it was set, and is never set back.</summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Goes on to an instant; an earlier one leaves it where it is.</summary>
    public void MoveTo(DateTimeOffset instant) => Interlocked.Exchange(ref ticks, Math.Max(instant.UtcTicks, ticks));
}
