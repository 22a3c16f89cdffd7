using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace RailLife.Store;

/// <summary>A lease that holds across machines: an advisory lock of the PostgreSQL that they share. It ends with its connection, however the process ends.</summary>
public sealed class PostgresLease : IAsyncDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    private readonly System.Data.Common.DbConnection connection;

    private PostgresLease(System.Data.Common.DbConnection connection) => this.connection = connection;

    /// <summary>Waits until the lease is free.</summary>
    /// <param name="waiting">Told once, when it has to wait.</param>
    public static async Task<PostgresLease> TakeAsync(CoreDatabase database, string name, Action waiting, CancellationToken ct)
    {
        var key = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"raillife-lease\0{name}")));
        var connection = await database.OpenAsync(ct);
        try
        {
            for (var told = false; !await connection.ExecuteScalarAsync<bool>("select pg_try_advisory_lock(@key)", new { key }); told = true)
            {
                if (!told) waiting();
                await Task.Delay(RetryEvery, ct);
            }
            return new PostgresLease(connection);
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
            return await connection.ExecuteScalarAsync<long>(new CommandDefinition("select 1", cancellationToken: ct)) == 1;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }

    // Closing gives the connection back to its pool with the lock on it: unlock first.
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.ExecuteAsync("select pg_advisory_unlock_all()");
        }
        catch (System.Data.Common.DbException)
        {
            // The connection is gone and the lock with it.
        }
        await connection.DisposeAsync();
    }
}
