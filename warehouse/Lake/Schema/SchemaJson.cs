using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Lake;

/// <summary>The protocol's schema serialisation (a struct type as JSON), both ways.</summary>
internal static class SchemaJson
{
    public static TableSchema Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new TableSchema(Fields(document.RootElement, "schema"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new DeltaCorruptException($"the table's schemaString is no Delta schema: {e.Message}", e);
        }
    }

    public static string Write(TableSchema schema)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteStruct(json, schema.Columns);
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, checked((int)buffer.Length));
    }

    private static List<Column> Fields(JsonElement type, string path) =>
        [.. type.GetProperty("fields").EnumerateArray().Select(f =>
        {
            var name = f.GetProperty("name").GetString() ?? throw new FormatException($"a field of {path} has no name");
            var metadata = f.TryGetProperty("metadata", out var m) && m.ValueKind == JsonValueKind.Object && m.EnumerateObject().Any() ? m.GetRawText() : null;
            return new Column(name, Type(f.GetProperty("type"), name), !f.TryGetProperty("nullable", out var n) || n.GetBoolean(), metadata);
        })];

    private static DeltaType Type(JsonElement type, string column)
    {
        if (type.ValueKind == JsonValueKind.String) { return Scalar(type.GetString()!, column); }
        return type.GetProperty("type").GetString() switch
        {
            "struct" => new DeltaType.Struct(Fields(type, column)),
            "array" => new DeltaType.Array(Type(type.GetProperty("elementType"), column), type.GetProperty("containsNull").GetBoolean()),
            "map" => new DeltaType.Map(Type(type.GetProperty("keyType"), column), Type(type.GetProperty("valueType"), column), type.GetProperty("valueContainsNull").GetBoolean()),
            var other => throw Unknown(other, column),
        };
    }

    private static DeltaType Scalar(string name, string column)
    {
        if (name is "string" or "long" or "integer" or "short" or "byte" or "float" or "double" or "boolean" or "binary" or "date" or "timestamp")
        {
            return new DeltaType.Primitive(name);
        }
        if (name == "decimal") { return new DeltaType.Decimal(10, 0); }
        if (name.StartsWith("decimal(", StringComparison.Ordinal) && name.EndsWith(')') && name[8..^1].Split(',') is [var precision, var scale])
        {
            return new DeltaType.Decimal(int.Parse(precision, CultureInfo.InvariantCulture), int.Parse(scale, CultureInfo.InvariantCulture));
        }
        throw Unknown(name, column);
    }

    // timestamp_ntz and variant are the known cases: each is a table feature of its own.
    private static DeltaUnsupportedException Unknown(string? type, string column) =>
        new($"column {column} has the type {type}, which reader version 1 of the Delta protocol does not have", [type ?? "null"]);

    private static void WriteStruct(Utf8JsonWriter json, IReadOnlyList<Column> fields)
    {
        json.WriteStartObject();
        json.WriteString("type", "struct");
        json.WriteStartArray("fields");
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteString("name", field.Name);
            json.WritePropertyName("type");
            WriteType(json, field.Type);
            json.WriteBoolean("nullable", field.Nullable);
            json.WritePropertyName("metadata");
            json.WriteRawValue(field.MetadataJson ?? "{}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, DeltaType type)
    {
        switch (type)
        {
            case DeltaType.Primitive p:
                json.WriteStringValue(p.Name);
                break;
            case DeltaType.Decimal d:
                json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"decimal({d.Precision},{d.Scale})"));
                break;
            case DeltaType.Struct s:
                WriteStruct(json, s.Fields);
                break;
            case DeltaType.Array a:
                json.WriteStartObject();
                json.WriteString("type", "array");
                json.WritePropertyName("elementType");
                WriteType(json, a.Element);
                json.WriteBoolean("containsNull", a.ContainsNull);
                json.WriteEndObject();
                break;
            case DeltaType.Map m:
                json.WriteStartObject();
                json.WriteString("type", "map");
                json.WritePropertyName("keyType");
                WriteType(json, m.Key);
                json.WritePropertyName("valueType");
                WriteType(json, m.Value);
                json.WriteBoolean("valueContainsNull", m.ValueContainsNull);
                json.WriteEndObject();
                break;
        }
    }
}
