using System.Data.Common;

namespace RailLife.Store;

/// <summary>Commands of one connection that stay prepared: SQLite would read each statement anew. Npgsql keeps its own.</summary>
internal sealed class PreparedCommands(DbConnection connection) : IDisposable
{
    /// <summary>Statements put together from a caller's wishes have many texts: beyond this the store starts anew.</summary>
    private const int Most = 1_000;

    private readonly Dictionary<SqlStatement, DbCommand> commands = [];

    public DbCommand For(SqlStatement statement)
    {
        if (commands.TryGetValue(statement, out var command)) return command;
        if (commands.Count == Most) Dispose();
        command = connection.CreateCommand();
        command.CommandText = statement.Text;
        commands.Add(statement, command);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values) command.Dispose();
        commands.Clear();
    }
}
