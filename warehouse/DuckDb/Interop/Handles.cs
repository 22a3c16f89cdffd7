using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>An open instance. Connections hold a reference, so it closes after the last of them whatever the order of disposing.</summary>
internal sealed class DatabaseHandle : SafeHandle
{
    private readonly Lock _lock = new();
    private bool _prepared;

    public DatabaseHandle(nint native) : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

    /// <summary>Does what is to be done once per instance, by one of its connections.</summary>
    public void Prepare(Action<nint> once, nint connection)
    {
        lock (_lock)
        {
            if (!_prepared)
            {
                once(connection);
                _prepared = true;
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_close(ref handle);
        return true;
    }
}

/// <summary>A connection; interrupting from another thread holds a reference, so it never meets a freed one.</summary>
internal sealed class ConnectionHandle : SafeHandle
{
    private readonly DatabaseHandle _database;

    public ConnectionHandle(DatabaseHandle database) : base(0, ownsHandle: true)
    {
        var added = false;
        database.DangerousAddRef(ref added);
        _database = database;
        if (NativeMethods.duckdb_connect(database.DangerousGetHandle(), out var native) != 0)
        {
            database.DangerousRelease();
            SetHandleAsInvalid();
            throw new DuckDbException(DuckDbErrorKind.Other, "the DuckDB instance gave no connection");
        }

        SetHandle(native);
    }

    public override bool IsInvalid => handle == 0;

    public DatabaseHandle Database => _database;

    public void Interrupt()
    {
        var added = false;
        try
        {
            DangerousAddRef(ref added);
            NativeMethods.duckdb_interrupt(handle);
        }
        catch (ObjectDisposedException)
        {
            // Nothing runs on a closed connection, so there is nothing to stop.
        }
        finally
        {
            if (added)
            {
                DangerousRelease();
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.duckdb_disconnect(ref handle);
        _database.DangerousRelease();
        return true;
    }
}
