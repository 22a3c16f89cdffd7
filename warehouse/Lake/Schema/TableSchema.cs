using System.Security.Cryptography;
using System.Text;
using RailLife.DuckDb;

namespace RailLife.Lake;

/// <summary>The columns of a table, in order. Two schemas are equal when their protocol JSON is.</summary>
public sealed class TableSchema : IEquatable<TableSchema>
{
    private readonly Dictionary<string, Column> _byName;
    private string? _json, _fingerprint;

    /// <exception cref="DeltaTypeException">Two columns differ by case only, or a decimal is wider than 38.</exception>
    public TableSchema(IReadOnlyList<Column> columns)
    {
        Columns = columns;
        _byName = new Dictionary<string, Column>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns)
        {
            if (!_byName.TryAdd(column.Name, column)) { throw new DeltaTypeException($"column {column.Name} is there twice (names are compared without case)"); }
            if (column.Type is DeltaType.Decimal d && (d.Precision is < 1 or > 38 || d.Scale < 0 || d.Scale > d.Precision))
            {
                throw new DeltaTypeException($"column {column.Name} is decimal({d.Precision},{d.Scale}): expected a precision of 1-38 and a scale within it");
            }
        }
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>From names and DuckDB types: <c>TableSchema.Of(("id", "bigint"), ("at", "timestamptz"))</c>. Every column is nullable.</summary>
    /// <exception cref="DeltaTypeException">Delta lacks a type.</exception>
    public static TableSchema Of(params (string Name, string DuckType)[] columns) =>
        new([.. columns.Select(c => new Column(c.Name, DuckTypes.Parse(c.Name, c.DuckType)))]);

    /// <summary>The schema of a select's result.</summary>
    /// <exception cref="DeltaTypeException">A column has a type that Delta lacks; the message names the cast.</exception>
    public static TableSchema OfSelect(DuckDbConnection connection, string selectSql, params object?[] args) =>
        new([.. connection.Rows($"describe {selectSql}", args).Select(r => new Column((string)r[0]!, DuckTypes.Parse((string)r[0]!, (string)r[1]!)))]);

    /// <summary>Reads the protocol's <c>schemaString</c>.</summary>
    public static TableSchema Parse(string json) => SchemaJson.Read(json);

    /// <summary>The column, found without case; null when there is none.</summary>
    public Column? Find(string name) => _byName.GetValueOrDefault(name);

    public string ToJson() => _json ??= SchemaJson.Write(this);

    /// <summary>Differs when names, types or order of the columns do.</summary>
    internal string Fingerprint => _fingerprint ??= Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToString())))[..16];

    public TableSchema With(IEnumerable<Column> added) => new([.. Columns, .. added]);

    public bool Equals(TableSchema? other) => other is not null && ToJson() == other.ToJson();

    public override bool Equals(object? obj) => Equals(obj as TableSchema);

    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => string.Join(", ", Columns.Select(c => $"{c.Name} {DuckTypes.Name(c.Type)}"));

    /// <summary>Names that Parquet writers of other engines refuse, and empty ones.</summary>
    internal void CheckNames()
    {
        foreach (var name in Columns.Select(c => c.Name))
        {
            if (name.Length == 0 || name.AsSpan().IndexOfAny(" ,;{}()\n\t=") >= 0)
            {
                throw new DeltaTypeException($"column '{name}': a Delta column name is not empty and has none of the characters ' ,;{{}}()=', tab and line end");
            }
        }
    }
}
