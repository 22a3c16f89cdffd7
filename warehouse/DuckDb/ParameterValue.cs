using System.Collections;
using System.Numerics;
using System.Text;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>A .NET value as a DuckDB value, for binding.</summary>
internal static unsafe class ParameterValue
{
    private const int TimeTzOffsetSecondsMax = (16 * 3600) - 1;

    /// <summary>Makes a native value; the caller destroys it.</summary>
    /// <exception cref="DuckDbException">The type has no counterpart.</exception>
    public static nint Create(object? value) => value switch
    {
        null or DBNull => NativeMethods.duckdb_create_null_value(),
        string v => Text(v),
        bool v => NativeMethods.duckdb_create_bool(v),
        int v => NativeMethods.duckdb_create_int32(v),
        long v => NativeMethods.duckdb_create_int64(v),
        double v => NativeMethods.duckdb_create_double(v),
        decimal v => Decimal(v),
        DateOnly v => NativeMethods.duckdb_create_date(v.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        DateTime { Kind: DateTimeKind.Unspecified } v => NativeMethods.duckdb_create_timestamp(Micros(v)),
        DateTime v => NativeMethods.duckdb_create_timestamp_tz(Micros(v.ToUniversalTime())),
        DateTimeOffset v => NativeMethods.duckdb_create_timestamp_tz(Micros(v.UtcDateTime)),
        TimeOnly v => NativeMethods.duckdb_create_time(v.Ticks / TimeSpan.TicksPerMicrosecond),
        DuckDbTimeTz v => NativeMethods.duckdb_create_time_tz_value(TimeTzBits(v)),
        TimeSpan v => Interval(DuckDbInterval.Of(v)),
        DuckDbInterval v => Interval(v),
        Guid v => NativeMethods.duckdb_create_uuid(UuidBits(v)),
        sbyte v => NativeMethods.duckdb_create_int8(v),
        short v => NativeMethods.duckdb_create_int16(v),
        byte v => NativeMethods.duckdb_create_uint8(v),
        ushort v => NativeMethods.duckdb_create_uint16(v),
        uint v => NativeMethods.duckdb_create_uint32(v),
        ulong v => NativeMethods.duckdb_create_uint64(v),
        float v => NativeMethods.duckdb_create_float(v),
        Int128 v => NativeMethods.duckdb_create_hugeint(NativeHugeInt.Of(v)),
        UInt128 v => NativeMethods.duckdb_create_uhugeint(NativeHugeInt.Of(v)),
        BigInteger v => BigNum(v),
        byte[] v => Blob(v),
        ReadOnlyMemory<byte> v => Blob(v.Span),
        Enum v => Text(v.ToString()),
        IEnumerable v => List(v),
        _ => throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"a parameter of .NET type {value.GetType()} has no DuckDB type; pass a string, number, date, Guid, byte[] or a list of those"),
    };

    private static long Micros(DateTime v) => (v.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static nint Interval(DuckDbInterval v) =>
        NativeMethods.duckdb_create_interval(new NativeInterval { Months = v.Months, Days = v.Days, Micros = v.Micros });

    private static ulong TimeTzBits(DuckDbTimeTz v) =>
        ((ulong)(v.TimeOfDay.Ticks / TimeSpan.TicksPerMicrosecond) << 24) | (ulong)(TimeTzOffsetSecondsMax - (v.Offset.Ticks / TimeSpan.TicksPerSecond));

    private static NativeHugeInt UuidBits(Guid v)
    {
        Span<byte> bytes = stackalloc byte[16];
        v.TryWriteBytes(bytes, bigEndian: true, out _);
        return NativeHugeInt.Of(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static nint Text(string v)
    {
        // A lone surrogate becomes U+FFFD: DuckDB takes valid UTF-8 only.
        var bytes = Encoding.UTF8.GetBytes(v);
        fixed (byte* p = bytes)
        {
            return NativeMethods.duckdb_create_varchar_length(p, (ulong)bytes.Length);
        }
    }

    private static nint Blob(ReadOnlySpan<byte> v)
    {
        fixed (byte* p = v)
        {
            return NativeMethods.duckdb_create_blob(p, (ulong)v.Length);
        }
    }

    private static nint Decimal(decimal v)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(v, bits);
        var magnitude = unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        var digits = 1;
        for (var rest = magnitude / 10; rest != 0; rest /= 10)
        {
            digits++;
        }

        return NativeMethods.duckdb_create_decimal(new NativeDecimal
        {
            Width = (byte)Math.Max(digits, v.Scale),
            Scale = v.Scale,
            Value = NativeHugeInt.Of(decimal.IsNegative(v) ? -(Int128)magnitude : (Int128)magnitude),
        });
    }

    private static nint BigNum(BigInteger v)
    {
        var bytes = BigInteger.Abs(v).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* p = bytes)
        {
            return NativeMethods.duckdb_create_bignum(new NativeBigNum { Data = p, Size = (ulong)bytes.Length, IsNegative = (byte)(v.Sign < 0 ? 1 : 0) });
        }
    }

    private static nint List(IEnumerable items)
    {
        // The library ends the process on a value that does not fit the list's type, so the type is settled first.
        var type = ListElementType.Of(items);
        var values = new List<nint>();
        try
        {
            foreach (var item in items)
            {
                values.Add(Create(item));
            }

            // It takes no null pointer, not even for no values.
            values.Add(0);
            fixed (nint* p = values.ToArray())
            {
                return NativeMethods.duckdb_create_list_value(type, p, (ulong)values.Count - 1);
            }
        }
        finally
        {
            foreach (var value in values.Where(v => v != 0))
            {
                var v = value;
                NativeMethods.duckdb_destroy_value(ref v);
            }

            NativeMethods.duckdb_destroy_logical_type(ref type);
        }
    }
}
