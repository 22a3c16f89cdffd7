using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RailLife.Contracts;

/// <summary>Reads JSON tokens (RFC 8259) from bytes that are known to be valid UTF-8. On a false answer <see cref="Fault"/> says what was expected.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(i => (byte)i)]);

    public readonly ReadOnlySpan<byte> Json = json;

    public int At;

    /// <summary>What the grammar wanted at <see cref="At"/>.</summary>
    public string? Fault;

    /// <summary>The next byte that is no white space; 0 at the end, where no JSON token has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Next()
    {
        // Most JSON is written without white space.
        var at = At;
        return (uint)at < (uint)Json.Length && Json[at] > (byte)' ' ? Json[at] : PastWhiteSpace();
    }

    private byte PastWhiteSpace()
    {
        while (At < Json.Length)
        {
            var b = Json[At];
            if (!(b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return b;
            At++;
        }
        return 0;
    }

    public bool Fail(string expected)
    {
        Fault ??= expected;
        return false;
    }

    /// <summary>Stands on a quote. Gives the bytes between the quotes, still escaped.</summary>
    public bool String(out int start, out int length, out bool isEscaped)
    {
        start = At + 1;
        length = 0;
        isEscaped = false;
        var at = start;
        while (true)
        {
            var stop = Stop(Json[at..]);
            if (stop < 0)
            {
                At = Json.Length;
                return Fail("the closing quote of a string");
            }
            at += stop;
            var b = Json[at];
            if (b == (byte)'"')
            {
                length = at - start;
                At = at + 1;
                return true;
            }
            At = at;
            if (b != (byte)'\\') return Fail("no control character in a string; write it as \\u00XX");
            isEscaped = true;
            if (!Escape(ref at)) return false;
        }
    }

    // Most texts of an event are shorter than sixteen bytes: one comparison finds their end without a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Stop(ReadOnlySpan<byte> text)
    {
        if (Vector128.IsHardwareAccelerated && text.Length >= Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(text);
            var stops = Vector128.Equals(bytes, Vector128.Create((byte)'"')) | Vector128.Equals(bytes, Vector128.Create((byte)'\\')) | Vector128.LessThan(bytes, Vector128.Create((byte)0x20));
            if (stops != Vector128<byte>.Zero) return BitOperations.TrailingZeroCount(stops.ExtractMostSignificantBits());
        }
        return text.IndexOfAny(StringStops);
    }

    // Lone surrogates and NUL are JSON by its grammar, but no text that the lake or a database could hold.
    private bool Escape(ref int at)
    {
        var kind = at + 1 < Json.Length ? Json[at + 1] : (byte)0;
        if (kind is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t')
        {
            at += 2;
            return true;
        }
        if (kind != (byte)'u' || !Hex(at + 2, out var unit)) return Fail("an escape of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX");
        if (unit == 0) return Fail("no NUL character in a string");
        at += 6;
        if (!char.IsSurrogate((char)unit)) return true;
        var isPair = char.IsHighSurrogate((char)unit) && at + 1 < Json.Length && Json[at] == (byte)'\\' && Json[at + 1] == (byte)'u'
            && Hex(at + 2, out var low) && char.IsLowSurrogate((char)low);
        at += 6;
        return isPair || Fail("a pair of \\u surrogates, not half of one");
    }

    private readonly bool Hex(int at, out int unit)
    {
        unit = 0;
        if (at + 4 > Json.Length) return false;
        foreach (var b in Json.Slice(at, 4))
        {
            if (!char.IsAsciiHexDigit((char)b)) return false;
            unit = unit * 16 + HexValue(b);
        }
        return true;
    }

    private static int HexValue(byte b) => b <= (byte)'9' ? b - '0' : (b | 0x20) - 'a' + 10;

    /// <summary>Stands on a digit or a minus.</summary>
    public bool Number(out int start, out int length, out bool isWhole)
    {
        var json = Json;
        start = At;
        length = 0;
        isWhole = true;
        var at = At;
        if (json[at] == (byte)'-') at++;
        if (!Digits(json, ref at, out var first, out var count)) return NumberFault(at);
        if (first == (byte)'0' && count > 1)
        {
            At = start;
            return Fail("a number without leading zeros");
        }
        if (at < json.Length && json[at] == (byte)'.')
        {
            isWhole = false;
            at++;
            if (!Digits(json, ref at, out _, out _)) return NumberFault(at);
        }
        if (at < json.Length && (json[at] | 0x20) == (byte)'e')
        {
            isWhole = false;
            at++;
            if (at < json.Length && json[at] is (byte)'+' or (byte)'-') at++;
            if (!Digits(json, ref at, out _, out _)) return NumberFault(at);
        }
        length = at - start;
        At = at;
        return true;
    }

    private bool NumberFault(int at)
    {
        At = at;
        return Fail("a digit");
    }

    private static bool Digits(ReadOnlySpan<byte> json, ref int at, out byte first, out int count)
    {
        var start = at;
        first = at < json.Length ? json[at] : (byte)0;
        while ((uint)at < (uint)json.Length && char.IsAsciiDigit((char)json[at])) at++;
        count = at - start;
        return count > 0;
    }

    public bool Literal(ReadOnlySpan<byte> word)
    {
        if (!Json[At..].StartsWith(word)) return Fail("a JSON value");
        At += word.Length;
        return true;
    }

    /// <summary>Steps over a quoted name and its colon if exactly that stands here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Guess(ReadOnlySpan<byte> member)
    {
        if (!Json[At..].StartsWith(member)) return false;
        At += member.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Take(byte token, string expected)
    {
        if (Next() != token) return Fail(expected);
        At++;
        return true;
    }
}
