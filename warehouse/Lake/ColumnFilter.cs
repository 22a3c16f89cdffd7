namespace RailLife.Lake;

/// <summary>What rows must have in a column, for skipping files that cannot have it. Null in a column never passes.</summary>
public abstract record ColumnFilter(string Column)
{
    /// <summary>Between two values, both included; null leaves that side open.</summary>
    public sealed record Between(string Column, object? Min, object? Max) : ColumnFilter(Column);

    /// <summary>One of these values.</summary>
    public sealed record OneOf(string Column, IReadOnlyCollection<object> Values) : ColumnFilter(Column);

    public static ColumnFilter Equal(string column, object value) => new Between(column, value, value);
}
