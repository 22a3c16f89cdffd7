using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RailLife.Store;

/// <summary>A statement as one of the databases takes it, and where its arguments come from. Looked at once per text and kind of arguments.</summary>
/// <remarks><c>id in @Ids</c> becomes one parameter whatever the list's length, so that the prepared statement is the same: an array on PostgreSQL, a JSON array on SQLite.</remarks>
internal sealed partial class SqlStatement
{
    private static readonly ConcurrentDictionary<(string Sql, Type? Args, bool IsSqlite), SqlStatement> Known = new();

    private readonly Argument[] arguments;
    private readonly bool isSqlite;

    private SqlStatement(string sql, Type? args, bool isSqlite)
    {
        this.isSqlite = isSqlite;
        Text = isSqlite
            ? InList().Replace(sql, "$1in (select value from json_each(@$2))")
            : InList().Replace(NotInList().Replace(sql, "<> all(@$1)"), "$1= any(@$2)");
        arguments = args is null ? [] : [.. Parameter().Matches(sql).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal).Select(name => ArgumentOf(args, name, sql))];
    }

    public string Text { get; }

    public static SqlStatement Of(string sql, Type? args, SqlDialect dialect) => Known.GetOrAdd((sql, args, dialect.IsSqlite), key => new SqlStatement(key.Sql, key.Args, key.IsSqlite));

    /// <summary>Puts the values in; a command that is kept has its parameters from the first time.</summary>
    /// <param name="make">Makes a parameter of the database's kind.</param>
    public void Fill(DbParameterCollection parameters, object? args, Func<DbParameter> make)
    {
        var isFirst = parameters.Count == 0;
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Read(args!);
            if (!isFirst)
            {
                parameters[i].Value = Stored(value);
                continue;
            }
            var parameter = make();
            parameter.ParameterName = arguments[i].Name;
            // PostgreSQL plans by the types of its arguments: they are the same whether a value is null or not.
            if (!isSqlite && arguments[i].Type is { } type) parameter.DbType = type;
            parameter.Value = Stored(value);
            parameters.Add(parameter);
        }
    }

    private object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string or long or byte[] => value,
        IEnumerable<string> texts => isSqlite ? JsonSerializer.Serialize(texts) : texts.ToArray(),
        IEnumerable<long> numbers => isSqlite ? JsonSerializer.Serialize(numbers) : numbers.ToArray(),
        Enum word => Convert.ToInt64(word, null),
        _ => value,
    };

    private static Argument ArgumentOf(Type args, string name, string sql)
    {
        if (args == typeof(SqlArguments)) return new Argument(name, null, a => ((SqlArguments)a)[name]);
        var property = args.GetProperty(name, BindingFlags.Public | BindingFlags.Instance) ?? throw new ArgumentException($"the statement names @{name}, which its arguments lack: {sql}");
        var get = MethodInvoker.Create(property.GetMethod!);
        return new Argument(name, TypeOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType), a => get.Invoke(a));
    }

    private static DbType? TypeOf(Type type) =>
        type == typeof(string) ? DbType.String
        : type == typeof(long) || type.IsEnum ? DbType.Int64
        : type == typeof(int) ? DbType.Int32
        : type == typeof(byte[]) ? DbType.Binary
        : null;

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\bnot\s+in\s+@(\w+)")]
    private static partial Regex NotInList();

    [GeneratedRegex(@"\b(not\s+)?in\s+@(\w+)")]
    private static partial Regex InList();

    private sealed record Argument(string Name, DbType? Type, Func<object, object?> Read);
}
