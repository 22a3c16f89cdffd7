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

    private readonly bool isRedoable;

    /// <param name="isRedoable">
    /// True for what can be made again from nothing, such as a simulated history: no commit waits for the disk, and a failing machine may leave the file broken.
    /// It is durable once <see cref="FinishAsync"/> has returned.
    /// </param>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    public SqliteDatabase(string path, TimeProvider clock, bool isRedoable = false)
        : base(clock)
    {
        (this.path, this.isRedoable) = (path, isRedoable);
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

    /// <summary>Closes the database and brings all of it to the disk.</summary>
    public async Task FinishAsync()
    {
        await DisposeAsync();   // the last connection takes the write-ahead log into the file
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
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
        setUp.CommandText = $"pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = {(isRedoable ? "off" : "full")}; pragma foreign_keys = on; pragma cache_size = -32000; pragma wal_autocheckpoint = 4000;";
        setUp.ExecuteNonQuery();
        return connection;
    }
}
