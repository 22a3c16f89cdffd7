using System.Collections;
using System.Data.Common;
using System.Globalization;

namespace RailLife.DuckDb;

/// <summary>Rows one by one over a chunk stream, for ADO.NET callers.</summary>
public sealed class DuckDbDataReader : DbDataReader
{
    private readonly DuckDbChunkReader _chunks;
    private readonly DuckDbVector[] _vectors;
    private readonly IDisposable _limit;
    private int _row = -1;
    private bool _hasChunk;
    private bool _closed;

    internal DuckDbDataReader(DuckDbChunkReader chunks, IDisposable limit)
    {
        _chunks = chunks;
        _limit = limit;
        _vectors = new DuckDbVector[chunks.Columns.Count];
        try
        {
            NextChunk();
        }
        catch
        {
            chunks.Dispose();
            throw;
        }

        HasRows = _hasChunk;
    }

    public override int Depth => 0;

    public override int FieldCount => _vectors.Length;

    public override bool HasRows { get; }

    public override bool IsClosed => _closed;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_hasChunk && ++_row == _chunks.RowCount)
        {
            NextChunk();
            _row = 0;
        }

        return _hasChunk;
    }

    public override bool NextResult() => false;

    public override void Close()
    {
        if (!_closed)
        {
            _closed = true;
            _hasChunk = false;
            _chunks.Dispose();
            _limit.Dispose();
        }
    }

    public override string GetName(int ordinal) => _chunks.Columns[ordinal].Name;

    /// <summary>Column of that name, letter case aside where none matches exactly.</summary>
    public override int GetOrdinal(string name)
    {
        var columns = _chunks.Columns.Select(c => c.Name).ToList();
        var index = columns.IndexOf(name);
        index = index >= 0 ? index : columns.FindIndex(c => string.Equals(c, name, StringComparison.OrdinalIgnoreCase));
        return index >= 0 ? index : throw new IndexOutOfRangeException($"there is no column {name} among {string.Join(", ", columns)}");
    }

    public override string GetDataTypeName(int ordinal) => _chunks.Columns[ordinal].Type.ToString();

    public override Type GetFieldType(int ordinal) => _chunks.Columns[ordinal].Type.ClrType;

    public override bool IsDBNull(int ordinal) => Current(ordinal).IsNull(_row);

    public override object GetValue(int ordinal) => Current(ordinal).Value(_row) ?? DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <summary>The value as T, widened or narrowed without loss; null only where T takes it.</summary>
    public override T GetFieldValue<T>(int ordinal)
    {
        var value = Current(ordinal).Value(_row);
        return value is null && default(T) is not null
            ? throw new InvalidCastException($"column {GetName(ordinal)} is null; ask IsDBNull first or read a {typeof(T).Name}?")
            : ValueConversion.To<T>(value);
    }

    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    public override long GetInt64(int ordinal) => Current(ordinal) is { Type.Id: DuckDbType.BigInt } v && !v.IsNull(_row) ? v.Raw<long>(_row) : GetFieldValue<long>(ordinal);

    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    public override double GetDouble(int ordinal) => Current(ordinal) is { Type.Id: DuckDbType.Double } v && !v.IsNull(_row) ? v.Raw<double>(_row) : GetFieldValue<double>(ordinal);

    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal)
        ?? throw new InvalidCastException($"column {GetName(ordinal)} is null; ask IsDBNull first");

    public override char GetChar(int ordinal) => GetFieldValue<char>(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        Slice(GetFieldValue<byte[]>(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Slice(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    private static long Slice<T>(T[] source, long from, T[]? target, int targetFrom, int length)
    {
        if (target is null)
        {
            return source.Length;
        }

        var count = (int)Math.Clamp(source.Length - from, 0, length);
        Array.Copy(source, from, target, targetFrom, count);
        return count;
    }

    private DuckDbVector Current(int ordinal) => _hasChunk && _row >= 0
        ? _vectors[ordinal]
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"there is no row to read column {ordinal} from; call Read() first and while it gives true"));

    private void NextChunk()
    {
        _hasChunk = _chunks.Next();
        for (var i = 0; _hasChunk && i < _vectors.Length; i++)
        {
            _vectors[i] = _chunks.Vector(i);
        }
    }
}
