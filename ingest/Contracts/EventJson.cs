using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RailLife.Contracts;

/// <summary>How records are spelled in JSON: snake_case names, kebab-case enum values, decimals as strings, nulls left out.</summary>
public static class EventJson
{
    public static JsonNamingPolicy FieldNames => JsonNamingPolicy.SnakeCaseLower;

    public static JsonNamingPolicy EnumNames => JsonNamingPolicy.KebabCaseLower;

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = FieldNames,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(EnumNames, allowIntegerValues: false), new DecimalAsText() },
    };

    /// <summary>Microseconds at most, UTC, no trailing zeros: <c>2010-12-01T08:26:00Z</c>.</summary>
    public static string Instant(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    // A JSON number goes through a binary double in most readers; text keeps every digit.
    private sealed class DecimalAsText : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.Parse(reader.GetString() ?? "", NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }
}
