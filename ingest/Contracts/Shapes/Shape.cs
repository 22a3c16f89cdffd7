namespace RailLife.Contracts;

public enum ShapeKind
{
    Object,
    Array,
    Map,
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
    Json,
}

/// <summary>What a JSON value must look like. Compiled once from a record; the checker, the JSON Schema and the privacy pass all read it.</summary>
public abstract class Shape(ShapeKind kind)
{
    public ShapeKind Kind { get; } = kind;
}

/// <summary>An object with known fields; others are accepted and kept.</summary>
public sealed class ObjectShape : Shape
{
    /// <summary>In the record's order; at most 64.</summary>
    public IReadOnlyList<ShapeField> Fields => fields;

    private readonly ShapeField[] fields;

    internal Utf8NameTable Names { get; }

    /// <summary>A bit per required field, by its place.</summary>
    internal ulong Required { get; }

    internal ObjectShape(ShapeField[] fields) : base(ShapeKind.Object)
    {
        // Sixty-four: the checker remembers the fields it has seen in one word.
        if (fields.Length > 64) throw new InvalidOperationException($"an object of {fields.Length} fields; 64 is the most, group some of them");
        this.fields = fields;
        Names = new Utf8NameTable(fields.Select(f => f.NameUtf8));
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].IsRequired) Required |= 1UL << i;
        }
    }

    internal ShapeField this[int index] => fields[index];

    internal int Count => fields.Length;
}

/// <param name="IsRequired">Optional fields may be absent, and may be null.</param>
public sealed record ShapeField(string Name, Shape Shape, bool IsRequired)
{
    internal byte[] NameUtf8 { get; } = System.Text.Encoding.UTF8.GetBytes(Name);

    /// <summary>The name as producers write it, with its quotes and colon.</summary>
    internal byte[] MemberUtf8 { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{Name}\":");
}

/// <summary>A list. Items are never null.</summary>
public sealed class ArrayShape(Shape item, int min, int max) : Shape(ShapeKind.Array)
{
    public Shape Item { get; } = item;

    public int Min { get; } = min;

    public int Max { get; } = max;
}

/// <summary>An object whose field names are data.</summary>
public sealed class MapShape(Shape value, int min, int max) : Shape(ShapeKind.Map)
{
    public Shape Value { get; } = value;

    public int Min { get; } = min;

    public int Max { get; } = max;
}

/// <summary>A text: by length, from a list of words, a currency code, or a keyed hash.</summary>
public sealed class TextShape : Shape
{
    /// <summary>In Unicode code points.</summary>
    public int MinLength { get; init; } = 1;

    /// <summary>In Unicode code points.</summary>
    public int MaxLength { get; init; } = 200;

    /// <summary>The only words allowed, or null.</summary>
    public IReadOnlyList<string>? Words { get; }

    public bool IsCurrency { get; init; }

    /// <summary>Set on a field that carries a keyed hash.</summary>
    public PersonalKind? Personal { get; init; }

    internal Utf8NameTable? WordTable { get; }

    /// <summary>Any text of the right length.</summary>
    internal bool IsPlain => Personal is null && WordTable is null && !IsCurrency;

    public TextShape(IReadOnlyList<string>? words = null) : base(ShapeKind.Text)
    {
        Words = words;
        if (words is not null) WordTable = new Utf8NameTable(words.Select(System.Text.Encoding.UTF8.GetBytes));
    }
}

/// <summary>A whole number, written without fraction or exponent.</summary>
public sealed class IntegerShape(long min, long max) : Shape(ShapeKind.Integer)
{
    public long Min { get; } = min;

    public long Max { get; } = max;
}

/// <summary>An exact decimal written as a JSON string: at most 14 digits before the point and 4 after it.</summary>
public sealed class DecimalShape(bool isNonNegative) : Shape(ShapeKind.Decimal)
{
    public const int IntegerDigits = 14;

    public const int Scale = 4;

    public bool IsNonNegative { get; } = isNonNegative;
}

public sealed class BooleanShape() : Shape(ShapeKind.Boolean);

/// <summary>A calendar day, <c>2010-12-01</c>.</summary>
public sealed class DateShape() : Shape(ShapeKind.Date);

/// <summary>An object whose content its sender decides: any JSON, read by name where it is needed. Personal values in it are found by their names.</summary>
public sealed class JsonShape() : Shape(ShapeKind.Json);
