using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

public sealed unsafe partial class DuckDbChunkAppender
{
    /// <summary>Takes back what was set in this row's column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNull(int column)
    {
        unchecked
        {
            if ((uint)column >= (uint)_ids.Length)
            {
                ThrowColumn(column);
            }

            _valid[(column * _wordsPerColumn) + (_row >> 6)] &= ~(1UL << (_row & 63));
        }
    }

    public void Set(int column, bool value) => Put(column, DuckDbType.Boolean, (byte)(value ? 1 : 0));

    public void Set(int column, sbyte value) => Put(column, DuckDbType.TinyInt, value);

    public void Set(int column, short value) => Put(column, DuckDbType.SmallInt, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int column, int value) => Put(column, DuckDbType.Integer, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int column, long value) => Put(column, DuckDbType.BigInt, value);

    public void Set(int column, byte value) => Put(column, DuckDbType.UTinyInt, value);

    public void Set(int column, ushort value) => Put(column, DuckDbType.USmallInt, value);

    public void Set(int column, uint value) => Put(column, DuckDbType.UInteger, value);

    public void Set(int column, ulong value) => Put(column, DuckDbType.UBigInt, value);

    public void Set(int column, float value) => Put(column, DuckDbType.Float, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(int column, double value) => Put(column, DuckDbType.Double, value);

    public void Set(int column, Int128 value) => Put(column, DuckDbType.HugeInt, NativeHugeInt.Of(value));

    public void Set(int column, UInt128 value) => Put(column, DuckDbType.UHugeInt, NativeHugeInt.Of(value));

    public void Set(int column, DateOnly value) => SetDate(column, value.DayNumber - UnixEpochDayNumber);

    public void Set(int column, TimeOnly value) => Put(column, DuckDbType.Time, value.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>An instant for a timestamptz column.</summary>
    public void Set(int column, DateTimeOffset value) => SetInstantMicros(column, (value.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);

    public void Set(int column, DuckDbInterval value) =>
        Put(column, DuckDbType.Interval, new NativeInterval { Months = value.Months, Days = value.Days, Micros = value.Micros });

    public void Set(int column, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        // DuckDB flips the top bit so that uuids sort like unsigned numbers.
        Put(column, DuckDbType.Uuid, NativeHugeInt.Of(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes) ^ (UInt128.One << 127)));
    }

    /// <summary>Microseconds since 1970 UTC for a timestamptz column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetInstantMicros(int column, long micros) => Put(column, DuckDbType.TimestampTz, micros);

    /// <summary>Microseconds since 1970 for a timestamp column without zone.</summary>
    public void SetTimestampMicros(int column, long micros) => Put(column, DuckDbType.Timestamp, micros);

    /// <summary>Days since 1970-01-01 for a date column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetDate(int column, int days) => Put(column, DuckDbType.Date, days);

    /// <summary>A decimal, taken only when it needs no rounding to the column's scale.</summary>
    /// <exception cref="DuckDbException">It has more places or digits than the column.</exception>
    public void Set(int column, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = (Int128)unchecked(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
        SetDecimal(column, decimal.IsNegative(value) ? -magnitude : magnitude, value.Scale);
    }

    /// <summary>A decimal as digits and scale: 12345, 2 is 123.45.</summary>
    /// <exception cref="DuckDbException">It has more places or digits than the column.</exception>
    public void SetDecimal(int column, Int128 digits, int scale) => PutDecimal(column, digits, scale);

    /// <summary>Text; a lone surrogate becomes U+FFFD. Null sets null.</summary>
    public void Set(int column, string? value)
    {
        if (value is null)
        {
            SetNull(column);
            return;
        }

        var target = PutText(column, DuckDbType.Varchar, Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, target);
        FinishText(column);
    }

    /// <summary>Text that is checked: invalid UTF-8 is refused here, since DuckDB would make it null or lose the chunk.</summary>
    /// <exception cref="DuckDbException">The bytes are not UTF-8.</exception>
    public void SetUtf8(int column, ReadOnlySpan<byte> utf8)
    {
        if (!TrySetUtf8(column, utf8))
        {
            throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"the text of {utf8.Length} bytes for column {column} is not valid UTF-8; check it first or use TrySetUtf8");
        }
    }

    /// <summary>Text that is checked; false and null when it is not valid UTF-8.</summary>
    public bool TrySetUtf8(int column, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            SetNull(column);
            return false;
        }

        SetCheckedUtf8(column, utf8);
        return true;
    }

    /// <summary>Text that the caller has checked to be valid UTF-8, as EventChecker does; anything else breaks the table's text silently.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetCheckedUtf8(int column, ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(PutText(column, DuckDbType.Varchar, utf8.Length));
        FinishText(column);
    }

    public void SetBlob(int column, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(PutText(column, DuckDbType.Blob, bytes.Length));
        FinishText(column);
    }
}
