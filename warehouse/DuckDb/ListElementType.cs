using System.Collections;
using System.Globalization;
using System.Numerics;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>Element type of a list that is bound as a parameter: from its declared type, so that an empty one has a type too.</summary>
internal static class ListElementType
{
    private static readonly Dictionary<Type, DuckDbType> Types = new()
    {
        [typeof(string)] = DuckDbType.Varchar, [typeof(bool)] = DuckDbType.Boolean,
        [typeof(sbyte)] = DuckDbType.TinyInt, [typeof(short)] = DuckDbType.SmallInt, [typeof(int)] = DuckDbType.Integer, [typeof(long)] = DuckDbType.BigInt,
        [typeof(byte)] = DuckDbType.UTinyInt, [typeof(ushort)] = DuckDbType.USmallInt, [typeof(uint)] = DuckDbType.UInteger, [typeof(ulong)] = DuckDbType.UBigInt,
        [typeof(Int128)] = DuckDbType.HugeInt, [typeof(UInt128)] = DuckDbType.UHugeInt, [typeof(BigInteger)] = DuckDbType.BigNum,
        [typeof(float)] = DuckDbType.Float, [typeof(double)] = DuckDbType.Double,
        [typeof(DateOnly)] = DuckDbType.Date, [typeof(TimeOnly)] = DuckDbType.Time, [typeof(DuckDbTimeTz)] = DuckDbType.TimeTz,
        [typeof(DateTime)] = DuckDbType.TimestampTz, [typeof(DateTimeOffset)] = DuckDbType.TimestampTz,
        [typeof(TimeSpan)] = DuckDbType.Interval, [typeof(DuckDbInterval)] = DuckDbType.Interval,
        [typeof(Guid)] = DuckDbType.Uuid, [typeof(byte[])] = DuckDbType.Blob,
    };

    /// <exception cref="DuckDbException">The elements differ in type, have none of DuckDB's, or are decimals too far apart for 38 digits.</exception>
    public static nint Of(IEnumerable items)
    {
        var type = ElementType(items);
        if (type == typeof(decimal))
        {
            return DecimalType([.. items.Cast<object?>().OfType<decimal>()]);
        }

        if (type == typeof(DateTime) && items.Cast<object?>().OfType<DateTime>().All(t => t.Kind == DateTimeKind.Unspecified))
        {
            return NativeMethods.duckdb_create_logical_type((int)DuckDbType.Timestamp);
        }

        return Types.TryGetValue(type, out var id)
            ? NativeMethods.duckdb_create_logical_type((int)id)
            : throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"a list of {type} cannot be a parameter; make it a list of strings, numbers, dates or Guids");
    }

    private static Type ElementType(IEnumerable items)
    {
        var found = items.Cast<object?>().Where(i => i is not null and not DBNull).Select(i => i!.GetType()).Distinct().ToList();
        return found.Count switch
        {
            0 => Declared(items) ?? typeof(string),
            1 => found[0],
            _ => throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"a list parameter holds values of {string.Join(", ", found.Select(t => t.Name))}; make them of one type"),
        };
    }

    private static Type? Declared(IEnumerable items) => items.GetType().GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .Select(i => Nullable.GetUnderlyingType(i.GenericTypeArguments[0]) ?? i.GenericTypeArguments[0])
        .FirstOrDefault(t => t != typeof(object));

    private static nint DecimalType(decimal[] values)
    {
        var scale = values.Select(d => d.Scale).DefaultIfEmpty((byte)0).Max();
        var integerDigits = values.Select(d => ((BigInteger)decimal.Truncate(Math.Abs(d))).ToString(CultureInfo.InvariantCulture).Length).DefaultIfEmpty(1).Max();
        return integerDigits + scale <= 38
            ? NativeMethods.duckdb_create_decimal_type(38, scale)
            : throw new DuckDbException(DuckDbErrorKind.ValueRange, $"a list parameter holds decimals of {integerDigits} digits before and {scale} after the point, DuckDB has 38 in all; round them");
    }
}
