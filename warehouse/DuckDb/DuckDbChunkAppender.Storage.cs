using System.Runtime.CompilerServices;
using RailLife.DuckDb.Interop;

namespace RailLife.DuckDb;

public sealed unsafe partial class DuckDbChunkAppender
{
    private const int UnixEpochDayNumber = 719_162;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put<T>(int column, DuckDbType expected, T value)
        where T : unmanaged
    {
        Claim(column, expected);
        ((T*)_data[column])[_row] = value;
    }

    /// <summary>Checks column and type (a wrong width would write past the vector) and marks the value as set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Claim(int column, DuckDbType expected)
    {
        unchecked
        {
            var ids = _ids;
            if ((uint)column >= (uint)ids.Length)
            {
                ThrowColumn(column);
            }

            if (ids[column] != expected)
            {
                ThrowType(column, expected);
            }

            _valid[(column * _wordsPerColumn) + (_row >> 6)] |= 1UL << (_row & 63);
        }
    }

    /// <summary>Room for a text: inline up to 12 bytes, else in the arena that lives until the chunk is sent (DuckDB copies it then).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> PutText(int column, DuckDbType expected, int length)
    {
        Claim(column, expected);
        var text = (NativeString*)_data[column] + _row;
        if (length <= NativeString.InlineBytes)
        {
            *(UInt128*)text = unchecked((uint)length);
            return new Span<byte>(text->Inline, length);
        }

        text->Length = unchecked((uint)length);
        text->Pointer = _text.Take(length);
        return new Span<byte>(text->Pointer, length);
    }

    /// <summary>Long texts repeat their first four bytes beside the length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FinishText(int column)
    {
        var text = (NativeString*)_data[column] + _row;
        if (text->Length > NativeString.InlineBytes)
        {
            text->Prefix = *(uint*)text->Pointer;
        }
    }

    private void PutDecimal(int column, Int128 digits, int scale)
    {
        Claim(column, DuckDbType.Decimal);
        var type = _types[column];
        var scaled = digits;
        for (var s = scale; s < type.Scale; s++)
        {
            scaled = checked(scaled * 10);
        }

        for (var s = scale; s > type.Scale; s--)
        {
            var (tenth, rest) = Int128.DivRem(scaled, 10);
            if (rest != 0)
            {
                throw DecimalDoesNotFit(column, digits, scale);
            }

            scaled = tenth;
        }

        if (Int128.Abs(scaled) >= PowerOfTen(type.Width))
        {
            throw DecimalDoesNotFit(column, digits, scale);
        }

        switch (type.ElementBytes)
        {
            case 2: ((short*)_data[column])[_row] = (short)scaled; break;
            case 4: ((int*)_data[column])[_row] = (int)scaled; break;
            case 8: ((long*)_data[column])[_row] = (long)scaled; break;
            default: ((NativeHugeInt*)_data[column])[_row] = NativeHugeInt.Of(scaled); break;
        }
    }

    private static Int128 PowerOfTen(int exponent)
    {
        var power = Int128.One;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private DuckDbException DecimalDoesNotFit(int column, Int128 digits, int scale)
    {
        SetNull(column);
        return new DuckDbException(DuckDbErrorKind.ValueRange, $"the decimal {digits}e-{scale} does not fit column {column} of type {_types[column]}; round it first");
    }

    private void ThrowColumn(int column) =>
        throw new ArgumentOutOfRangeException(nameof(column), column, $"the table has columns 0 to {_ids.Length - 1}");

    private void ThrowType(int column, DuckDbType expected) =>
        throw new InvalidOperationException($"column {column} is {_types[column]}, but a value for {expected} was set; use the Set of the column's type");
}
