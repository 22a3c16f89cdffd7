using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>csv and json print every row; table is for people.</summary>
public enum TableFormat { Table, Csv, Json }

/// <summary>How a value stands in JSON: as a number or boolean, as text, or as JSON that it already is.</summary>
internal enum ViewKind { Number, Text, Json }

internal sealed record ViewColumn(string Name, ViewKind Kind);

/// <summary>Rows of text, out as they come.</summary>
internal abstract class RowWriter(TextWriter output, IReadOnlyList<ViewColumn> columns)
{
    protected TextWriter Output { get; } = output;
    protected IReadOnlyList<ViewColumn> Columns { get; } = columns;

    public abstract void Write(ReadOnlySpan<string?> row);

    public abstract void End();

    /// <param name="rowsInAll">For the note below a cut table; null when unknown.</param>
    public static RowWriter To(TableFormat format, TextWriter output, IReadOnlyList<ViewColumn> columns, long? rowsInAll) => format switch
    {
        TableFormat.Csv => new CsvRows(output, columns),
        TableFormat.Json => new JsonRows(output, columns),
        _ => new TableRows(output, columns, rowsInAll),
    };

    /// <summary>RFC 4180, with a header. Null is an empty field, the empty text "".</summary>
    private sealed class CsvRows : RowWriter
    {
        public CsvRows(TextWriter output, IReadOnlyList<ViewColumn> columns)
            : base(output, columns) => Write(columns.Select(c => c.Name).ToArray());

        public override void Write(ReadOnlySpan<string?> row)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i > 0) { Output.Write(','); }
                if (row[i] is { } value) { Output.Write(value.Length == 0 || value.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value); }
            }
            Output.Write('\n');
        }

        public override void End() => Output.Flush();
    }

    /// <summary>An array of objects, one a line.</summary>
    private sealed class JsonRows(TextWriter output, IReadOnlyList<ViewColumn> columns) : RowWriter(output, columns)
    {
        private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        private readonly MemoryStream _line = new();
        private bool _any;

        public override void Write(ReadOnlySpan<string?> row)
        {
            _line.SetLength(0);
            using (var json = new Utf8JsonWriter(_line, Options))
            {
                json.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                {
                    json.WritePropertyName(Columns[i].Name);
                    if (row[i] is not { } value) { json.WriteNullValue(); }
                    // Infinity and NaN are no JSON numbers.
                    else if (Columns[i].Kind == ViewKind.Text || value is "nan" or "inf" or "-inf") { json.WriteStringValue(value); }
                    else { json.WriteRawValue(value); }
                }
                json.WriteEndObject();
            }
            Output.Write(_any ? ",\n" : "[\n");
            Output.Write(Encoding.UTF8.GetString(_line.GetBuffer(), 0, checked((int)_line.Length)));
            _any = true;
        }

        public override void End()
        {
            Output.Write(_any ? "\n]\n" : "[]\n");
            Output.Flush();
        }
    }

    /// <summary>The first rows in columns; numbers to the right, long values cut.</summary>
    private sealed class TableRows(TextWriter output, IReadOnlyList<ViewColumn> columns, long? rowsInAll) : RowWriter(output, columns)
    {
        private const int WidthMax = 60;
        private readonly List<string[]> _rows = [];
        private bool _more;

        public override void Write(ReadOnlySpan<string?> row)
        {
            if (_rows.Count == TableView.TableRowsMax) { _more = true; return; }
            var cells = new string[row.Length];
            for (var i = 0; i < row.Length; i++) { cells[i] = Cell(row[i]); }
            _rows.Add(cells);
        }

        public override void End()
        {
            var widths = Columns.Select((c, i) => Math.Max(c.Name.Length, _rows.Select(r => r[i].Length).DefaultIfEmpty(0).Max())).ToArray();
            Line([.. Columns.Select(c => c.Name)], widths);
            Output.Write(string.Join("  ", widths.Select(w => new string('-', w))) + "\n");
            foreach (var row in _rows) { Line(row, widths); }
            Output.Write(_more
                ? $"the first {_rows.Count}{(rowsInAll is { } all ? $" of {all}" : "")} rows; --format csv or json prints all\n"
                : $"{_rows.Count} {(_rows.Count == 1 ? "row" : "rows")}\n");
            Output.Flush();
        }

        private void Line(string[] cells, int[] widths) =>
            Output.Write(string.Join("  ", cells.Select((c, i) => Columns[i].Kind == ViewKind.Number ? c.PadLeft(widths[i]) : c.PadRight(widths[i]))).TrimEnd() + "\n");

        private static string Cell(string? value)
        {
            var text = value is null ? "null" : value.ReplaceLineEndings(" ");
            return text.Length <= WidthMax ? text : text[..(WidthMax - 1)] + "…";
        }
    }
}
