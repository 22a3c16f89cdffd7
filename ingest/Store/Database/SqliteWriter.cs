using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace RailLife.Store;

/// <summary>Runs waiting use cases in shared transactions: a savepoint each, one commit for all.</summary>
internal sealed class SqliteWriter(SqliteConnection connection, SqliteDatabase database) : IDisposable
{
    private const int TogetherMax = 32;

    private readonly SqliteCommand begin = Prepared(connection, "begin immediate");
    private readonly SqliteCommand commit = Prepared(connection, "commit");
    private readonly SqliteCommand rollback = Prepared(connection, "rollback");
    private readonly SqliteCommand savepoint = Prepared(connection, "savepoint use_case");
    private readonly SqliteCommand release = Prepared(connection, "release savepoint use_case");
    private readonly SqliteCommand undo = Prepared(connection, "rollback to savepoint use_case");
    private readonly PreparedCommands prepared = new(connection);
    private readonly List<SqliteWrite> together = [];

    public async Task RunAsync(ChannelReader<SqliteWrite> waiting)
    {
        while (await waiting.WaitToReadAsync())
        {
            while (together.Count < TogetherMax && waiting.TryRead(out var write)) together.Add(write);
            await RunTogetherAsync();
            together.Clear();
        }
    }

    public void Dispose()
    {
        foreach (var command in new[] { begin, commit, rollback, savepoint, release, undo }) command.Dispose();
        prepared.Dispose();
        connection.Dispose();
    }

    private async Task RunTogetherAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                begin.ExecuteNonQuery();
                foreach (var write in together) await RunOneAsync(write);
                database.Moment("before-commit");
                commit.ExecuteNonQuery();
                database.CountCommit();
                database.Moment("committed");
                break;
            }
            catch (Exception e)
            {
                RollBack();
                // Busy: another process wrote for longer than the timeout. Nothing of this is visible, so all of it can run again.
                if (e is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY } && attempt < CoreDatabase.AttemptsMax) continue;
                foreach (var write in together) write.Fail(e);
                return;
            }
        }
        foreach (var write in together) write.Finish();
        database.Durable(together.Any(w => w.WroteEvents));
    }

    private async Task RunOneAsync(SqliteWrite write)
    {
        if (write.IsCancelled) return;
        savepoint.ExecuteNonQuery();
        var tx = new CoreTransaction(connection, null, prepared, database.Dialect, database.Clock.GetUtcNow(), CancellationToken.None);
        if (!await write.RunAsync(tx)) undo.ExecuteNonQuery();
        release.ExecuteNonQuery();
    }

    private void RollBack()
    {
        // Some errors end the transaction themselves.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0) rollback.ExecuteNonQuery();
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }
}

/// <summary>A use case that waits for the writer.</summary>
internal abstract class SqliteWrite
{
    public abstract bool IsCancelled { get; }

    /// <summary>True once it has put events into the outbox.</summary>
    public bool WroteEvents { get; protected set; }

    /// <summary>False when its changes are to be undone.</summary>
    public abstract Task<bool> RunAsync(CoreTransaction tx);

    /// <summary>What it wrote is durable: answer.</summary>
    public abstract void Finish();

    public abstract void Fail(Exception e);
}

internal sealed class SqliteWrite<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct) : SqliteWrite
{
    private readonly TaskCompletionSource<Outcome<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CoreTransaction? tx;
    private Outcome<T> outcome;
    private Exception? error;

    public Task<Outcome<T>> Answer => answer.Task;

    public override bool IsCancelled => ct.IsCancellationRequested;

    public override async Task<bool> RunAsync(CoreTransaction tx)
    {
        (this.tx, error) = (tx, null);
        try
        {
            outcome = await useCase(tx);
            if (outcome.IsKept) await tx.WriteEventsAsync();
            WroteEvents = outcome.IsKept && tx.Events.Count > 0;
            return outcome.IsKept;
        }
        catch (Exception e) when (e is not SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_BUSY })
        {
            // Its own fault: the others in the transaction go on.
            (error, WroteEvents) = (e, false);
            return false;
        }
    }

    public override void Finish()
    {
        if (error is not null) answer.TrySetException(error);
        else if (tx is null) answer.TrySetCanceled(ct);
        else
        {
            if (outcome.IsKept) tx.Committed();
            answer.TrySetResult(outcome);
        }
    }

    public override void Fail(Exception e) => answer.TrySetException(e);
}
