using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>An instance of DuckDB within this process. Thread-safe; a thread takes a connection of its own.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;
    private volatile bool _disposed;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>Version of the library, such as v1.5.6. Loads it.</summary>
    public static unsafe string LibraryVersion => NativeMethods.Text(NativeMethods.duckdb_library_version());

    /// <summary>Opens an instance; its time zone is UTC and it never loads extensions from outside.</summary>
    /// <exception cref="DuckDbException">A setting or its value is unknown, or the file cannot be opened.</exception>
    public static DuckDbDatabase Open(DuckDbOptions? options = null)
    {
        options ??= new DuckDbOptions();
        if (options.TempDirectory is { } temp && Path.GetDirectoryName(Path.GetFullPath(temp)) is { } parent)
        {
            // DuckDB makes the folder itself when it first spills, but not those above it: a full batch would fail then.
            Directory.CreateDirectory(parent);
        }

        var database = new DuckDbDatabase(OpenHandle(options));
        try
        {
            using var connection = database.Connect();
            connection.Execute("set global TimeZone = 'UTC'");
            if (options.LockSettings)
            {
                connection.Execute("set lock_configuration = true");
            }
        }
        catch
        {
            database.Dispose();
            throw;
        }

        return database;
    }

    /// <summary>A new connection, used by one thread at a time.</summary>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public DuckDbConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new DuckDbConnection(new ConnectionHandle(_handle));
    }

    /// <summary>Connections still open stay usable; the instance ends with the last of them.</summary>
    public void Dispose()
    {
        _disposed = true;
        _handle.Dispose();
    }

    private static unsafe DatabaseHandle OpenHandle(DuckDbOptions options)
    {
        if (NativeMethods.duckdb_create_config(out var config) != 0)
        {
            throw new DuckDbException(DuckDbErrorKind.OutOfMemory, "DuckDB could not create its configuration");
        }

        try
        {
            foreach (var (name, value) in options.Config())
            {
                if (NativeMethods.duckdb_set_config(config, name, value) != 0)
                {
                    throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"DuckDB refuses the setting {name} = '{value}'; see duckdb_settings() for names and values");
                }
            }

            return NativeMethods.duckdb_open_ext(options.Path, out var native, config, out var error) == 0
                ? new DatabaseHandle(native)
                : throw DuckDbException.FromMessage(NativeMethods.TakeText(error));
        }
        finally
        {
            NativeMethods.duckdb_destroy_config(ref config);
        }
    }
}
