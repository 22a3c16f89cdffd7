namespace RailLife.Contracts;

/// <summary>Reads RFC 3339 days and instants from UTF-8 without allocation.</summary>
public static class Rfc3339
{
    /// <summary>Microseconds since 1970 in UTC; digits past the sixth are cut off. A leap second (<c>:60</c>) is none.</summary>
    public static bool TryInstant(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < 20 || (text[10] | 0x20) != (byte)'t' || text[13] != (byte)':' || text[16] != (byte)':') return false;
        if (!TryDay(text[..10], out var day)) return false;
        if (!Two(text, 11, 23, out var hour) || !Two(text, 14, 59, out var minute) || !Two(text, 17, 59, out var second)) return false;
        var rest = text[19..];
        if (!Fraction(ref rest, out var fraction) || !OffsetMinutes(rest, out var offset)) return false;
        var seconds = (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * 86_400L + hour * 3600L + (minute - offset) * 60L + second;
        micros = seconds * 1_000_000 + fraction;
        return true;
    }

    /// <summary><c>2010-12-01</c>, a day that exists.</summary>
    public static bool TryDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != (byte)'-' || text[7] != (byte)'-') return false;
        if (!Two(text, 0, 99, out var century) || !Two(text, 2, 99, out var year) || !Two(text, 5, 12, out var month) || !Two(text, 8, 31, out var of)) return false;
        year += century * 100;
        if (year == 0 || month == 0 || of == 0 || of > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, of);
        return true;
    }

    private static bool Two(ReadOnlySpan<byte> text, int at, int max, out int value)
    {
        var tens = text[at] - '0';
        var ones = text[at + 1] - '0';
        value = tens * 10 + ones;
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9 && value <= max;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out int micros)
    {
        micros = 0;
        if (rest.IsEmpty || rest[0] != (byte)'.') return true;
        var digits = 0;
        while (digits + 1 < rest.Length && char.IsAsciiDigit((char)rest[digits + 1]))
        {
            if (digits < 6) micros = micros * 10 + (rest[digits + 1] - '0');
            digits++;
        }
        for (var i = digits; i < 6; i++) micros *= 10;
        rest = rest[(digits + 1)..];
        return digits > 0;
    }

    private static bool OffsetMinutes(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.Length == 1) return (rest[0] | 0x20) == (byte)'z';
        if (rest.Length != 6 || rest[3] != (byte)':' || !(rest[0] is (byte)'+' or (byte)'-')) return false;
        if (!Two(rest, 1, 23, out var hours) || !Two(rest, 4, 59, out minutes)) return false;
        minutes += hours * 60;
        if (rest[0] == (byte)'-') minutes = -minutes;
        return true;
    }
}
