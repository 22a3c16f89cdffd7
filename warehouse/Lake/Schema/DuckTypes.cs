using System.Globalization;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>The one place that turns DuckDB's type names into Delta's and back.</summary>
public static class DuckTypes
{
    /// <summary>DuckDB's name of a Delta type, as SQL.</summary>
    public static string Name(DeltaType type) => type switch
    {
        DeltaType.Primitive p => p.Name switch
        {
            "string" => "VARCHAR",
            "long" => "BIGINT",
            "integer" => "INTEGER",
            "short" => "SMALLINT",
            "byte" => "TINYINT",
            "float" => "FLOAT",
            "double" => "DOUBLE",
            "boolean" => "BOOLEAN",
            "binary" => "BLOB",
            "date" => "DATE",
            _ => "TIMESTAMP WITH TIME ZONE",
        },
        DeltaType.Decimal d => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({d.Precision},{d.Scale})"),
        DeltaType.Array a => Name(a.Element) + "[]",
        DeltaType.Map m => $"MAP({Name(m.Key)}, {Name(m.Value)})",
        DeltaType.Struct s => "STRUCT(" + string.Join(", ", s.Fields.Select(f => DuckSql.Identifier(f.Name) + " " + Name(f.Type))) + ")",
        _ => throw new InvalidOperationException($"no DuckDB type for {type}"),
    };

    /// <summary>The Delta type of a DuckDB type as DESCRIBE prints it (or as one writes it in SQL).</summary>
    /// <exception cref="DeltaTypeException">Delta has no such type; the message names the column and the cast.</exception>
    public static DeltaType Parse(string column, string duckType) => new DuckTypeParser(column, duckType).Parse();

    internal static DeltaType? Scalar(string name) => name switch
    {
        "VARCHAR" or "TEXT" or "STRING" or "CHAR" or "BPCHAR" or "JSON" => DeltaType.String,
        "BIGINT" or "INT8" or "LONG" or "INT64" => DeltaType.Long,
        "INTEGER" or "INT" or "INT4" or "INT32" or "SIGNED" => DeltaType.Integer,
        "SMALLINT" or "INT2" or "SHORT" or "INT16" => DeltaType.Short,
        "TINYINT" or "INT1" => DeltaType.Byte,
        "FLOAT" or "REAL" or "FLOAT4" => DeltaType.Float,
        "DOUBLE" or "FLOAT8" => DeltaType.Double,
        "BOOLEAN" or "BOOL" or "LOGICAL" => DeltaType.Boolean,
        "BLOB" or "BYTEA" or "BINARY" or "VARBINARY" => DeltaType.Binary,
        "DATE" => DeltaType.Date,
        "TIMESTAMP WITH TIME ZONE" or "TIMESTAMPTZ" => DeltaType.Timestamp,
        "DECIMAL" or "NUMERIC" => new DeltaType.Decimal(18, 3),
        _ => null,
    };

    /// <summary>What to write instead of a type that Delta lacks.</summary>
    internal static string Advice(string column, string type) => type switch
    {
        "HUGEINT" or "UHUGEINT" => $"cast it: {column}::bigint (a sum of bigint is hugeint), or ::decimal(38,0)",
        "UUID" => $"cast it: {column}::varchar",
        "UTINYINT" => $"cast it: {column}::smallint",
        "USMALLINT" => $"cast it: {column}::integer",
        "UINTEGER" => $"cast it: {column}::bigint",
        "UBIGINT" => $"cast it: {column}::bigint, or ::decimal(20,0)",
        "TIMESTAMP" or "DATETIME" or "TIMESTAMP_NS" or "TIMESTAMP_MS" or "TIMESTAMP_S" =>
            $"say that it is UTC: {column} at time zone 'UTC', or ::timestamptz in a session whose TimeZone is UTC",
        "TIME" or "TIME WITH TIME ZONE" or "TIME_NS" => $"cast it: {column}::varchar, or store microseconds since midnight as bigint",
        "INTERVAL" => $"store a number with its unit, such as epoch({column})::bigint seconds",
        "NULL" => $"give the null a type: {column}::varchar",
        _ when type.StartsWith("ENUM", StringComparison.Ordinal) => $"cast it: {column}::varchar",
        _ when type.EndsWith(']') => $"cast it to a list: {column}::{type[..type.LastIndexOf('[')]}[]",
        _ => $"cast it: {column}::varchar",
    };
}
