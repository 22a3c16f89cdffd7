using System.Runtime.CompilerServices;
using System.Text;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

/// <summary>A column of one chunk, in DuckDB's own memory.</summary>
/// <remarks>Valid until the reader's next <see cref="DuckDbChunkReader.Next"/> or its disposal, as are all spans taken from it.</remarks>
public readonly unsafe struct DuckDbVector
{
    private readonly nint _vector;
    private readonly byte* _data;
    private readonly ulong* _validity;

    internal DuckDbVector(nint vector, DuckDbColumnType type, int count)
    {
        _vector = vector;
        Type = type;
        Count = count;
        // Structs and arrays keep nothing in a vector of their own.
        _data = type.ElementBytes == 0 ? null : (byte*)NativeMethods.duckdb_vector_get_data(vector);
        _validity = NativeMethods.duckdb_vector_get_validity(vector);
    }

    public DuckDbColumnType Type { get; }

    /// <summary>Rows of a column; elements of all rows for the child of a list.</summary>
    public int Count { get; }

    /// <summary>True when no row can be null: the inner loop needs no question per row.</summary>
    public bool NeverNull => _validity == null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        Check(row);
        return _validity != null && (_validity[row >> 6] >> (row & 63) & 1) == 0;
    }

    /// <summary>The fixed-width values as they lie: T is the physical type (date = int days, timestamp = long micros, decimal by its width). Rows that are null hold rubbish.</summary>
    /// <exception cref="InvalidOperationException">The column's values have another width, or none.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        if (sizeof(T) != Type.ElementBytes || _data == null)
        {
            throw new InvalidOperationException($"a column of type {Type} holds values of {Type.ElementBytes} bytes, not {typeof(T).Name}");
        }

        return new ReadOnlySpan<T>(_data, Count);
    }

    /// <summary>Bytes of a varchar (UTF-8), blob or bit string; rubbish-free only where the row is not null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Utf8(int row)
    {
        Check(row);
        if (Type.Id is not (DuckDbType.Varchar or DuckDbType.Blob or DuckDbType.Bit or DuckDbType.BigNum))
        {
            ThrowNotText();
        }

        return IsNull(row) ? default : NativeString.Bytes((NativeString*)_data + row);
    }

    /// <summary>Text of a varchar; null where the row is null.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Utf8(row));

    /// <summary>Where the elements of a list, map or array row lie within <see cref="Child"/>.</summary>
    public (int Offset, int Length) Elements(int row)
    {
        Check(row);
        if (Type.Id == DuckDbType.Array)
        {
            return (row * Type.ArrayLength, Type.ArrayLength);
        }

        if (Type.Id is not (DuckDbType.List or DuckDbType.Map))
        {
            throw new InvalidOperationException($"a column of type {Type} has no elements");
        }

        var entry = ((NativeListEntry*)_data)[row];
        return (checked((int)entry.Offset), checked((int)entry.Length));
    }

    /// <summary>Elements of a list or array; a map's child is a struct of key and value, see <see cref="Field"/>.</summary>
    public DuckDbVector Child() => Type.Id switch
    {
        DuckDbType.List => new(NativeMethods.duckdb_list_vector_get_child(_vector), Type.Fields[0].Type, ListSize()),
        DuckDbType.Array => new(NativeMethods.duckdb_array_vector_get_child(_vector), Type.Fields[0].Type, Count * Type.ArrayLength),
        _ => throw new InvalidOperationException($"a column of type {Type} has no child vector"),
    };

    /// <summary>A field of a struct, a member of a union, or a map's keys (0) and values (1).</summary>
    public DuckDbVector Field(int index)
    {
        var type = Type.Fields[index].Type;
        return Type.Id switch
        {
            DuckDbType.Struct => new(NativeMethods.duckdb_struct_vector_get_child(_vector, (ulong)index), type, Count),
            DuckDbType.Union => new(NativeMethods.duckdb_struct_vector_get_child(_vector, (ulong)index + 1), type, Count),
            DuckDbType.Map => new(NativeMethods.duckdb_struct_vector_get_child(NativeMethods.duckdb_list_vector_get_child(_vector), (ulong)index), type, ListSize()),
            _ => throw new InvalidOperationException($"a column of type {Type} has no fields"),
        };
    }

    /// <summary>A value as .NET's <see cref="DuckDbColumnType.ClrType"/>; null where the row is null. Boxes: not for hot loops.</summary>
    /// <exception cref="DuckDbException">The value does not fit the .NET type.</exception>
    public object? Value(int row) => VectorValue.Read(this, row);

    /// <summary>Which member of a union is set.</summary>
    internal int UnionTag(int row) => ((byte*)NativeMethods.duckdb_vector_get_data(NativeMethods.duckdb_struct_vector_get_child(_vector, 0)))[row];

    internal T Raw<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    private int ListSize() => checked((int)NativeMethods.duckdb_list_vector_get_size(_vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Check(int row)
    {
        if (unchecked((uint)row) >= (uint)Count)
        {
            ThrowRow(row);
        }
    }

    private void ThrowRow(int row) => throw new ArgumentOutOfRangeException(nameof(row), row, $"the chunk has rows 0 to {Count - 1}");

    private void ThrowNotText() => throw new InvalidOperationException($"a column of type {Type} holds no text or bytes");
}
