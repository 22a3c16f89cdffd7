namespace RailLife.Store;

/// <summary>Arguments of a statement that is put together piece by piece; others are given as an object whose properties are named as in the statement.</summary>
public sealed class SqlArguments
{
    private readonly Dictionary<string, object?> values = [];

    /// <param name="first">An object whose properties are added; null = none.</param>
    public SqlArguments(object? first = null)
    {
        if (first is not null) AddAll(first);
    }

    /// <summary>Adds one; null is the database's null.</summary>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void Add(string name, object? value) => values.Add(name, value);

    /// <summary>Adds the properties of an object.</summary>
    public void AddAll(object several)
    {
        foreach (var property in several.GetType().GetProperties()) Add(property.Name, property.GetValue(several));
    }

    internal object? this[string name] => values.TryGetValue(name, out var value) ? value : throw new ArgumentException($"the statement names @{name}; found {string.Join(", ", values.Keys)}");
}
