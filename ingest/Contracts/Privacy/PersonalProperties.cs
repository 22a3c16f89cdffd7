using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>Hashes personal values in JSON whose content a client decides: what stands under a personal name, at any depth, also in a URL's query.</summary>
/// <remarks>Texts and numbers become hashes of their kind; an object under a personal name (an address) keeps its form, and its values are hashed.</remarks>
public sealed class PersonalProperties(PersonalHash hash)
{
    /// <summary>The field of a contract that is about a person.</summary>
    internal const string OfPerson = "traits";

    /// <summary>Copies a JSON object with its personal values hashed; other bytes stay as they are.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public void Write(ReadOnlySpan<byte> json, bool isPerson, IBufferWriter<byte> output)
    {
        List<(int, int, string)>? clear = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        Find(ref reader, isPerson, ref clear);
        output.Write(clear is null ? json : Replace(json, clear).Span);
    }

    /// <summary>Notes the personal values within the object on which the reader stands; leaves it on the object's end.</summary>
    internal void Find(ref Utf8JsonReader reader, bool isPerson, List<(int, int, string)> clear)
    {
        List<(int, int, string)>? found = clear;
        Find(ref reader, isPerson, ref found);
    }

    internal static ReadOnlyMemory<byte> Replace(ReadOnlySpan<byte> raw, List<(int Start, int Length, string Text)> clear)
    {
        var output = new ArrayBufferWriter<byte>(raw.Length + 64 * clear.Count);
        var at = 0;
        foreach (var (start, length, text) in clear)
        {
            output.Write(raw[at..start]);
            output.Write(Encoding.UTF8.GetBytes($"\"{text}\""));
            at = start + length;
        }
        output.Write(raw[at..]);
        return output.WrittenMemory;
    }

    private void Find(ref Utf8JsonReader reader, bool isPerson, ref List<(int, int, string)>? clear)
    {
        var outer = reader.CurrentDepth;
        // Depth below which everything is personal, and what it is: the inside of an address.
        PersonalKind? kind = null;
        var kindDepth = int.MaxValue;
        // Likewise for an inner object that is about a person.
        var personDepth = isPerson ? outer : int.MaxValue;
        while (reader.Read() && reader.CurrentDepth > outer)
        {
            if (reader.CurrentDepth <= kindDepth && reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray) (kind, kindDepth) = (null, int.MaxValue);
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.CurrentDepth <= personDepth) personDepth = isPerson ? outer : reader.ValueTextEquals(OfPerson) ? reader.CurrentDepth : int.MaxValue;
                if (kind is null && KindOf(ref reader, reader.CurrentDepth > personDepth) is { } found) (kind, kindDepth) = (found, reader.CurrentDepth);
            }
            else if (kind is { } personal && reader.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                Note(ref reader, personal, ref clear);
            }
            else if (reader.TokenType == JsonTokenType.String && (reader.ValueIsEscaped || reader.ValueSpan.Contains((byte)'?')))
            {
                Url(ref reader, ref clear);
            }
        }
    }

    private static PersonalKind? KindOf(ref Utf8JsonReader reader, bool isPerson) =>
        PersonalNames.Of(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString() ?? "") : reader.ValueSpan, isPerson);

    private void Note(ref Utf8JsonReader reader, PersonalKind kind, ref List<(int, int, string)>? clear)
    {
        var value = reader.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString() ?? "";
        if (PersonalHash.IsHash(Encoding.UTF8.GetBytes(value)) || PersonalHash.Usual(kind, value).Length == 0) return;
        Replaced(ref reader, hash.Of(kind, value), ref clear);
    }

    private void Url(ref Utf8JsonReader reader, ref List<(int, int, string)>? clear)
    {
        var url = reader.GetString() ?? "";
        if (WithoutPersonal(url) is { } safe) Replaced(ref reader, JsonEncodedText.Encode(safe).ToString(), ref clear);
    }

    private static void Replaced(ref Utf8JsonReader reader, string text, ref List<(int, int, string)>? clear) =>
        (clear ??= []).Add(((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex), text));

    /// <summary>The URL with personal parameters of its query hashed; null when it has none.</summary>
    private string? WithoutPersonal(string url)
    {
        var query = url.IndexOf('?', StringComparison.Ordinal) + 1;
        if (query == 0) return null;
        var end = url.IndexOf('#', query) is >= 0 and var hashAt ? hashAt : url.Length;
        var pairs = url[query..end].Split('&');
        var isChanged = false;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Split('=', 2) is not [var name, { Length: > 0 } value]) continue;
            if (PersonalNames.Of(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(name)), isPerson: false) is not { } kind) continue;
            var clear = Uri.UnescapeDataString(value.Replace('+', ' '));
            if (PersonalHash.IsHash(Encoding.UTF8.GetBytes(clear)) || PersonalHash.Usual(kind, clear).Length == 0) continue;
            pairs[i] = $"{name}={hash.Of(kind, clear)}";
            isChanged = true;
        }
        return isChanged ? $"{url[..query]}{string.Join('&', pairs)}{url[end..]}" : null;
    }
}
