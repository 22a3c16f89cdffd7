using System.Globalization;
using RailLife.Contracts;

namespace RailLife.Ingest.Tracking;

/// <summary>Instants and the operator's days as texts, quickly: what is written one after the other lies close together. One thread at a time.</summary>
internal sealed class InstantText(TimeZoneInfo zone)
{
    private const long MicrosPerSecond = 1_000_000;

    // Zones change their days and their offsets at quarters of an hour only.
    private const long MicrosPerQuarter = 900 * MicrosPerSecond;

    private readonly byte[] _second = new byte[19];
    private readonly byte[] _day = new byte[10];
    private readonly byte[] _written = new byte[27];
    private long _secondOf = long.MinValue, _quarterOf = long.MinValue;

    /// <summary>As <see cref="EventJson.Instant"/> writes it; valid until the next call.</summary>
    public ReadOnlySpan<byte> Instant(long micros)
    {
        var second = Math.DivRem(micros, MicrosPerSecond, out var fraction);
        if (fraction < 0) (second, fraction) = (second - 1, fraction + MicrosPerSecond);
        if (second != _secondOf)
        {
            DateTime.UnixEpoch.AddSeconds(second).TryFormat(_second, out _, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
            _secondOf = second;
        }
        _second.CopyTo(_written, 0);
        var length = 19;
        if (fraction > 0)
        {
            _written[length++] = (byte)'.';
            for (var unit = 100_000L; fraction > 0; unit /= 10)
            {
                _written[length++] = (byte)('0' + (fraction / unit));
                fraction %= unit;
            }
        }
        _written[length++] = (byte)'Z';
        return _written.AsSpan(0, length);
    }

    /// <summary>The operator's day; valid until the next call.</summary>
    public ReadOnlySpan<byte> Day(long micros)
    {
        var quarter = Math.DivRem(micros, MicrosPerQuarter, out var rest);
        if (rest < 0) quarter--;
        if (quarter != _quarterOf)
        {
            TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(micros * 10), zone).TryFormat(_day, out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            _quarterOf = quarter;
        }
        return _day;
    }
}
