namespace RailLife.EventLog.Embedded;

/// <summary>Times of the log: UTC microseconds since 1970.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Of(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}
