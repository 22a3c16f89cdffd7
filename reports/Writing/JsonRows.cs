using System.Text.Encodings.Web;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Reports.Writing;

/// <summary>Rows as JSON arrays, straight from the vectors.</summary>
public static class JsonRows
{
    /// <summary>Chinese and other letters stay readable; the answers are never put into HTML as they are.</summary>
    public static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the first rows of the reader's current chunk, each an array.</summary>
    public static void Write(Utf8JsonWriter json, DuckDbChunkReader reader, int rows)
    {
        ArgumentNullException.ThrowIfNull(json);
        var vectors = Vectors(reader);
        for (var row = 0; row < rows; row++)
        {
            json.WriteStartArray();
            foreach (ref readonly var vector in vectors.AsSpan())
                JsonCells.Write(json, vector, row);
            json.WriteEndArray();
        }
    }

    /// <summary>The same, each row an object.</summary>
    public static void WriteObjects(Utf8JsonWriter json, DuckDbChunkReader reader, int rows)
    {
        ArgumentNullException.ThrowIfNull(json);
        var vectors = Vectors(reader);
        for (var row = 0; row < rows; row++)
        {
            json.WriteStartObject();
            for (var i = 0; i < vectors.Length; i++)
            {
                json.WritePropertyName(reader.Columns[i].Name);
                JsonCells.Write(json, vectors[i], row);
            }
            json.WriteEndObject();
        }
    }

    private static DuckDbVector[] Vectors(DuckDbChunkReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var vectors = new DuckDbVector[reader.Columns.Count];
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = reader.Vector(i);
        return vectors;
    }
}
