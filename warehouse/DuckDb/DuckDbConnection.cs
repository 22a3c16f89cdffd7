using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>A connection, open from birth until disposed; one thread at a time, except <see cref="Interrupt"/>.</summary>
public sealed partial class DuckDbConnection : DbConnection
{
    private readonly ConnectionHandle _handle;
    private QueryResult? _stream;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("a connection comes from DuckDbDatabase.Connect(); it has no connection string");
    }

    public override string Database => Scalar<string>("select current_database()");

    public override string DataSource => "DuckDB";

    public override string ServerVersion => DuckDbDatabase.LibraryVersion;

    public override ConnectionState State => _handle.IsClosed ? ConnectionState.Closed : ConnectionState.Open;

    /// <summary>Stops what runs on this connection, from any thread; its caller gets <see cref="DuckDbErrorKind.Interrupted"/>.</summary>
    public void Interrupt() => _handle.Interrupt();

    public override void Open() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);

    public override void Close() => _handle.Dispose();

    public override void ChangeDatabase(string databaseName) => Execute($"use {DuckSql.Identifier(databaseName)}");

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new DuckDbTransaction(this);

    protected override DbCommand CreateDbCommand() => new DuckDbCommand { Connection = this };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream?.Dispose();
            _handle.Dispose();
        }

        base.Dispose(disposing);
    }

    internal nint Native
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return _handle.DangerousGetHandle();
        }
    }

    internal void Closed(QueryResult result)
    {
        if (ReferenceEquals(_stream, result))
        {
            _stream = null;
        }
    }
}
