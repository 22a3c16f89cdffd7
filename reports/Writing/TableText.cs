using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Reports.Writing;

/// <summary>An answer as a table for people: columns aligned, numbers to the right, long texts cut.</summary>
public static class TableText
{
    private const int CellWidthMax = 60;

    /// <summary>Writes the first rows and a last line with the count of all.</summary>
    public static long Write(DuckDbChunkReader reader, Stream to, int rowsMax)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var names = reader.Columns.Select(c => c.Name).ToArray();
        var isNumber = reader.Columns.Select(c => c.Type.Id is (>= DuckDbType.TinyInt and <= DuckDbType.Double) or DuckDbType.HugeInt or DuckDbType.UHugeInt or DuckDbType.Decimal).ToArray();
        var rows = new List<string[]>();
        long count = 0;
        while (reader.Next())
        {
            count += reader.RowCount;
            for (var row = 0; row < reader.RowCount && rows.Count < rowsMax; row++)
                rows.Add(Cells(reader, row));
        }
        var widths = names.Select((name, i) => rows.Select(r => Width(r[i])).Append(Width(name)).Max()).ToArray();
        using var text = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Line(names, widths, isNumber));
        text.WriteLine(string.Join("  ", widths.Select(w => new string('-', w))));
        foreach (var row in rows)
            text.WriteLine(Line(row, widths, isNumber));
        text.WriteLine(count > rows.Count
            ? string.Create(CultureInfo.InvariantCulture, $"({count:N0} rows, the first {rows.Count:N0} shown; --format csv or json gives all)")
            : string.Create(CultureInfo.InvariantCulture, $"({count:N0} rows)"));
        return count;
    }

    private static string[] Cells(DuckDbChunkReader reader, int row)
    {
        var cells = new string[reader.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Cell(reader.Vector(i), row);
        return cells;
    }

    private static string Cell(in DuckDbVector vector, int row)
    {
        if (vector.IsNull(row))
            return "";
        if (vector.Type.Id == DuckDbType.Varchar)
            return Clean(vector.Text(row)!);
        var buffer = new ArrayBufferWriter<byte>(32);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JsonCells.Write(json, vector, row);
        return Clean(Encoding.UTF8.GetString(buffer.WrittenSpan).Trim('"'));
    }

    private static string Line(string[] cells, int[] widths, bool[] isNumber)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var space = new string(' ', widths[i] - Width(cells[i]));
            line.Append(i > 0 ? "  " : "").Append(isNumber[i] ? space + cells[i] : cells[i] + space);
        }
        return line.ToString().TrimEnd();
    }

    // What a terminal would act on is shown as a mark.
    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Rune.IsControl(rune) ? new Rune('·') : rune;
            width += Width(shown);
            if (width > CellWidthMax)
                return clean.Append('…').ToString();
            clean.Append(shown);
        }
        return clean.ToString();
    }

    private static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // Chinese, Japanese and Korean letters and full-width forms take two places in a terminal.
    private static int Width(Rune rune) => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
}
