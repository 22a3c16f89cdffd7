using System.Data.Common;
using RailLife.Contracts;

namespace RailLife.Store;

/// <summary>What a use case sees of the database: statements in one transaction, the clock's time of its start, and the outbox.</summary>
/// <remarks>Not for several threads. Rows are read into records with <c>init</c> properties; <c>paid_minor</c> fills <c>PaidMinor</c>.</remarks>
public sealed class CoreTransaction
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly PreparedCommands? prepared;
    private readonly CancellationToken ct;
    private readonly List<EmittedEvent> events = [];
    private readonly List<Action> committed = [];

    /// <param name="prepared">Keeps the connection's commands; null = the driver does.</param>
    internal CoreTransaction(DbConnection connection, DbTransaction? transaction, PreparedCommands? prepared, SqlDialect dialect, DateTimeOffset now, CancellationToken ct)
    {
        (this.connection, this.transaction, this.prepared, this.ct) = (connection, transaction, prepared, ct);
        (Dialect, Now) = (dialect, new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero));
    }

    public SqlDialect Dialect { get; }

    /// <summary>When the use case began, UTC, whole microseconds: the same for all it writes.</summary>
    public DateTimeOffset Now { get; }

    /// <summary><see cref="Now"/> as it is stored.</summary>
    public long NowMicros => Now.ToMicros();

    /// <summary>Source of every event that is emitted here, whatever its header says; null = what the header says.</summary>
    public string? EventSource { get; internal set; }

    internal IReadOnlyList<EmittedEvent> Events => events;

    /// <summary>Rows that the statement changed. Given a list of arguments it runs for each of them, in order: on PostgreSQL in one round trip.</summary>
    public async Task<int> ExecuteAsync(string sql, object? args = null)
    {
        if (args is IReadOnlyList<object> each) return (await ExecuteEachAsync(sql, each)).Sum();
        using var lent = Lend(sql, args);
        return await lent.Command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>True when exactly one row was changed: the compare-and-set won.</summary>
    public async Task<bool> ExecuteOneAsync(string sql, object? args = null) => await ExecuteAsync(sql, args) == 1;

    /// <summary>Runs the statement for each of the arguments, in order.</summary>
    /// <returns>Rows changed, by each.</returns>
    public async Task<IReadOnlyList<int>> ExecuteEachAsync<T>(string sql, IReadOnlyList<T> args)
        where T : class
    {
        var changed = new int[args.Count];
        if (args.Count == 0) return changed;
        var statement = SqlStatement.Of(sql, args[0].GetType(), Dialect);
        if (prepared?.For(statement) is { } command)
        {
            for (var i = 0; i < args.Count; i++)
            {
                statement.Fill(command.Parameters, args[i], command.CreateParameter);
                changed[i] = command.ExecuteNonQuery();
            }
            return changed;
        }
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        foreach (var one in args)
        {
            var part = batch.CreateBatchCommand();
            part.CommandText = statement.Text;
            statement.Fill(part.Parameters, one, part.CreateParameter);
            batch.BatchCommands.Add(part);
        }
        await batch.ExecuteNonQueryAsync(ct);
        for (var i = 0; i < changed.Length; i++) changed[i] = batch.BatchCommands[i].RecordsAffected;
        return changed;
    }

    /// <summary>The row, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">More than one row.</exception>
    public async Task<T?> FindAsync<T>(string sql, object? args = null) => await ListAsync<T>(sql, args) switch
    {
        [] => default,
        [var only] => only,
        var several => throw new InvalidOperationException($"found {several.Count} rows, expected one at most: {sql}"),
    };

    /// <summary>The row.</summary>
    /// <exception cref="InvalidOperationException">None, or more than one row.</exception>
    public async Task<T> GetAsync<T>(string sql, object? args = null) =>
        await ListAsync<T>(sql, args) is [var only] ? only : throw new InvalidOperationException($"found no row or several, expected one: {sql}");

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? args = null)
    {
        using var lent = Lend(sql, args);
        await using var reader = await lent.Command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct)) return [];
        var read = RowReader<T>.Of(lent.Statement, reader);
        var rows = new List<T>();
        do rows.Add(read(reader));
        while (await reader.ReadAsync(ct));
        return rows;
    }

    /// <summary>Writes an event to the outbox when the transaction commits; the relay then takes it to the log.</summary>
    public void Emit(EventHeader header, IEventRecord record) =>
        events.Add(new EmittedEvent(EventCatalog.For(record.GetType()).Topic, EventSource is { } source ? header with { Source = source } : header, record));

    /// <summary>Runs when, and only when, the transaction is durable.</summary>
    public void WhenCommitted(Action action) => committed.Add(action);

    /// <summary>Runs a part that may be refused without giving up the rest: its changes and events are then undone.</summary>
    public async Task<Outcome<T>> TryAsync<T>(Func<Task<Outcome<T>>> part)
    {
        var (eventsBefore, committedBefore) = (events.Count, committed.Count);
        await ExecuteAsync("savepoint part");
        var outcome = await part();
        if (!outcome.IsKept)
        {
            await ExecuteAsync("rollback to savepoint part");
            events.RemoveRange(eventsBefore, events.Count - eventsBefore);
            committed.RemoveRange(committedBefore, committed.Count - committedBefore);
        }
        await ExecuteAsync("release savepoint part");
        return outcome;
    }

    internal Task WriteEventsAsync() => OutboxWriter.WriteAsync(this, events);

    internal void Committed()
    {
        foreach (var action in committed) action();
    }

    private Lent Lend(string sql, object? args)
    {
        var statement = SqlStatement.Of(sql, args?.GetType(), Dialect);
        var command = prepared?.For(statement);
        var isKept = command is not null;
        if (command is null)
        {
            command = connection.CreateCommand();
            command.CommandText = statement.Text;
        }
        command.Transaction = transaction;
        statement.Fill(command.Parameters, args, command.CreateParameter);
        return new Lent(statement, command, isKept);
    }

    // A command that stays prepared outlives its use.
    private readonly record struct Lent(SqlStatement Statement, DbCommand Command, bool IsKept) : IDisposable
    {
        public void Dispose()
        {
            if (!IsKept) Command.Dispose();
        }
    }
}
