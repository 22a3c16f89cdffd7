using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;

namespace RailLife.Store;

/// <summary><c>id in @Ids</c> on PostgreSQL, where a list is one array and one statement whatever its length; SQLite gets a parameter per value from Dapper.</summary>
internal static partial class SqlLists
{
    private static readonly ConcurrentDictionary<string, string> Spelled = new();

    /// <summary>The statement as PostgreSQL takes it, and its arguments with arrays for lists.</summary>
    public static (string Sql, object? Args) ForPostgreSql(string sql, object? args)
    {
        var spelled = Spelled.GetOrAdd(sql, s => InList().Replace(NotInList().Replace(s, "<> all(@$1)"), "= any(@$1)"));
        return spelled == sql || args is null ? (spelled, args) : (spelled, new ListsAsArrays(args));
    }

    [GeneratedRegex(@"\bnot\s+in\s+@(\w+)")]
    private static partial Regex NotInList();

    [GeneratedRegex(@"\bin\s+@(\w+)")]
    private static partial Regex InList();

    private sealed class ListsAsArrays(object args) : SqlMapper.IDynamicParameters
    {
        public void AddParameters(IDbCommand command, SqlMapper.Identity identity)
        {
            ((SqlMapper.IDynamicParameters)(args as DynamicParameters ?? new DynamicParameters(args))).AddParameters(command, identity);
            // Npgsql knows arrays, not every collection that a caller may hold.
            foreach (DbParameter parameter in command.Parameters)
                parameter.Value = parameter.Value switch
                {
                    IEnumerable<string> texts => texts.ToArray(),
                    IEnumerable<long> numbers => numbers.ToArray(),
                    _ => parameter.Value,
                };
        }
    }
}
