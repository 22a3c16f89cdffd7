using System.Data;
using System.Data.Common;
using Dapper;
using RailLife.Contracts;

namespace RailLife.Store;

/// <summary>What a use case sees of the database: statements in one transaction, the clock's time of its start, and the outbox.</summary>
/// <remarks>Not for several threads. Rows are read into records with <c>init</c> properties; <c>paid_minor</c> fills <c>PaidMinor</c>.</remarks>
public sealed class CoreTransaction
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;
    private readonly CancellationToken ct;
    private readonly List<OutboxRow> events = [];
    private readonly List<Action> committed = [];

    internal CoreTransaction(DbConnection connection, DbTransaction? transaction, SqlDialect dialect, DateTimeOffset now, CancellationToken ct)
    {
        (this.connection, this.transaction, this.ct) = (connection, transaction, ct);
        (Dialect, Now) = (dialect, new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero));
    }

    public SqlDialect Dialect { get; }

    /// <summary>When the use case began, UTC, whole microseconds: the same for all it writes.</summary>
    public DateTimeOffset Now { get; }

    /// <summary><see cref="Now"/> as it is stored.</summary>
    public long NowMicros => Now.ToMicros();

    internal IReadOnlyList<OutboxRow> Events => events;

    /// <summary>Rows that the statement changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? args = null) => connection.ExecuteAsync(Command(sql, args));

    /// <summary>True when exactly one row was changed: the compare-and-set won.</summary>
    public async Task<bool> ExecuteOneAsync(string sql, object? args = null) => await ExecuteAsync(sql, args) == 1;

    /// <summary>The row, or null when there is none.</summary>
    /// <exception cref="InvalidOperationException">More than one row.</exception>
    public Task<T?> FindAsync<T>(string sql, object? args = null) => connection.QuerySingleOrDefaultAsync<T>(Command(sql, args));

    /// <summary>The row.</summary>
    /// <exception cref="InvalidOperationException">None, or more than one row.</exception>
    public Task<T> GetAsync<T>(string sql, object? args = null) => connection.QuerySingleAsync<T>(Command(sql, args));

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object? args = null) => (await connection.QueryAsync<T>(Command(sql, args))).AsList();

    /// <summary>Writes an event to the outbox when the transaction commits; the relay then takes it to the log.</summary>
    public void Emit(EventHeader header, IEventRecord record) =>
        events.Add(new OutboxRow(EventCatalog.For(record.GetType()).Topic, header.Subject, EventWriter.Write(header, record), NowMicros));

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

    // One statement for all: their positions follow each other, in the order in which they were emitted.
    internal async Task WriteEventsAsync()
    {
        if (events.Count == 0) return;
        var values = new DynamicParameters();
        for (var i = 0; i < events.Count; i++)
        {
            values.Add($"t{i}", events[i].Topic);
            values.Add($"k{i}", events[i].Key);
            values.Add($"v{i}", events[i].Value);
            values.Add($"c{i}", events[i].CreatedAt);
        }
        var rows = string.Join(", ", Enumerable.Range(0, events.Count).Select(i => $"(@t{i}, @k{i}, @v{i}, @c{i})"));
        await ExecuteAsync($"insert into outbox (topic, key, value, created_at) values {rows}", values);
    }

    internal void Committed()
    {
        foreach (var action in committed) action();
    }

    private CommandDefinition Command(string sql, object? args)
    {
        if (!Dialect.IsSqlite) (sql, args) = SqlLists.ForPostgreSql(sql, args);
        return new(sql, args, transaction, commandType: CommandType.Text, cancellationToken: ct);
    }
}

/// <summary>An event on its way to the log.</summary>
internal sealed record OutboxRow(string Topic, string Key, byte[] Value, long CreatedAt);
