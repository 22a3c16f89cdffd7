using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RailLife.DuckDb;

/// <summary>An argument; with a name it meets $name, without one it meets ? or $1 by its place.</summary>
public sealed class DuckDbParameter : DbParameter
{
    public DuckDbParameter()
    {
    }

    public DuckDbParameter(string name, object? value)
    {
        ParameterName = name;
        Value = value;
    }

    /// <summary>The value decides the type; this is kept for callers that set it and has no effect.</summary>
    public override DbType DbType { get; set; } = DbType.Object;

    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set => _ = value == ParameterDirection.Input ? value : throw new NotSupportedException("DuckDB has input parameters only");
    }

    public override bool IsNullable { get; set; } = true;

    [AllowNull]
    public override string ParameterName { get => field; set => field = value ?? ""; } = "";

    public override int Size { get; set; }

    [AllowNull]
    public override string SourceColumn { get => field; set => field = value ?? ""; } = "";

    public override bool SourceColumnNullMapping { get; set; }

    public override object? Value { get; set; }

    internal string BareName => ParameterName.TrimStart('$', '@', ':');

    public override void ResetDbType() => DbType = DbType.Object;
}

/// <summary>A command's arguments in order.</summary>
public sealed class DuckDbParameterCollection : DbParameterCollection
{
    private readonly List<DuckDbParameter> _items = [];

    public override int Count => _items.Count;

    public override object SyncRoot => ((ICollection)_items).SyncRoot;

    /// <summary>Adds a value by its place.</summary>
    public DuckDbParameter Add(string name, object? value)
    {
        var parameter = new DuckDbParameter(name, value);
        _items.Add(parameter);
        return parameter;
    }

    public override int Add(object value)
    {
        _items.Add(Own(value));
        return _items.Count - 1;
    }

    public override void AddRange(Array values)
    {
        foreach (var value in values)
        {
            Add(value!);
        }
    }

    public override void Clear() => _items.Clear();

    public override bool Contains(object value) => value is DuckDbParameter p && _items.Contains(p);

    public override bool Contains(string value) => IndexOf(value) >= 0;

    public override void CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    public override IEnumerator GetEnumerator() => _items.GetEnumerator();

    public override int IndexOf(object value) => value is DuckDbParameter p ? _items.IndexOf(p) : -1;

    public override int IndexOf(string parameterName) => _items.FindIndex(p => p.ParameterName == parameterName);

    public override void Insert(int index, object value) => _items.Insert(index, Own(value));

    public override void Remove(object value) => _items.Remove(Own(value));

    public override void RemoveAt(int index) => _items.RemoveAt(index);

    public override void RemoveAt(string parameterName) => _items.RemoveAt(Known(parameterName));

    protected override DbParameter GetParameter(int index) => _items[index];

    protected override DbParameter GetParameter(string parameterName) => _items[Known(parameterName)];

    protected override void SetParameter(int index, DbParameter value) => _items[index] = Own(value);

    protected override void SetParameter(string parameterName, DbParameter value) => _items[Known(parameterName)] = Own(value);

    private static DuckDbParameter Own(object value) => value as DuckDbParameter
        ?? throw new InvalidCastException($"a {value?.GetType().Name ?? "null"} is no DuckDbParameter");

    private int Known(string name) => IndexOf(name) is >= 0 and var index
        ? index
        : throw new ArgumentException($"there is no parameter {name} among {string.Join(", ", _items.Select(p => p.ParameterName))}", nameof(name));
}
