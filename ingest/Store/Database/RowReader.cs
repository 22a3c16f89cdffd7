using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;

namespace RailLife.Store;

/// <summary>Reads a statement's rows into records with <c>init</c> properties or into tuples, or its only column into a value. Compiled once per statement and type.</summary>
/// <remarks><c>paid_minor</c> fills <c>PaidMinor</c>; a null leaves the property as it was made; a column without a property is left out.</remarks>
internal static class RowReader<T>
{
    private static readonly ConcurrentDictionary<SqlStatement, Func<DbDataReader, T>> Known = new();

    public static Func<DbDataReader, T> Of(SqlStatement statement, DbDataReader reader) => Known.TryGetValue(statement, out var known) ? known : Known.GetOrAdd(statement, Make(reader));

    private static Func<DbDataReader, T> Make(DbDataReader reader)
    {
        var row = Expression.Parameter(typeof(DbDataReader));
        if (RowColumns.Getter(typeof(T)) is not null) return Expression.Lambda<Func<DbDataReader, T>>(RowColumns.Value(row, 0, typeof(T)), row).Compile();
        // (string, long): column by column.
        if (typeof(T) is { IsValueType: true, IsGenericType: true } tuple && tuple.IsAssignableTo(typeof(System.Runtime.CompilerServices.ITuple)))
            return Expression.Lambda<Func<DbDataReader, T>>(Expression.New(tuple.GetConstructors()[0], tuple.GetGenericArguments().Select((t, i) => RowColumns.Value(row, i, t))), row).Compile();
        var made = Expression.Variable(typeof(T));
        var properties = typeof(T).GetProperties().Where(p => p.CanWrite).ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        var steps = new List<Expression> { Expression.Assign(made, Expression.New(typeof(T))) };
        for (var i = 0; i < reader.FieldCount; i++)
        {
            if (!properties.TryGetValue(reader.GetName(i).Replace("_", "", StringComparison.Ordinal), out var property)) continue;
            steps.Add(Expression.IfThen(Expression.Not(RowColumns.IsNull(row, i)), Expression.Assign(Expression.Property(made, property), RowColumns.Column(row, i, property.PropertyType))));
        }
        steps.Add(made);
        return Expression.Lambda<Func<DbDataReader, T>>(Expression.Block([made], steps), row).Compile();
    }
}

/// <summary>How a column is read as what the record says.</summary>
internal static class RowColumns
{
    private static readonly MethodInfo Null = typeof(DbDataReader).GetMethod(nameof(DbDataReader.IsDBNull))!;
    private static readonly MethodInfo Bytes = typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetFieldValue))!.MakeGenericMethod(typeof(byte[]));

    public static MethodInfo? Getter(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(long) => typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetInt64)),
        var t when t == typeof(int) => typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetInt32)),
        var t when t == typeof(bool) => typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetBoolean)),
        var t when t == typeof(string) => typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetString)),
        var t when t == typeof(byte[]) => Bytes,
        _ => null,
    };

    public static Expression IsNull(Expression row, int column) => Expression.Call(row, Null, Expression.Constant(column));

    public static Expression Column(Expression row, int column, Type type)
    {
        var getter = Getter(type) ?? throw new NotSupportedException($"columns are read as long, int, bool, string or byte[], not as {type}");
        return Expression.Convert(Expression.Call(row, getter, Expression.Constant(column)), type);
    }

    /// <summary>The only column; a null where the type has none is an error.</summary>
    public static Expression Value(Expression row, int column, Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null
        ? Column(row, column, type)
        : Expression.Condition(IsNull(row, column), Expression.Default(type), Column(row, column, type));
}
