using System.Globalization;
using System.Numerics;
using System.Text;
using RailLife.DuckDb;

namespace RailLife.Bench.DuckDb;

/// <summary>A .NET value written as DuckDB's cast to varchar writes it.</summary>
public static class DuckText
{
    /// <summary>Whether DuckDB's text is that of the value; a float's is parsed, since several shortest texts exist.</summary>
    public static bool Same(string? printed, object? value) => value switch
    {
        null => printed is null,
        float f => printed is not null && float.Parse(printed, CultureInfo.InvariantCulture).Equals(f),
        _ => printed == Of(value),
    };

    public static string Of(object value) => value switch
    {
        bool b => b ? "true" : "false",
        string s => s,
        float f => Real(f, ((double)f).ToString("R", CultureInfo.InvariantCulture)),
        double d => Real(d, d.ToString("R", CultureInfo.InvariantCulture)),
        decimal d => d.ToString(CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(t.Ticks),
        DateTime t => t.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(t.Ticks) + (t.Kind == DateTimeKind.Utc ? "+00" : ""),
        DuckDbTimeTz t => t.TimeOfDay.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture) + Fraction(t.TimeOfDay.Ticks) + Offset(t.Offset),
        DuckDbInterval i => Interval(i),
        byte[] bytes => Blob(bytes),
        Guid g => g.ToString(),
        List<object?> list => $"[{string.Join(", ", list.Select(i => Element(i)))}]",
        Dictionary<string, object?> fields => $"{{{string.Join(", ", fields.Select(f => $"'{f.Key}': {Element(f.Value)}"))}}}",
        List<KeyValuePair<object, object?>> map => $"{{{string.Join(", ", map.Select(e => $"{Element(e.Key)}={Element(e.Value)}"))}}}",
        BigInteger or IFormattable => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"no text for {value.GetType()}"),
    };

    private static string Element(object? value) => value is null ? "NULL" : Of(value);

    private static string Real(double value, string shortest) => value == Math.Truncate(value) && !shortest.Contains('E', StringComparison.Ordinal) ? $"{shortest}.0" : shortest;

    private static string Fraction(long ticks) =>
        ticks % TimeSpan.TicksPerSecond == 0 ? "" : "." + (ticks % TimeSpan.TicksPerSecond).ToString("0000000", CultureInfo.InvariantCulture).TrimEnd('0');

    private static string Offset(TimeSpan offset)
    {
        var text = new StringBuilder(offset < TimeSpan.Zero ? "-" : "+").Append(offset.ToString("hh", CultureInfo.InvariantCulture));
        if (offset.Minutes != 0 || offset.Seconds != 0)
        {
            text.Append(offset.ToString(@"\:mm", CultureInfo.InvariantCulture));
        }

        return (offset.Seconds != 0 ? text.Append(offset.ToString(@"\:ss", CultureInfo.InvariantCulture)) : text).ToString();
    }

    private static string Interval(DuckDbInterval i)
    {
        var parts = new List<string>();
        Add(i.Months / 12, "year");
        Add(i.Months % 12, "month");
        Add(i.Days, "day");
        if (i.Micros != 0 || parts.Count == 0)
        {
            var ticks = Math.Abs(i.Micros) * 10;
            parts.Add($"{(i.Micros < 0 ? "-" : "")}{(ticks / TimeSpan.TicksPerHour).ToString("00", CultureInfo.InvariantCulture)}:{TimeSpan.FromTicks(ticks).ToString(@"mm\:ss", CultureInfo.InvariantCulture)}{Fraction(ticks)}");
        }

        return string.Join(' ', parts);

        void Add(int count, string unit)
        {
            if (count != 0)
            {
                parts.Add($"{count.ToString(CultureInfo.InvariantCulture)} {unit}{(count is 1 or -1 ? "" : "s")}");
            }
        }
    }

    private static string Blob(byte[] bytes) =>
        string.Concat(bytes.Select(b => b is >= 32 and < 127 and not ((byte)'\\') and not ((byte)'\'') and not ((byte)'"') ? ((char)b).ToString() : $"\\x{b:X2}"));
}
