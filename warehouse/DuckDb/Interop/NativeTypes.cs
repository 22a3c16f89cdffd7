using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>duckdb_result: opaque to us, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeResult
{
    public fixed ulong Words[6];
}

/// <summary>128 bits as DuckDB lays them out: the low half first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeHugeInt
{
    public ulong Lower;
    public ulong Upper;

    public readonly Int128 Signed => new(Upper, Lower);
    public readonly UInt128 Unsigned => new(Upper, Lower);

    public static NativeHugeInt Of(Int128 value) => Of(unchecked((UInt128)value));

    public static NativeHugeInt Of(UInt128 value) => unchecked(new NativeHugeInt
    {
        Lower = (ulong)value,
        Upper = (ulong)(value >> 64),
    });
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width;
    public byte Scale;
    public NativeHugeInt Value;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeInterval
{
    public int Months;
    public int Days;
    public long Micros;
}

/// <summary>A slice of a list vector's child.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeListEntry
{
    public ulong Offset;
    public ulong Length;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBlob
{
    public byte* Data;
    public ulong Size;
}

/// <summary>duckdb_bignum: magnitude big-endian, sign beside it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBigNum
{
    public byte* Data;
    public ulong Size;
    public byte IsNegative;
}

/// <summary>duckdb_string_t: up to 12 bytes lie inline, longer ones behind a pointer after a prefix of 4.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeString
{
    public const int InlineBytes = 12;

    [FieldOffset(0)] public uint Length;
    [FieldOffset(4)] public fixed byte Inline[InlineBytes];
    [FieldOffset(4)] public uint Prefix;
    [FieldOffset(8)] public byte* Pointer;

    public static ReadOnlySpan<byte> Bytes(NativeString* s) =>
        s->Length <= InlineBytes ? new(s->Inline, (int)s->Length) : new(s->Pointer, checked((int)s->Length));
}
