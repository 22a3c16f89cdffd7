using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>Streams an answer chunk by chunk; nothing is copied or boxed until asked for.</summary>
/// <example><code>while (reader.Next()) { var ids = reader.Vector(0).Values&lt;long&gt;(); ... }</code></example>
public sealed class DuckDbChunkReader : IDisposable
{
    private readonly QueryResult _result;
    private nint _chunk;

    internal DuckDbChunkReader(QueryResult result) => _result = result;

    public IReadOnlyList<DuckDbColumn> Columns => _result.Columns;

    /// <summary>Rows of the current chunk, 1 to 2,048; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>Goes to the next chunk; false at the end, where the connection is free again.</summary>
    /// <exception cref="DuckDbException">The query failed while it ran, was interrupted, or ran out of time.</exception>
    public bool Next()
    {
        FreeChunk();
        try
        {
            while ((_chunk = _result.Fetch()) != 0)
            {
                RowCount = checked((int)NativeMethods.duckdb_data_chunk_get_size(_chunk));
                if (RowCount > 0)
                {
                    return true;
                }

                FreeChunk();
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        _ = Columns;
        _result.Dispose();
        return false;
    }

    /// <summary>A column of the current chunk, valid until the next one.</summary>
    public DuckDbVector Vector(int column)
    {
        if (_chunk == 0)
        {
            throw new InvalidOperationException("there is no chunk; call Next() first and while it gives true");
        }

        var type = Columns[column].Type;
        return new DuckDbVector(NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)column), type, RowCount);
    }

    public void Dispose()
    {
        FreeChunk();
        _result.Dispose();
    }

    private void FreeChunk()
    {
        RowCount = 0;
        if (_chunk != 0)
        {
            NativeMethods.duckdb_destroy_data_chunk(ref _chunk);
        }
    }
}
