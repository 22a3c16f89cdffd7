using System.Runtime.InteropServices;

namespace RailLife.DuckDb.Interop;

/// <summary>An open instance. Connections hold a reference, so it closes after the last of them whatever the order of disposing.</summary>
internal sealed class DatabaseHandle : SafeHandle
{
    public DatabaseHandle(nint native) : base(0, ownsHandle: true) => SetHandle(native);

    public override bool IsInvalid => handle == 0;

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
