using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>A native result: columns, then chunks. Belongs to the connection's thread.</summary>
internal sealed unsafe class QueryResult : IDisposable
{
    private readonly DuckDbConnection _connection;
    private readonly NativeResult _result;
    private DuckDbColumn[]? _columns;
    private bool _disposed;

    private QueryResult(DuckDbConnection connection, NativeResult result)
    {
        _connection = connection;
        _result = result;
    }

    /// <summary>Rows that the statements changed, together with those before them in the same text.</summary>
    public long RowsChanged { get; private set; }

    public bool IsStreaming { get; private init; }

    public DuckDbColumn[] Columns => _columns ??= ReadColumns();

    /// <summary>Runs a bound statement.</summary>
    public static QueryResult Execute(DuckDbConnection connection, nint prepared, bool streaming, long changedBefore)
    {
        NativeResult native;
        var state = streaming
            ? NativeMethods.duckdb_execute_prepared_streaming(prepared, &native)
            : NativeMethods.duckdb_execute_prepared(prepared, &native);
        if (state != 0)
        {
            var message = NativeMethods.Text(NativeMethods.duckdb_result_error(&native));
            NativeMethods.duckdb_destroy_result(&native);
            throw connection.Translate(DuckDbException.FromMessage(message));
        }

        return new QueryResult(connection, native)
        {
            IsStreaming = streaming,
            RowsChanged = changedBefore + (streaming ? 0 : (long)NativeMethods.duckdb_rows_changed(&native)),
        };
    }

    /// <summary>The next chunk, which the caller destroys; 0 at the end.</summary>
    public nint Fetch()
    {
        if (_disposed)
        {
            return 0;
        }

        var chunk = NativeMethods.duckdb_fetch_chunk(_result);
        if (chunk == 0)
        {
            ThrowIfFailed();
        }

        return chunk;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        fixed (NativeResult* r = &_result)
        {
            NativeMethods.duckdb_destroy_result(r);
        }

        _connection.Closed(this);
    }

    /// <summary>A stream ends with null on success and on failure alike; only the error text tells them apart.</summary>
    private void ThrowIfFailed()
    {
        fixed (NativeResult* r = &_result)
        {
            var message = NativeMethods.Text(NativeMethods.duckdb_result_error(r));
            if (message.Length > 0)
            {
                throw _connection.Translate(DuckDbException.FromMessage(message));
            }
        }
    }

    private DuckDbColumn[] ReadColumns()
    {
        fixed (NativeResult* r = &_result)
        {
            var columns = new DuckDbColumn[NativeMethods.duckdb_column_count(r)];
            for (var i = 0; i < columns.Length; i++)
            {
                columns[i] = new DuckDbColumn(
                    NativeMethods.Text(NativeMethods.duckdb_column_name(r, (ulong)i)),
                    DuckDbColumnType.Take(NativeMethods.duckdb_column_logical_type(r, (ulong)i)));
            }

            return columns;
        }
    }
}
