using System.Numerics;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>A column's type in full: id, decimal width and scale, an enum's words, the types inside a nested one.</summary>
public sealed class DuckDbColumnType
{
    private DuckDbColumnType(DuckDbType id) => Id = id;

    public DuckDbType Id { get; }

    /// <summary>Name given beside the id, such as JSON (a varchar); null mostly.</summary>
    public string? Alias { get; private init; }

    /// <summary>Digits of a decimal, 1 to 38; 0 for other types.</summary>
    public int Width { get; private init; }

    /// <summary>Digits of a decimal after the point; 0 for other types.</summary>
    public int Scale { get; private init; }

    /// <summary>Length of a fixed-size array; 0 for other types.</summary>
    public int ArrayLength { get; private init; }

    public IReadOnlyList<string> EnumWords { get; private init; } = [];

    /// <summary>list, array: the element; map: key, value; struct, union: the fields in order.</summary>
    public IReadOnlyList<(string Name, DuckDbColumnType Type)> Fields { get; private init; } = [];

    /// <summary>Bytes of a value within a vector: 16 for text, 0 where the values lie in child vectors only.</summary>
    public int ElementBytes => Id switch
    {
        DuckDbType.Boolean or DuckDbType.TinyInt or DuckDbType.UTinyInt => 1,
        DuckDbType.SmallInt or DuckDbType.USmallInt => 2,
        DuckDbType.Integer or DuckDbType.UInteger or DuckDbType.Float or DuckDbType.Date => 4,
        DuckDbType.Decimal => Width <= 4 ? 2 : Width <= 9 ? 4 : Width <= 18 ? 8 : 16,
        DuckDbType.Enum => EnumWords.Count <= 256 ? 1 : EnumWords.Count <= 65_536 ? 2 : 4,
        DuckDbType.Struct or DuckDbType.Union or DuckDbType.Array or DuckDbType.SqlNull or DuckDbType.Invalid => 0,
        DuckDbType.HugeInt or DuckDbType.UHugeInt or DuckDbType.Uuid or DuckDbType.Interval or DuckDbType.Varchar or DuckDbType.Blob
            or DuckDbType.Bit or DuckDbType.BigNum or DuckDbType.List or DuckDbType.Map => 16,
        _ => 8,
    };

    /// <summary>The .NET type that <see cref="DuckDbVector.Value"/> gives.</summary>
    public Type ClrType => Id switch
    {
        DuckDbType.Boolean => typeof(bool),
        DuckDbType.TinyInt => typeof(sbyte),
        DuckDbType.SmallInt => typeof(short),
        DuckDbType.Integer => typeof(int),
        DuckDbType.BigInt => typeof(long),
        DuckDbType.UTinyInt => typeof(byte),
        DuckDbType.USmallInt => typeof(ushort),
        DuckDbType.UInteger => typeof(uint),
        DuckDbType.UBigInt => typeof(ulong),
        DuckDbType.Float => typeof(float),
        DuckDbType.Double => typeof(double),
        DuckDbType.Decimal => typeof(decimal),
        DuckDbType.HugeInt => typeof(Int128),
        DuckDbType.UHugeInt => typeof(UInt128),
        DuckDbType.BigNum => typeof(BigInteger),
        DuckDbType.Timestamp or DuckDbType.TimestampS or DuckDbType.TimestampMs or DuckDbType.TimestampNs or DuckDbType.TimestampTz => typeof(DateTime),
        DuckDbType.Date => typeof(DateOnly),
        DuckDbType.Time or DuckDbType.TimeNs => typeof(TimeOnly),
        DuckDbType.TimeTz => typeof(DuckDbTimeTz),
        DuckDbType.Interval => typeof(DuckDbInterval),
        DuckDbType.Uuid => typeof(Guid),
        DuckDbType.Blob => typeof(byte[]),
        DuckDbType.Varchar or DuckDbType.Enum or DuckDbType.Bit => typeof(string),
        DuckDbType.List or DuckDbType.Array => typeof(List<object?>),
        DuckDbType.Struct => typeof(Dictionary<string, object?>),
        DuckDbType.Map => typeof(List<KeyValuePair<object, object?>>),
        _ => typeof(object),
    };

    /// <summary>The type in SQL, as typeof() writes it but with all field names quoted.</summary>
    public override string ToString() => Alias ?? Id switch
    {
        DuckDbType.Decimal => FormattableString.Invariant($"DECIMAL({Width},{Scale})"),
        DuckDbType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckDbType.TimeTz => "TIME WITH TIME ZONE",
        DuckDbType.TimestampS => "TIMESTAMP_S",
        DuckDbType.TimestampMs => "TIMESTAMP_MS",
        DuckDbType.TimestampNs => "TIMESTAMP_NS",
        DuckDbType.TimeNs => "TIME_NS",
        DuckDbType.SqlNull => "\"NULL\"",
        DuckDbType.Enum => $"ENUM({string.Join(", ", EnumWords.Select(DuckSql.Literal))})",
        DuckDbType.List => $"{Fields[0].Type}[]",
        DuckDbType.Array => FormattableString.Invariant($"{Fields[0].Type}[{ArrayLength}]"),
        DuckDbType.Map => $"MAP({Fields[0].Type}, {Fields[1].Type})",
        DuckDbType.Struct => $"STRUCT({string.Join(", ", Fields.Select(f => $"{DuckSql.Identifier(f.Name)} {f.Type}"))})",
        DuckDbType.Union => $"UNION({string.Join(", ", Fields.Select(f => $"{DuckSql.Identifier(f.Name)} {f.Type}"))})",
        _ => Id.ToString().ToUpperInvariant(),
    };

    /// <summary>Reads and frees a native type.</summary>
    internal static unsafe DuckDbColumnType Take(nint native)
    {
        try
        {
            var id = (DuckDbType)NativeMethods.duckdb_get_type_id(native);
            var alias = NativeMethods.TakeText(NativeMethods.duckdb_logical_type_get_alias(native));
            return new DuckDbColumnType(id)
            {
                Alias = alias.Length == 0 ? null : alias,
                Width = id == DuckDbType.Decimal ? NativeMethods.duckdb_decimal_width(native) : 0,
                Scale = id == DuckDbType.Decimal ? NativeMethods.duckdb_decimal_scale(native) : 0,
                ArrayLength = id == DuckDbType.Array ? checked((int)NativeMethods.duckdb_array_type_array_size(native)) : 0,
                EnumWords = id == DuckDbType.Enum ? Words(native) : [],
                Fields = FieldsOf(id, native),
            };
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref native);
        }
    }

    private static unsafe string[] Words(nint native)
    {
        var words = new string[NativeMethods.duckdb_enum_dictionary_size(native)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = NativeMethods.TakeText(NativeMethods.duckdb_enum_dictionary_value(native, (ulong)i));
        }

        return words;
    }

    private static unsafe (string, DuckDbColumnType)[] FieldsOf(DuckDbType id, nint native) => id switch
    {
        DuckDbType.List => [("element", Take(NativeMethods.duckdb_list_type_child_type(native)))],
        DuckDbType.Array => [("element", Take(NativeMethods.duckdb_array_type_child_type(native)))],
        DuckDbType.Map =>
        [
            ("key", Take(NativeMethods.duckdb_map_type_key_type(native))),
            ("value", Take(NativeMethods.duckdb_map_type_value_type(native))),
        ],
        DuckDbType.Struct => Children(
            (int)NativeMethods.duckdb_struct_type_child_count(native),
            i => (NativeMethods.TakeText(NativeMethods.duckdb_struct_type_child_name(native, (ulong)i)), Take(NativeMethods.duckdb_struct_type_child_type(native, (ulong)i)))),
        DuckDbType.Union => Children(
            (int)NativeMethods.duckdb_union_type_member_count(native),
            i => (NativeMethods.TakeText(NativeMethods.duckdb_union_type_member_name(native, (ulong)i)), Take(NativeMethods.duckdb_union_type_member_type(native, (ulong)i)))),
        _ => [],
    };

    private static (string, DuckDbColumnType)[] Children(int count, Func<int, (string, DuckDbColumnType)> child) =>
        [.. Enumerable.Range(0, count).Select(child)];
}

/// <summary>A column of an answer.</summary>
public sealed record DuckDbColumn(string Name, DuckDbColumnType Type);
