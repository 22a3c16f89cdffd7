using SQLitePCL;

namespace RailLife.EventLog.Embedded;

/// <summary>One SQLite connection for hot paths: prepared statements over the C API, spans instead of arrays. One thread at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    readonly sqlite3 db;
    readonly List<SqliteStatement> statements = [];

    static SqliteFile() => Batteries_V2.Init();

    SqliteFile(string path, sqlite3 db)
    {
        Path = path;
        this.db = db;
    }

    public string Path { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(db) == 0;

    /// <summary>Opens a file; a missing one is an error unless <paramref name="create"/>.</summary>
    public static SqliteFile Open(string path, int busyTimeoutMs, bool create = false)
    {
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        var code = raw.sqlite3_open_v2(path, out var db, flags, null);
        if (code != raw.SQLITE_OK)
        {
            var error = new SqliteFailure(path, code, raw.sqlite3_errstr(code).utf8_to_string());
            db?.Dispose();
            throw error;
        }
        raw.sqlite3_extended_result_codes(db, 1);
        raw.sqlite3_busy_timeout(db, busyTimeoutMs);   // before any other statement: WAL set-up itself can meet a lock
        return new SqliteFile(path, db);
    }

    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(db, sql);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var stmt);
        if (code != raw.SQLITE_OK)
            throw Failure(code);
        var statement = new SqliteStatement(this, stmt);
        statements.Add(statement);
        return statement;
    }

    /// <summary>Ends the transaction if one is still open; SQLite itself may have ended it after an error.</summary>
    public void RollBack()
    {
        if (InTransaction)
            raw.sqlite3_exec(db, "rollback");
    }

    internal SqliteFailure Failure(int code) => new(Path, code, raw.sqlite3_errmsg(db).utf8_to_string());

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        db.Dispose();
    }
}

/// <summary>A prepared statement; parameters and columns count from 1 and 0 as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt stmt) : IDisposable
{
    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(stmt, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        Check(raw.sqlite3_bind_text(stmt, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(stmt, parameter, value));
        return this;
    }

    /// <summary>True when a row is there, false at the end (the statement is then ready to run again).</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(stmt);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(stmt);
            return false;
        }
        var failure = file.Failure(code);
        raw.sqlite3_reset(stmt);
        throw failure;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>Leaves the rows that are still to come; ends the read transaction that held them.</summary>
    public void Reset() => raw.sqlite3_reset(stmt);

    public long Int64(int column) => raw.sqlite3_column_int64(stmt, column);

    public string Text(int column) => raw.sqlite3_column_text(stmt, column).utf8_to_string();

    /// <summary>SQLite's own memory: valid until the next Step or Reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(stmt, column);

    public void Dispose() => stmt.Dispose();

    void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw file.Failure(code);
    }
}

/// <summary>An SQLite error with its extended code.</summary>
internal sealed class SqliteFailure(string path, int code, string message) : IOException($"{path}: {message} (SQLite {code})")
{
    const int RoomWanted = 256 * 1024;

    public int Code { get; } = code;

    /// <summary>No room on the disk: wait and try again.</summary>
    /// <remarks>A full disk also shows as a failed WAL, shared-memory or journal file, so for those the free space decides.</remarks>
    public bool IsDiskFull => (Code & 0xff) switch
    {
        raw.SQLITE_FULL => true,
        raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN => new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace < RoomWanted,
        _ => false,
    };

    /// <summary>Another process kept the lock for longer than the busy timeout: try again.</summary>
    public bool IsBusy => (Code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>SQLite found its own pages broken.</summary>
    public bool IsDamaged => (Code & 0xff) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>The file cannot be opened, mostly as it was deleted meanwhile.</summary>
    public bool IsMissing => (Code & 0xff) == raw.SQLITE_CANTOPEN;
}
