using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Store;

/// <summary>A lease that holds across machines: an advisory lock of the PostgreSQL that they share. It ends with its connection, however that ends.</summary>
/// <remarks>
/// The lock is looked at every half second; whoever holds it hears within <see cref="HeardWithin"/> that it is lost. Who takes it after somebody that did
/// not give it back and may still be at work waits <see cref="Quiet"/> first: so the two never work at once.
/// </remarks>
public sealed class PostgresLease : IAsyncDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>A loss is heard of at the latest so long after it.</summary>
    public static readonly TimeSpan HeardWithin = LookEvery + AnswerWithin;

    /// <summary>What the former holder gets to hear of its loss and to stop.</summary>
    public static readonly TimeSpan Quiet = 2 * HeardWithin;

    private readonly CoreDatabase database;
    private readonly DbConnection connection;
    private readonly string name;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource given = new();
    private readonly Task watching;

    private PostgresLease(CoreDatabase database, DbConnection connection, string name)
    {
        (this.database, this.connection, this.name) = (database, connection, name);
        Lost = lost.Token;
        watching = WatchAsync();
    }

    /// <summary>Cancelled once the connection, and with it the lease, is lost: stop at once, another one takes it.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Waits until the lease is free and its former holder is at rest.</summary>
    /// <param name="waiting">Told who has it, once, when it has to wait; null when nobody said so.</param>
    public static async Task<PostgresLease> TakeAsync(CoreDatabase database, string name, LeaseTaker taker, Action<LeaseTaker?> waiting, CancellationToken ct)
    {
        var key = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"raillife-lease\0{name}")));
        var connection = await database.OpenAsync(ct);
        try
        {
            var tx = database.On(connection, ct);
            // The server keeps the lock of a machine that fell off the network until it notices: not after hours.
            await tx.ExecuteAsync("set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3");
            for (var told = false; !await tx.GetAsync<bool>("select pg_try_advisory_lock(@key)", new { key }); told = true)
            {
                if (!told) waiting(await HolderAsync(tx, name));
                await Task.Delay(RetryEvery, ct);
            }
            if (await HolderAsync(tx, name) is { } former && former != taker && !former.IsGone) await Task.Delay(Quiet, ct);
            await tx.ExecuteAsync("insert into lease (name, holder, taken_at) values (@name, @Holder, @Now) on conflict (name) do update set holder = excluded.holder, taken_at = excluded.taken_at",
                new { name, Holder = taker.ToText(), Now = tx.NowMicros });
            return new PostgresLease(database, connection, name);
        }
        catch
        {
            await LeaveAsync(database, connection, given: null);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await given.CancelAsync();
        await watching;
        await LeaveAsync(database, connection, Lost.IsCancellationRequested ? null : name);
        given.Dispose();
        lost.Dispose();
    }

    // Closing gives the connection back to its pool with the lock on it: unlock first.
    private static async Task LeaveAsync(CoreDatabase database, DbConnection connection, string? given)
    {
        try
        {
            var tx = database.On(connection, CancellationToken.None);
            if (given is not null) await tx.ExecuteAsync("update lease set holder = null where name = @given", new { given });
            await tx.ExecuteAsync("select pg_advisory_unlock_all()");
        }
        catch (Exception e) when (IsGone(e))
        {
            // The connection is gone and the lock with it.
        }
        await connection.DisposeAsync();
    }

    // The connection serves one call at a time: it is nobody's but the watch's until the watch ends.
    private async Task WatchAsync()
    {
        do await Task.WhenAny(Task.Delay(LookEvery, given.Token));
        while (!given.IsCancellationRequested && await IsHeldAsync());
        if (!given.IsCancellationRequested) await lost.CancelAsync();
    }

    private async Task<bool> IsHeldAsync()
    {
        using var patience = new CancellationTokenSource(AnswerWithin);
        var answer = database.On(connection, patience.Token).GetAsync<int>("select 1");
        try
        {
            return await answer.WaitAsync(AnswerWithin) == 1;
        }
        catch (Exception e) when (IsGone(e))
        {
            return false;
        }
    }

    // A holder that has been given back is null: nobody is at work under the lease.
    private static async Task<LeaseTaker?> HolderAsync(CoreTransaction tx, string name) =>
        await tx.FindAsync<string>("select holder from lease where name = @name", new { name }) is { } holder ? LeaseTaker.Parse(holder) : null;

    private static bool IsGone(Exception e) => e is DbException or IOException or TimeoutException or OperationCanceledException or InvalidOperationException;
}
