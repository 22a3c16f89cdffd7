namespace RailLife.Store;

/// <summary>Arguments of a statement that is put together piece by piece; others are given as an object whose properties are named as in the statement.</summary>
public sealed class SqlArguments
{
    private readonly Dictionary<string, object?> values = [];

    /// <summary>Adds one; null is the database's null.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public SqlArguments Add(string name, object? value)
    {
        values.Add(name, value);
        return this;
    }

    internal object? this[string name] => values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"the statement names @{name}; found {string.Join(", ", values.Keys)}");
}
