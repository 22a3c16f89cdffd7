using System.Data.Common;

namespace RailLife.Store;

/// <summary>The database of every room with changing state: SQLite (embedded) or PostgreSQL. Columns on both: bigint, text, bytes.</summary>
public abstract class CoreDatabase : IAsyncDisposable
{
    /// <summary>How often a use case is run at most when the database itself gives up (busy, deadlock, serialisation).</summary>
    public const int AttemptsMax = 3;

    private long commits;

    protected CoreDatabase(TimeProvider clock) => Clock = clock;

    public TimeProvider Clock { get; }

    public abstract SqlDialect Dialect { get; }

    /// <summary>Called at named moments, so that a proof can end the process there: before-commit, committed (durable, not answered), published (in the log, the relay's cursor not moved).</summary>
    public Action<string> Moment { get; init; } = _ => { };

    /// <summary>Durable commits since the start: on SQLite one holds all use cases that waited together.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Raised after a transaction that wrote to the outbox is durable.</summary>
    public event Action? OutboxWritten;

    /// <summary>
    /// Runs a use case in one transaction (SQLite: begun IMMEDIATE; PostgreSQL: READ COMMITTED) and commits when it is done; a refusal
    /// (unless it keeps its changes) or an exception rolls it back. The whole use case runs again when the database gives up, so it touches nothing but the transaction.
    /// </summary>
    public abstract Task<Outcome<T>> WriteAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct);

    /// <summary>Runs a use case that cannot be refused.</summary>
    public async Task WriteAsync(Func<CoreTransaction, Task> useCase, CancellationToken ct) =>
        await WriteAsync<bool>(
            async tx =>
            {
                await useCase(tx);
                return true;
            }, ct);

    /// <summary>Reads one consistent state: what is committed when the first statement runs.</summary>
    public abstract Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query, CancellationToken ct);

    /// <summary>A connection outside of any use case: migrations, the relay's cursor, checks.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    /// <summary>Statements on a connection from <see cref="OpenAsync"/>, each for itself unless the caller begins a transaction.</summary>
    internal CoreTransaction On(DbConnection connection, CancellationToken ct) => new(connection, null, null, Dialect, Clock.GetUtcNow(), ct);

    /// <summary>A transaction is durable.</summary>
    protected internal void CountCommit() => Interlocked.Increment(ref commits);

    protected void TellOutboxWritten() => OutboxWritten?.Invoke();
}
