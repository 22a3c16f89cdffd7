using System.Globalization;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>One comparable form per column type, for values from stats, from partition values and from callers. Null = cannot be compared.</summary>
internal static class StatValue
{
    public static IComparable? Of(Column column, object? value)
    {
        switch (value)
        {
            case null: return null;
            case DateTimeOffset t: return OfText(column, t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            case DateTime t: return OfText(column, t.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            case DateOnly d: return OfText(column, d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            case bool b: return OfText(column, b ? "true" : "false");
            default: return OfText(column, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
    }

    public static IComparable? OfStat(Column column, JsonElement? stat, bool isMax)
    {
        if (stat is not { } json) { return null; }
        var value = OfText(column, json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText());
        // Other engines cut timestamps to milliseconds, so a row may lie up to 999 microseconds above the max.
        return value is long micros && isMax && column.Type == DeltaType.Timestamp ? micros + 999 : value;
    }

    public static IComparable? OfText(Column column, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return column.Type switch
        {
            DeltaType.Decimal => decimal.TryParse(text, NumberStyles.Float, culture, out var d) ? d : null,
            DeltaType.Primitive p => p.Name switch
            {
                "long" or "integer" or "short" or "byte" => long.TryParse(text, NumberStyles.Integer, culture, out var n) ? n : null,
                "float" or "double" => double.TryParse(text, NumberStyles.Float, culture, out var x) && !double.IsNaN(x) ? x : null,
                "boolean" => text is "true" or "1" ? true : text is "false" or "0" ? false : null,
                "string" => new Utf8Order(text),
                "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out var day) ? day : null,
                "timestamp" => DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var t) ? (t - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : null,
                _ => null,
            },
            _ => null,
        };
    }

    /// <summary>Text in the order of its UTF-8 bytes, which is the order of Parquet's and DuckDB's min and max.</summary>
    private sealed class Utf8Order(string text) : IComparable
    {
        private readonly string _text = text;

        public int CompareTo(object? other)
        {
            var b = ((Utf8Order)other!)._text;
            var shorter = Math.Min(_text.Length, b.Length);
            for (var i = 0; i < shorter; i++)
            {
                if (_text[i] != b[i]) { return Rank(_text[i]) - Rank(b[i]); }
            }
            return _text.Length - b.Length;
        }

        // UTF-16 sorts surrogates (code points above FFFF) below E000-FFFF; UTF-8 sorts them above.
        private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
    }
}
