using System.Globalization;
using System.Numerics;
using System.Text;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>One value of a vector as a .NET object.</summary>
internal static class VectorValue
{
    private const int UnixEpochDayNumber = 719_162;
    private const long MicrosPerDay = 86_400_000_000;
    private const int TimeTzOffsetSecondsMax = (16 * 3600) - 1;
    private static readonly UInt128 DecimalMantissaMax = (UInt128.One << 96) - 1;

    public static object? Read(in DuckDbVector v, int row)
    {
        if (v.IsNull(row))
        {
            return null;
        }

        return v.Type.Id switch
        {
            DuckDbType.Boolean => v.Raw<byte>(row) != 0,
            DuckDbType.TinyInt => v.Raw<sbyte>(row),
            DuckDbType.SmallInt => v.Raw<short>(row),
            DuckDbType.Integer => v.Raw<int>(row),
            DuckDbType.BigInt => v.Raw<long>(row),
            DuckDbType.UTinyInt => v.Raw<byte>(row),
            DuckDbType.USmallInt => v.Raw<ushort>(row),
            DuckDbType.UInteger => v.Raw<uint>(row),
            DuckDbType.UBigInt => v.Raw<ulong>(row),
            DuckDbType.Float => v.Raw<float>(row),
            DuckDbType.Double => v.Raw<double>(row),
            DuckDbType.HugeInt => v.Raw<NativeHugeInt>(row).Signed,
            DuckDbType.UHugeInt => v.Raw<NativeHugeInt>(row).Unsigned,
            DuckDbType.BigNum => BigNum(v.Utf8(row)),
            DuckDbType.Decimal => Decimal(Mantissa(v, row), v.Type),
            DuckDbType.Varchar => Encoding.UTF8.GetString(v.Utf8(row)),
            DuckDbType.Blob => v.Utf8(row).ToArray(),
            DuckDbType.Bit => BitText(v.Utf8(row)),
            DuckDbType.Enum => v.Type.EnumWords[EnumIndex(v, row)],
            DuckDbType.Uuid => Uuid(v.Raw<NativeHugeInt>(row)),
            DuckDbType.Date => Date(v.Raw<int>(row)),
            DuckDbType.Time => Time(v.Raw<long>(row)),
            DuckDbType.TimeNs => new TimeOnly(v.Raw<long>(row) / 100),
            DuckDbType.TimeTz => TimeTz(v.Raw<ulong>(row)),
            DuckDbType.Timestamp => Timestamp(v.Raw<long>(row), TimeSpan.TicksPerMicrosecond, 1, DateTimeKind.Unspecified),
            DuckDbType.TimestampTz => Timestamp(v.Raw<long>(row), TimeSpan.TicksPerMicrosecond, 1, DateTimeKind.Utc),
            DuckDbType.TimestampMs => Timestamp(v.Raw<long>(row), TimeSpan.TicksPerMillisecond, 1, DateTimeKind.Unspecified),
            DuckDbType.TimestampS => Timestamp(v.Raw<long>(row), TimeSpan.TicksPerSecond, 1, DateTimeKind.Unspecified),
            DuckDbType.TimestampNs => Timestamp(v.Raw<long>(row), 1, 100, DateTimeKind.Unspecified),
            DuckDbType.Interval => Interval(v.Raw<NativeInterval>(row)),
            DuckDbType.List or DuckDbType.Array => List(v, row),
            DuckDbType.Map => Map(v, row),
            DuckDbType.Struct => Struct(v, row),
            DuckDbType.Union => v.Field(v.UnionTag(row)).Value(row),
            DuckDbType.SqlNull => null,
            _ => throw new DuckDbException(DuckDbErrorKind.NotImplemented, $"values of type {v.Type} are not read; cast them in SQL, for example ::varchar"),
        };
    }

    /// <summary>The decimal with its scale kept, where .NET's 96 bits and 28 places allow.</summary>
    internal static decimal Decimal(Int128 mantissa, DuckDbColumnType type)
    {
        var scale = type.Scale;
        var magnitude = UInt128Magnitude(mantissa);
        while (magnitude > DecimalMantissaMax || scale > 28)
        {
            var (tenth, digit) = UInt128.DivRem(magnitude, 10);
            if (scale == 0 || digit != 0)
            {
                throw OutOfRange($"a value of {type} with the digits {mantissa}", "decimal (28 digits)", "::varchar or ::double");
            }

            magnitude = tenth;
            scale--;
        }

        return unchecked(new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), Int128.IsNegative(mantissa), (byte)scale));
    }

    internal static Int128 Mantissa(in DuckDbVector v, int row) => v.Type.ElementBytes switch
    {
        2 => v.Raw<short>(row),
        4 => v.Raw<int>(row),
        8 => v.Raw<long>(row),
        _ => v.Raw<NativeHugeInt>(row).Signed,
    };

    internal static UInt128 UInt128Magnitude(Int128 value) =>
        unchecked(Int128.IsNegative(value) ? (UInt128)(-value) : (UInt128)value);

    private static int EnumIndex(in DuckDbVector v, int row) => v.Type.ElementBytes switch
    {
        1 => v.Raw<byte>(row),
        2 => v.Raw<ushort>(row),
        _ => checked((int)v.Raw<uint>(row)),
    };

    private static DateOnly Date(int days)
    {
        var dayNumber = (long)days + UnixEpochDayNumber;
        return dayNumber >= 0 && dayNumber <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)dayNumber)
            : throw OutOfRange(days is int.MaxValue or -int.MaxValue ? "the date 'infinity'" : $"the date {days} days from 1970", "DateOnly (years 1 to 9999)", "::varchar");
    }

    private static TimeOnly Time(long micros) => micros < MicrosPerDay
        ? new TimeOnly(micros * TimeSpan.TicksPerMicrosecond)
        : throw OutOfRange("the time 24:00:00", "TimeOnly (below 24:00)", "::varchar");

    private static DuckDbTimeTz TimeTz(ulong bits) => new(
        TimeSpan.FromTicks((long)(bits >> 24) * TimeSpan.TicksPerMicrosecond),
        TimeSpan.FromSeconds((long)TimeTzOffsetSecondsMax - (long)(bits & 0xFF_FFFF)));

    private static DateTime Timestamp(long units, long ticksPerUnit, long unitsPerTick, DateTimeKind kind)
    {
        var ticks = ((Int128)units * ticksPerUnit / unitsPerTick) + DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, kind)
            : throw OutOfRange(units is long.MaxValue or -long.MaxValue ? "the timestamp 'infinity'" : $"the timestamp {units} units from 1970", "DateTime (years 1 to 9999)", "::varchar");
    }

    private static DuckDbInterval Interval(NativeInterval i) => new(i.Months, i.Days, i.Micros);

    private static Guid Uuid(NativeHugeInt h)
    {
        // DuckDB flips the top bit so that uuids sort like unsigned numbers.
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, h.Unsigned ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Bits as '0' and '1': the first byte counts the padding at the head of the second.</summary>
    private static string BitText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length - 1) * 8);
        for (var bit = bytes[0]; bit < (bytes.Length - 1) * 8; bit++)
        {
            text.Append((bytes[1 + (bit / 8)] >> (7 - (bit % 8)) & 1) == 0 ? '0' : '1');
        }

        return text.ToString();
    }

    /// <summary>Three bytes of header, then the magnitude big-endian; all bits inverted when negative.</summary>
    private static BigInteger BigNum(ReadOnlySpan<byte> bytes)
    {
        var isNegative = (bytes[0] & 0x80) == 0;
        var magnitude = bytes[3..].ToArray();
        if (isNegative)
        {
            for (var i = 0; i < magnitude.Length; i++)
            {
                magnitude[i] = unchecked((byte)~magnitude[i]);
            }
        }

        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return isNegative ? -value : value;
    }

    private static List<object?> List(in DuckDbVector v, int row)
    {
        var (offset, length) = v.Elements(row);
        var child = v.Child();
        var list = new List<object?>(length);
        for (var i = offset; i < offset + length; i++)
        {
            list.Add(Read(child, i));
        }

        return list;
    }

    private static List<KeyValuePair<object, object?>> Map(in DuckDbVector v, int row)
    {
        var (offset, length) = v.Elements(row);
        var (keys, values) = (v.Field(0), v.Field(1));
        var map = new List<KeyValuePair<object, object?>>(length);
        for (var i = offset; i < offset + length; i++)
        {
            var key = Read(keys, i) ?? throw new DuckDbException(DuckDbErrorKind.ValueRange, "a map's key is null");
            map.Add(new KeyValuePair<object, object?>(key, Read(values, i)));
        }

        return map;
    }

    private static Dictionary<string, object?> Struct(in DuckDbVector v, int row)
    {
        var fields = new Dictionary<string, object?>(v.Type.Fields.Count);
        for (var i = 0; i < v.Type.Fields.Count; i++)
        {
            // row() makes structs without names: their fields are numbered from 1, as in SQL.
            var name = v.Type.Fields[i].Name;
            fields[name.Length > 0 ? name : (i + 1).ToString(CultureInfo.InvariantCulture)] = v.Field(i).Value(row);
        }

        return fields;
    }

    private static DuckDbException OutOfRange(string found, string holder, string cast) =>
        new(DuckDbErrorKind.ValueRange, $"{found} does not fit .NET's {holder}; cast the column in SQL ({cast})");
}
