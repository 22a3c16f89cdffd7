using System.Runtime.CompilerServices;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>The chunk that an <see cref="IRowSource"/> fills: taken column by column, void after the call.</summary>
public readonly unsafe ref struct RowChunk
{
    private readonly nint _chunk;
    private readonly ReadOnlySpan<DuckDbType> _types;

    internal RowChunk(nint chunk, ReadOnlySpan<DuckDbType> types, int capacity)
    {
        (_chunk, Capacity) = (chunk, capacity);
        _types = types;
    }

    /// <summary>Rows that fit.</summary>
    public int Capacity { get; }

    /// <summary>A column to write to.</summary>
    /// <exception cref="InvalidOperationException">The source declared another type.</exception>
    public RowColumn Column(int index, DuckDbType type) => _types[index] == type
        ? new RowColumn(NativeMethods.duckdb_data_chunk_get_vector(_chunk, (ulong)index), type, Capacity)
        : throw new InvalidOperationException($"column {index} was declared {_types[index]}, not {type}");
}

/// <summary>One column of a <see cref="RowChunk"/>. Every row is given a value or null once.</summary>
public unsafe ref struct RowColumn
{
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly int _capacity;
    private readonly int _width;
    private ulong* _valid;

    internal RowColumn(nint vector, DuckDbType type, int capacity)
    {
        _vector = vector;
        _data = (byte*)NativeMethods.duckdb_vector_get_data(vector);
        _capacity = capacity;
        _width = WidthOf(type);
    }

    /// <summary>For integer and date.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Set(int row, int value)
    {
        Check(row, sizeof(int));
        ((int*)_data)[row] = value;
    }

    /// <summary>For bigint, and for instants in microseconds since 1970 UTC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Set(int row, long value)
    {
        Check(row, sizeof(long));
        ((long*)_data)[row] = value;
    }

    /// <summary>A text that lies in a block and is valid UTF-8. It is not copied: the block stays as it is until the query has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void SetText(int row, PinnedBytes block, int start, int length)
    {
        Check(row, sizeof(NativeString));
        if ((uint)start > (uint)block.Length || (uint)length > (uint)(block.Length - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, "the text lies beyond its block");
        }

        unchecked
        {
            var text = (NativeString*)_data + row;
            var bytes = block.Pointer + start;
            if (length <= NativeString.InlineBytes)
            {
                // Twelve bytes are read, and those beyond the text cut off: DuckDB compares short texts by all their bytes.
                var low = *(ulong*)bytes;
                var high = *(uint*)(bytes + 8);
                var lowBits = Math.Min(length, 8) * 8;
                var highBits = Math.Max(length - 8, 0) * 8;
                text->Length = (uint)length;
                *(ulong*)text->Inline = lowBits == 64 ? low : low & ((1UL << lowBits) - 1);
                *(uint*)(text->Inline + 8) = highBits == 32 ? high : high & ((1U << highBits) - 1);
            }
            else
            {
                text->Length = (uint)length;
                text->Prefix = *(uint*)bytes;
                text->Pointer = bytes;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetNull(int row)
    {
        Check(row, _width);
        if (_valid == null)
        {
            NativeMethods.duckdb_vector_ensure_validity_writable(_vector);
            _valid = NativeMethods.duckdb_vector_get_validity(_vector);
        }

        _valid[row >> 6] &= ~(1UL << (row & 63));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Check(int row, int width)
    {
        if ((uint)row >= (uint)_capacity || width != _width)
        {
            Throw(row, width);
        }
    }

    private readonly void Throw(int row, int width) => throw ((uint)row >= (uint)_capacity
        ? new ArgumentOutOfRangeException(nameof(row), row, $"a chunk has rows 0 to {_capacity - 1}")
        : new InvalidOperationException($"a value of {width} bytes was set in a column of {_width}; use the Set of the column's type"));

    internal static int WidthOf(DuckDbType type) => type switch
    {
        DuckDbType.Integer or DuckDbType.Date => sizeof(int),
        DuckDbType.BigInt or DuckDbType.TimestampTz or DuckDbType.Timestamp => sizeof(long),
        DuckDbType.Varchar => sizeof(NativeString),
        _ => throw new NotSupportedException($"a row source gives integer, bigint, instants, dates and text, not {type}"),
    };
}
