using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace RailLife.Store;

/// <summary>A lease that holds across machines: an advisory lock of the PostgreSQL that they share. It ends with its connection, however the process ends.</summary>
public sealed class PostgresLease : IAsyncDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    private readonly CoreDatabase database;
    private readonly DbConnection connection;

    private PostgresLease(CoreDatabase database, DbConnection connection) => (this.database, this.connection) = (database, connection);

    /// <summary>Waits until the lease is free.</summary>
    /// <param name="waiting">Told once, when it has to wait.</param>
    public static async Task<PostgresLease> TakeAsync(CoreDatabase database, string name, Action waiting, CancellationToken ct)
    {
        var key = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"raillife-lease\0{name}")));
        var connection = await database.OpenAsync(ct);
        try
        {
            for (var told = false; !await database.On(connection, ct).GetAsync<bool>("select pg_try_advisory_lock(@key)", new { key }); told = true)
            {
                if (!told) waiting();
                await Task.Delay(RetryEvery, ct);
            }
            return new PostgresLease(database, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>False once the connection, and with it the lease, is lost.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken ct)
    {
        try
        {
            return await database.On(connection, ct).GetAsync<int>("select 1") == 1;
        }
        catch (DbException)
        {
            return false;
        }
    }

    // Closing gives the connection back to its pool with the lock on it: unlock first.
    public async ValueTask DisposeAsync()
    {
        try
        {
            await database.On(connection, CancellationToken.None).ExecuteAsync("select pg_advisory_unlock_all()");
        }
        catch (DbException)
        {
            // The connection is gone and the lock with it.
        }
        await connection.DisposeAsync();
    }
}
