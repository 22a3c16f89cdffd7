namespace RailLife.Lake;

/// <summary>A type of the Delta protocol. There is no other: what DuckDB has beyond these cannot be stored.</summary>
public abstract record DeltaType
{
    private DeltaType() { }

    /// <summary>string long integer short byte float double boolean binary date timestamp.</summary>
    public sealed record Primitive(string Name) : DeltaType;

    /// <summary>Precision 1-38 digits, scale at most the precision.</summary>
    public sealed record Decimal(int Precision, int Scale) : DeltaType;

    public sealed record Array(DeltaType Element, bool ContainsNull = true) : DeltaType;

    public sealed record Map(DeltaType Key, DeltaType Value, bool ValueContainsNull = true) : DeltaType;

    public sealed record Struct(IReadOnlyList<Column> Fields) : DeltaType;

    public static readonly DeltaType String = new Primitive("string");
    public static readonly DeltaType Long = new Primitive("long");
    public static readonly DeltaType Integer = new Primitive("integer");
    public static readonly DeltaType Short = new Primitive("short");
    public static readonly DeltaType Byte = new Primitive("byte");
    public static readonly DeltaType Float = new Primitive("float");
    public static readonly DeltaType Double = new Primitive("double");
    public static readonly DeltaType Boolean = new Primitive("boolean");
    public static readonly DeltaType Binary = new Primitive("binary");
    public static readonly DeltaType Date = new Primitive("date");

    /// <summary>Microseconds since 1970 in UTC; DuckDB's timestamptz.</summary>
    public static readonly DeltaType Timestamp = new Primitive("timestamp");

    /// <summary>Stats and partition values compare for these; lists, maps and structs have none.</summary>
    public bool IsScalar => this is Primitive or Decimal;
}

/// <summary>A column, or a field of a struct. <paramref name="MetadataJson"/> is the protocol's free metadata object, kept as it came.</summary>
public sealed record Column(string Name, DeltaType Type, bool Nullable = true, string? MetadataJson = null);
