using System.Text;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>Hashes the personal fields of an event that came from outside, before it enters the log.</summary>
public sealed class PersonalFields(PersonalHash hash)
{
    private readonly PersonalProperties properties = new(hash);

    /// <summary>The event with every personal field hashed that its contract marks and that is no hash yet; other bytes stay as they are.</summary>
    /// <returns>The same memory when there was nothing to do, or when it is no event whose contract is known (the checker will say so).</returns>
    public ReadOnlyMemory<byte> Protect(ReadOnlyMemory<byte> raw)
    {
        try
        {
            if (Contract(raw.Span) is not { } contract || !HasPersonal(contract.Shape)) return raw;
            var clear = new List<(int Start, int Length, string Hash)>();
            var reader = new Utf8JsonReader(raw.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isData = reader.ValueTextEquals("data"u8);
                reader.Read();
                if (isData) Walk(ref reader, contract.Shape, false, clear);
                else reader.Skip();
            }
            return clear.Count == 0 ? raw : PersonalProperties.Replace(raw.Span, clear);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return raw;
        }
    }

    private static EventContract? Contract(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader(raw);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String) return EventCatalog.Find(reader.GetString() ?? "");
            reader.Skip();
        }
        return null;
    }

    private static bool HasPersonal(Shape shape) => shape switch
    {
        TextShape text => text.Personal is not null,
        JsonShape => true,
        ObjectShape fields => fields.Fields.Any(f => HasPersonal(f.Shape)),
        ArrayShape list => HasPersonal(list.Item),
        _ => false,
    };

    private void Walk(ref Utf8JsonReader reader, Shape shape, bool isPerson, List<(int, int, string)> clear)
    {
        if (shape is TextShape { Personal: { } kind } && reader.TokenType == JsonTokenType.String) Note(ref reader, kind, clear);
        else if (shape is ObjectShape fields && reader.TokenType == JsonTokenType.StartObject) WalkObject(ref reader, fields, clear);
        else if (shape is ArrayShape list && reader.TokenType == JsonTokenType.StartArray)
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Walk(ref reader, list.Item, isPerson, clear);
        else if (shape is JsonShape && reader.TokenType == JsonTokenType.StartObject) properties.Find(ref reader, isPerson, clear);
        else reader.Skip();
    }

    private void WalkObject(ref Utf8JsonReader reader, ObjectShape shape, List<(int, int, string)> clear)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = shape.Names.Find(Encoding.UTF8.GetBytes(reader.GetString() ?? ""));
            reader.Read();
            if (index >= 0) Walk(ref reader, shape[index].Shape, shape[index].Name == PersonalProperties.OfPerson, clear);
            else reader.Skip();
        }
    }

    private void Note(ref Utf8JsonReader reader, PersonalKind kind, List<(int, int, string)> clear)
    {
        var value = reader.GetString() ?? "";
        if (PersonalHash.IsHash(Encoding.UTF8.GetBytes(value)) || PersonalHash.Usual(kind, value).Length == 0) return;
        var start = (int)reader.TokenStartIndex;
        clear.Add((start, (int)reader.BytesConsumed - start, hash.Of(kind, value)));
    }
}
