using System.Buffers.Binary;
using System.Text;

namespace RailLife.Contracts;

/// <summary>Bytes that do not lie in the event as they are: unescaped texts and the object of unknown attributes.</summary>
internal sealed class Scratch
{
    private byte[] bytes = new byte[256];
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public int Length => length;

    public void Clear() => length = 0;

    public void Append(ReadOnlySpan<byte> more)
    {
        if (length + more.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + more.Length));
        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    /// <summary>Appends a JSON text without its escapes, which the cursor has found valid.</summary>
    public Slice Unescape(ReadOnlySpan<byte> escaped)
    {
        var start = length;
        Span<byte> utf8 = stackalloc byte[4];
        while (escaped.IndexOf((byte)'\\') is >= 0 and var at)
        {
            Append(escaped[..at]);
            var rune = Rune(escaped[at..], out var used);
            Append(utf8[..rune.EncodeToUtf8(utf8)]);
            escaped = escaped[(at + used)..];
        }
        Append(escaped);
        return new Slice(start, length - start, isUnescaped: true);
    }

    private static Rune Rune(ReadOnlySpan<byte> escape, out int used)
    {
        used = 2;
        if (escape[1] != (byte)'u')
        {
            return new Rune(escape[1] switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                var same => (char)same,
            });
        }
        used = 6;
        var unit = Unit(escape[2..]);
        if (!char.IsHighSurrogate(unit)) return new Rune(unit);
        used = 12;
        return new Rune(unit, Unit(escape[8..]));
    }

    private static char Unit(ReadOnlySpan<byte> hex)
    {
        Span<byte> unit = stackalloc byte[2];
        Convert.FromHexString(hex[..4], unit, out _, out _);
        return (char)BinaryPrimitives.ReadUInt16BigEndian(unit);
    }
}
