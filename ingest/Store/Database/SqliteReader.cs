using Microsoft.Data.Sqlite;

namespace RailLife.Store;

/// <summary>A connection that reads, with its prepared statements; one query at a time.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private readonly PreparedCommands prepared = new(connection);

    public async Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query, SqlDialect dialect, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = connection.BeginTransaction(deferred: true);
        return await query(new CoreTransaction(connection, transaction, prepared, dialect, now, ct));
    }

    public void Dispose()
    {
        prepared.Dispose();
        connection.Dispose();
    }
}
