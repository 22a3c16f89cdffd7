using System.Text;
using System.Text.Json;

namespace RailLife.Ingest.Tracking;

/// <summary>Where a value lies in a JSON text: its token as written, with quotes.</summary>
internal readonly record struct JsonPart(int Start, int Length)
{
    /// <summary>False = absent, null or an empty string.</summary>
    public bool Exists => Length > 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> json) => json.Slice(Start, Length);

    /// <summary>The first of the two that exists.</summary>
    public JsonPart Or(JsonPart other) => Exists ? this : other;

    /// <summary>The value on which the reader stands, scalar or whole; the reader then stands at its end.</summary>
    public static JsonPart Take(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty)) return default;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonPart(start, (int)reader.BytesConsumed - start);
    }

    /// <summary>A scalar's text without quotes and escapes; empty when it is absent or no scalar.</summary>
    public string Text(ReadOnlySpan<byte> json)
    {
        if (!Exists) return "";
        var token = Of(json);
        if (token[0] is (byte)'{' or (byte)'[') return "";
        if (token[0] != (byte)'"') return Encoding.UTF8.GetString(token);
        if (!token.Contains((byte)'\\')) return Encoding.UTF8.GetString(token[1..^1]);
        var reader = new Utf8JsonReader(token);
        reader.Read();
        return reader.GetString() ?? "";
    }

    /// <summary><see cref="Text"/> without a string; the number of characters. The room must hold as many as the token has bytes.</summary>
    public int CopyText(ReadOnlySpan<byte> json, Span<char> to)
    {
        var token = Of(json);
        if (token is not [(byte)'"', ..]) return 0;
        if (!token.Contains((byte)'\\')) return Encoding.UTF8.GetChars(token[1..^1], to);
        var reader = new Utf8JsonReader(token);
        reader.Read();
        return reader.CopyString(to);
    }
}
