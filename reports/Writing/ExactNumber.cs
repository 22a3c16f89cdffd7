using System.Globalization;
using RailLife.DuckDb;

namespace RailLife.Reports.Writing;

/// <summary>Decimals with all their digits, up to DuckDB's 38: .NET's decimal ends at 28.</summary>
internal static class ExactNumber
{
    /// <summary>-1.0500 for a decimal(18,4): the scale is kept.</summary>
    public static string Text(in DuckDbVector vector, int row)
    {
        Int128 raw = vector.Type.ElementBytes switch
        {
            2 => vector.Values<short>()[row],
            4 => vector.Values<int>()[row],
            8 => vector.Values<long>()[row],
            _ => vector.Values<Int128>()[row],
        };
        return Text(raw, vector.Type.Scale);
    }

    public static string Text(Int128 raw, int scale)
    {
        var digits = Int128.Abs(raw).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = raw < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits.AsSpan(0, digits.Length - scale)}.{digits.AsSpan(digits.Length - scale)}";
    }
}
