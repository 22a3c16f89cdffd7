using System.Collections;
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

    public static nint Of(IEnumerable items)
    {
        var declared = items.GetType().GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => Nullable.GetUnderlyingType(i.GenericTypeArguments[0]) ?? i.GenericTypeArguments[0])
            .FirstOrDefault(t => t != typeof(object));
        var first = items.Cast<object?>().FirstOrDefault(i => i is not null);
        var type = declared ?? first?.GetType() ?? typeof(string);
        if (type == typeof(decimal))
        {
            return NativeMethods.duckdb_create_decimal_type(38, DecimalScale(items));
        }

        if (type == typeof(DateTime) && first is DateTime { Kind: DateTimeKind.Unspecified })
        {
            return NativeMethods.duckdb_create_logical_type((int)DuckDbType.Timestamp);
        }

        return Types.TryGetValue(type, out var id)
            ? NativeMethods.duckdb_create_logical_type((int)id)
            : throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"a list of {type} cannot be a parameter; make it a list of strings, numbers, dates or Guids");
    }

    private static byte DecimalScale(IEnumerable items) => items.Cast<object?>().OfType<decimal>().Select(d => d.Scale).DefaultIfEmpty((byte)0).Max();
}
