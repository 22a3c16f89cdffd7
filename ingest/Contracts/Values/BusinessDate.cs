using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RailLife.Contracts;

/// <summary>The day on which something counts, in the zone of the shop where it happened. The producer decides it; nobody recomputes it.</summary>
[JsonConverter(typeof(AsText))]
public readonly record struct BusinessDate(DateOnly Day)
{
    /// <summary>The day that an instant falls on in a shop's zone.</summary>
    public static BusinessDate Of(DateTimeOffset instant, TimeZoneInfo shopZone) =>
        new(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, shopZone).DateTime));

    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed class AsText : JsonConverter<BusinessDate>
    {
        public override BusinessDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(DateOnly.ParseExact(reader.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, BusinessDate value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
