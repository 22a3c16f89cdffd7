using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>A contract as JSON Schema, draft 2020-12: what the world outside reads, and what the next version is compared with.</summary>
public static class JsonSchema
{
    internal const string CurrencyPattern = "^[A-Z]{3}$";
    internal const string HashPattern = "^k[0-9a-z]{1,16}:[A-Za-z0-9_-]{43}$";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented JSON that ends in a line feed; equal contracts give equal text.</summary>
    public static string Of(EventContract contract)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("$id", contract.Type);
            json.WriteString("x-topic", contract.Topic);
            Body(json, contract.Shape, isOptional: false);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Body(Utf8JsonWriter json, Shape shape, bool isOptional)
    {
        switch (shape)
        {
            case ObjectShape fields: Object(json, fields, isOptional); break;
            case ArrayShape list:
                Type(json, "array", isOptional);
                json.WriteNumber("minItems", list.Min);
                json.WriteNumber("maxItems", list.Max);
                Nested(json, "items", list.Item, isOptional: false);
                break;
            case MapShape map:
                Type(json, "object", isOptional);
                json.WriteNumber("minProperties", map.Min);
                json.WriteNumber("maxProperties", map.Max);
                Nested(json, "additionalProperties", map.Value, isOptional: false);
                break;
            case TextShape text: Text(json, text, isOptional); break;
            case IntegerShape whole:
                Type(json, "integer", isOptional);
                json.WriteNumber("minimum", whole.Min);
                json.WriteNumber("maximum", whole.Max);
                break;
            case DecimalShape number:
                Type(json, "string", isOptional);
                json.WriteString("pattern", $"^{(number.IsNonNegative ? "" : "-?")}(0|[1-9][0-9]{{0,{DecimalShape.IntegerDigits - 1}}})(\\.[0-9]{{1,{DecimalShape.Scale}}})?$");
                break;
            case DateShape:
                Type(json, "string", isOptional);
                json.WriteString("format", "date");
                break;
            case JsonShape: Type(json, "object", isOptional); break;
            default: Type(json, "boolean", isOptional); break;
        }
    }

    private static void Object(Utf8JsonWriter json, ObjectShape shape, bool isOptional)
    {
        Type(json, "object", isOptional);
        json.WriteStartObject("properties");
        foreach (var field in shape.Fields) Nested(json, field.Name, field.Shape, !field.IsRequired);
        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (var field in shape.Fields.Where(f => f.IsRequired)) json.WriteStringValue(field.Name);
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, TextShape shape, bool isOptional)
    {
        Type(json, "string", isOptional);
        if (shape.Personal is { } kind)
        {
            json.WriteString("pattern", HashPattern);
            json.WriteString("x-personal", EventJson.EnumNames.ConvertName(kind.ToString()));
        }
        else if (shape.Words is { } words)
        {
            json.WriteStartArray("enum");
            foreach (var word in words) json.WriteStringValue(word);
            if (isOptional) json.WriteNullValue();
            json.WriteEndArray();
        }
        else if (shape.IsCurrency)
        {
            json.WriteString("pattern", CurrencyPattern);
        }
        else
        {
            json.WriteNumber("minLength", shape.MinLength);
            json.WriteNumber("maxLength", shape.MaxLength);
        }
    }

    private static void Type(Utf8JsonWriter json, string type, bool isOptional)
    {
        if (!isOptional)
        {
            json.WriteString("type", type);
            return;
        }
        json.WriteStartArray("type");
        json.WriteStringValue(type);
        json.WriteStringValue("null");
        json.WriteEndArray();
    }

    private static void Nested(Utf8JsonWriter json, string name, Shape shape, bool isOptional)
    {
        json.WriteStartObject(name);
        Body(json, shape, isOptional);
        json.WriteEndObject();
    }
}
