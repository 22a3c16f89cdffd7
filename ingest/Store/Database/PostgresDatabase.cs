using System.Data;
using System.Data.Common;
using Npgsql;

namespace RailLife.Store;

/// <summary>PostgreSQL 15 or later. Every rule holds at READ COMMITTED: compare-and-set or a guarded counter row, never count-then-insert.</summary>
public sealed class PostgresDatabase : CoreDatabase
{
    private readonly NpgsqlDataSource source;

    /// <param name="connectionString">As Npgsql takes it: <c>Host=…;Database=…;Username=…</c>.</param>
    public PostgresDatabase(string connectionString, TimeProvider clock)
        : base(clock)
    {
        // The same few hundred statements run all day: the server keeps their plans. Nobody leaves anything in a session, so there is nothing to reset.
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 400, AutoPrepareMinUsages = 2, ApplicationName = "raillife", NoResetOnClose = true });
    }

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override async Task<Outcome<T>> WriteAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(useCase, ct);
            }
            catch (PostgresException e) when (e.IsTransient && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(attempt * Random.Shared.Next(1, 10)), ct);
            }
        }
    }

    public override async Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        return await query(new CoreTransaction(connection, transaction, null, Dialect, Clock.GetUtcNow(), ct));
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken ct) => await source.OpenConnectionAsync(ct);

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<Outcome<T>> OnceAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var tx = new CoreTransaction(connection, transaction, null, Dialect, Clock.GetUtcNow(), ct);
        var outcome = await useCase(tx);
        if (!outcome.IsKept) return outcome;   // disposing rolls back
        await tx.WriteEventsAsync();
        Moment("before-commit");
        await transaction.CommitAsync(ct);
        CountCommit();
        Moment("committed");
        tx.Committed();
        if (tx.Events.Count > 0) TellOutboxWritten();
        return outcome;
    }
}
