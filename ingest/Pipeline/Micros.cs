namespace RailLife.Ingest;

/// <summary>Instants as microseconds since 1970, UTC: the unit of bronze and of the log.</summary>
internal static class Micros
{
    public static long Of(DateTimeOffset instant) => (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
