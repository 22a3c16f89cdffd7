using System.Buffers;
using System.Text;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Reports.Writing;

/// <summary>An answer as CSV by RFC 4180: a header, CRLF, quotes only where needed; null is empty, an empty text is "".</summary>
public static class CsvAnswer
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    public static void Header(IBufferWriter<byte> to, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var first = true;
        foreach (var name in names)
        {
            if (!first)
                to.Write(","u8);
            Field(to, Encoding.UTF8.GetBytes(name));
            first = false;
        }
        to.Write("\r\n"u8);
    }

    /// <summary>Writes the rows of the reader's current chunk.</summary>
    /// <param name="rows">How many of them, from the first.</param>
    public static void Chunk(IBufferWriter<byte> to, DuckDbChunkReader reader, int rows)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var vectors = new DuckDbVector[reader.Columns.Count];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = reader.Vector(i);
        var cell = new ArrayBufferWriter<byte>(256);
        // The same text as in JSON, less its quotes: one way to write a value.
        using var json = new Utf8JsonWriter(cell, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < vectors.Length; i++)
            {
                if (i > 0)
                    to.Write(","u8);
                Cell(to, json, cell, vectors[i], row);
            }
            to.Write("\r\n"u8);
        }
    }

    private static void Cell(IBufferWriter<byte> to, Utf8JsonWriter json, ArrayBufferWriter<byte> cell, in DuckDbVector vector, int row)
    {
        if (vector.IsNull(row))
            return;
        if (vector.Type.Id == DuckDbType.Varchar)
        {
            Field(to, vector.Utf8(row));
            return;
        }
        cell.ResetWrittenCount();
        json.Reset();
        JsonCells.Write(json, vector, row);
        json.Flush();
        var text = cell.WrittenSpan;
        if (text[0] == '"' && text.IndexOf((byte)'\\') < 0)
            text = text[1..^1];
        Field(to, text);
    }

    private static void Field(IBufferWriter<byte> to, ReadOnlySpan<byte> text)
    {
        if (text.Length > 0 && text.IndexOfAny(",\"\r\n"u8) < 0)
        {
            to.Write(text);
            return;
        }
        to.Write("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            to.Write(text[..(quote + 1)]);
            to.Write("\""u8);
        }
        to.Write(text);
        to.Write("\""u8);
    }
}
