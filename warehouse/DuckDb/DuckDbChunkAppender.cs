using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>Writes rows to a table through DuckDB's own vectors: set columns in any order, then <see cref="NextRow"/>. A column not set is null.</summary>
/// <remarks>One thread at a time. A chunk of 2,048 rows goes to DuckDB by itself; <see cref="Flush"/> or disposing hands over the rest.
/// After an error the appender is broken and disposing it drops what was not flushed.</remarks>
public sealed unsafe partial class DuckDbChunkAppender : IDisposable
{
    // Kept so that a forgotten connection is not collected, and closed, under its appender.
    private readonly DuckDbConnection _connection;
    private readonly DuckDbColumnType[] _types;
    private readonly DuckDbType[] _ids;
    private readonly int _capacity;
    private readonly int _wordsPerColumn;
    private readonly TextArena _text = new();
    private nint _appender;
    private nint _chunk;
    private byte** _data;
    private ulong* _valid;
    private int _row;
    private bool _broken;

    internal DuckDbChunkAppender(DuckDbConnection connection, string? schema, string table)
    {
        _connection = connection;
        if (NativeMethods.duckdb_appender_create_ext(connection.Native, null, schema, table, out _appender) != 0)
        {
            var error = Error();
            NativeMethods.duckdb_appender_destroy(ref _appender);
            throw error;
        }

        var columns = checked((int)NativeMethods.duckdb_appender_column_count(_appender));
        var natives = stackalloc nint[columns];
        _types = new DuckDbColumnType[columns];
        _ids = new DuckDbType[columns];
        for (var i = 0; i < columns; i++)
        {
            natives[i] = NativeMethods.duckdb_appender_column_type(_appender, (ulong)i);
        }

        _chunk = NativeMethods.duckdb_create_data_chunk(natives, (ulong)columns);
        for (var i = 0; i < columns; i++)
        {
            _types[i] = DuckDbColumnType.Take(natives[i]);
            _ids[i] = _types[i].Id;
        }

        _capacity = checked((int)NativeMethods.duckdb_vector_size());
        _wordsPerColumn = (_capacity + 63) / 64;
        _data = (byte**)NativeMemory.AllocZeroed((nuint)columns, (nuint)sizeof(byte*));
        _valid = (ulong*)NativeMemory.AllocZeroed((nuint)(columns * _wordsPerColumn), sizeof(ulong));
        BeginChunk();
    }

    public IReadOnlyList<DuckDbColumnType> ColumnTypes => _types;

    /// <summary>Rows finished since opening.</summary>
    public long RowCount { get; private set; }

    /// <summary>Finishes the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NextRow()
    {
        RowCount++;
        if (++_row == _capacity)
        {
            SendChunk();
        }
    }

    /// <summary>Makes all finished rows part of the table.</summary>
    /// <exception cref="DuckDbException">A constraint failed, memory ran out, or a value was refused; none of the unflushed rows are in the table.</exception>
    public void Flush()
    {
        SendChunk();
        if (NativeMethods.duckdb_appender_flush(_appender) != 0)
        {
            throw Broken();
        }
    }

    public void Dispose()
    {
        if (_appender == 0)
        {
            return;
        }

        try
        {
            if (!_broken)
            {
                Flush();
            }
        }
        finally
        {
            // Destroying would flush once more: what a broken appender holds is dropped first.
            _ = NativeMethods.duckdb_appender_clear(_appender);
            NativeMethods.duckdb_appender_destroy(ref _appender);
            NativeMethods.duckdb_destroy_data_chunk(ref _chunk);
            NativeMemory.Free(_data);
            NativeMemory.Free(_valid);
            _data = null;
            _valid = null;
            _text.Dispose();
        }
    }

    private void SendChunk()
    {
        ObjectDisposedException.ThrowIf(_appender == 0, this);
        if (_broken)
        {
            throw new InvalidOperationException("this appender failed before; open a new one");
        }

        if (_row == 0)
        {
            return;
        }

        NativeMethods.duckdb_data_chunk_set_size(_chunk, (ulong)_row);
        for (var column = 0; column < _types.Length; column++)
        {
            SendValidity(column);
        }

        if (NativeMethods.duckdb_append_data_chunk(_appender, _chunk) != 0)
        {
            throw Broken();
        }

        NativeMethods.duckdb_data_chunk_reset(_chunk);
        _text.Reset();
        BeginChunk();
    }

    /// <summary>Columns without a null go without a mask, which is DuckDB's quick path.</summary>
    private void SendValidity(int column)
    {
        var mine = new ReadOnlySpan<ulong>(_valid + (column * _wordsPerColumn), _wordsPerColumn);
        var full = _row / 64;
        var rest = _row % 64 == 0 ? 0UL : ~0UL >> (64 - (_row % 64));
        if (!mine[..full].ContainsAnyExcept(~0UL) && (rest == 0 || (mine[full] & rest) == rest))
        {
            return;
        }

        var vector = NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)column);
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        mine.CopyTo(new Span<ulong>(NativeMethods.duckdb_vector_get_validity(vector), _wordsPerColumn));
    }

    private void BeginChunk()
    {
        for (var i = 0; i < _types.Length; i++)
        {
            _data[i] = (byte*)NativeMethods.duckdb_vector_get_data(NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)i));
        }

        new Span<ulong>(_valid, _types.Length * _wordsPerColumn).Clear();
        _row = 0;
    }

    private DuckDbException Broken()
    {
        _broken = true;
        return Error();
    }

    private DuckDbException Error()
    {
        var error = NativeMethods.duckdb_appender_error_data(_appender);
        var exception = DuckDbException.FromNumber(NativeMethods.duckdb_error_data_error_type(error), NativeMethods.Text(NativeMethods.duckdb_error_data_message(error)));
        NativeMethods.duckdb_destroy_error_data(ref error);
        return exception;
    }
}
