using System.Collections.Concurrent;
using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RailLife.Store;

/// <summary>The embedded database: one file in WAL mode, durable at every commit (synchronous FULL).</summary>
/// <remarks>
/// One writer runs the use cases one after the other, each in a savepoint of a transaction that all which wait at that moment share: one
/// fsync makes all of them durable, and none is answered before. Several processes may write; SQLite then lets one in at a time.
/// </remarks>
public sealed class SqliteDatabase : CoreDatabase
{
    private readonly string path;
    private readonly ConcurrentBag<SqliteReader> readers = [];
    private readonly Channel<SqliteWrite> waiting = Channel.CreateBounded<SqliteWrite>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly SqliteWriter writer;
    private readonly Task writing;

    static SqliteDatabase() => Batteries_V2.Init();

    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public SqliteDatabase(string path, TimeProvider clock)
        : base(clock)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        writer = new SqliteWriter(Connect(), this);
        writing = Task.Run(() => writer.RunAsync(waiting.Reader));
    }

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public override async Task<Outcome<T>> WriteAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct)
    {
        var write = new SqliteWrite<T>(useCase, ct);
        await waiting.Writer.WriteAsync(write, ct);
        return await write.Answer;
    }

    public override async Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query, CancellationToken ct)
    {
        var reader = readers.TryTake(out var idle) ? idle : new SqliteReader(Connect());
        try
        {
            return await reader.ReadAsync(query, Dialect, Clock.GetUtcNow(), ct);
        }
        finally
        {
            readers.Add(reader);
        }
    }

    public override Task<DbConnection> OpenAsync(CancellationToken ct) => Task.FromResult<DbConnection>(Connect());

    public override async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        writer.Dispose();
        foreach (var reader in readers) reader.Dispose();
    }

    internal void Durable(bool wroteEvents)
    {
        if (wroteEvents) TellOutboxWritten();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using var setUp = connection.CreateCommand();
        // busy_timeout before journal_mode: switching to WAL itself can meet a lock.
        setUp.CommandText = "pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -32000; pragma wal_autocheckpoint = 4000;";
        setUp.ExecuteNonQuery();
        return connection;
    }
}
