namespace RailLife.Contracts;

internal enum DecimalVerdict
{
    Fine,
    Malformed,
    TooLong,
    Negative,
}

/// <summary>Looks at the UTF-8 bytes of a value without making a string of them.</summary>
internal static class Texts
{
    /// <summary>Length in code points. Bytes are never fewer than they, so most texts need no counting.</summary>
    public static bool HasLength(ReadOnlySpan<byte> text, int min, int max)
    {
        if (text.Length <= max && min <= 1) return text.Length >= min;
        var points = 0;
        foreach (var b in text)
        {
            if ((b & 0xC0) != 0x80) points++;
        }
        return points >= min && points <= max;
    }

    /// <summary>True for a keyed hash, a listed word or a currency, whichever the shape asks for.</summary>
    public static bool IsOneOf(ReadOnlySpan<byte> text, TextShape shape)
    {
        if (shape.Personal is not null) return PersonalHash.IsHash(text);
        if (shape.WordTable is { } words) return words.Find(text) >= 0;
        return text.Length == 3 && !text.ContainsAnyExceptInRange((byte)'A', (byte)'Z');
    }

    /// <summary>A sign and digits, as JSON's grammar has left them; false = no 64-bit number.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> digits, out long value)
    {
        if (digits.Length > 18) return long.TryParse(digits, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out value);
        value = 0;
        var isNegative = digits[0] == (byte)'-';
        foreach (var b in isNegative ? digits[1..] : digits) value = unchecked(value * 10 + (b - '0'));
        if (isNegative) value = -value;
        return true;
    }

    /// <summary>An optional minus, digits without leading zeros, and up to four decimals.</summary>
    public static DecimalVerdict IsDecimal(ReadOnlySpan<byte> text, DecimalShape shape)
    {
        var isNegative = text.Length > 0 && text[0] == (byte)'-';
        var digits = isNegative ? text[1..] : text;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || point >= 0 && fraction.IsEmpty || whole.Length > 1 && whole[0] == (byte)'0') return DecimalVerdict.Malformed;
        if (whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return DecimalVerdict.Malformed;
        if (whole.Length > DecimalShape.IntegerDigits || fraction.Length > DecimalShape.Scale) return DecimalVerdict.TooLong;
        return isNegative && shape.IsNonNegative ? DecimalVerdict.Negative : DecimalVerdict.Fine;
    }
}
