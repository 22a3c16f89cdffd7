using System.Buffers.Text;

namespace RailLife.Ingest.Tracking;

/// <summary>Clients' clocks: how they write instants, and by how much they are wrong.</summary>
internal static class ClientTime
{
    private const long MicrosPerMinute = 60_000_000;
    private const long MillisMax = 253_402_300_799_999;

    /// <summary>Milliseconds since 1970 as microseconds; null when the token is no such number.</summary>
    public static long? Millis(ReadOnlySpan<byte> token)
    {
        var isQuoted = token is [(byte)'"', .., (byte)'"'];
        var digits = isQuoted ? token[1..^1] : token;
        return Utf8Parser.TryParse(digits, out long millis, out var used) && used == digits.Length && millis is >= 0 and <= MillisMax ? millis * 1_000 : null;
    }

    /// <summary>By how many minutes a clock was ahead that said <paramref name="sentMicros"/> when it was <paramref name="receivedMicros"/>.</summary>
    /// <remarks>
    /// Whole minutes, and nothing below half of one: what the way takes differs from try to try, and an event that is sent again must get the
    /// same time again, or it would not be known for the same.
    /// </remarks>
    public static long SkewMinutes(long sentMicros, long receivedMicros) =>
        (long)Math.Round((sentMicros - receivedMicros) / (double)MicrosPerMinute, MidpointRounding.AwayFromZero);

    /// <summary>What the clock should have said.</summary>
    public static long Corrected(long micros, long skewMinutes) => micros - (skewMinutes * MicrosPerMinute);
}
