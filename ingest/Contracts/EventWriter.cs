using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RailLife.Contracts;

/// <summary>Header + record -> the UTF-8 JSON of one CloudEvent, envelope first and <c>data</c> last.</summary>
public static class EventWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="ArgumentException">The record's type is not in <see cref="EventCatalog"/>.</exception>
    public static byte[] Write(EventHeader header, IEventRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(buffer, header, record);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="ArgumentException">The record's type is not in <see cref="EventCatalog"/>.</exception>
    public static void Write(IBufferWriter<byte> output, EventHeader header, IEventRecord record)
    {
        var contract = EventCatalog.For(record.GetType());
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, header.Id);
        json.WriteString("source"u8, header.Source);
        json.WriteString("type"u8, contract.TypeUtf8);
        json.WriteString("subject"u8, header.Subject);
        json.WriteString("time"u8, EventJson.Instant(header.Time));
        json.WriteString("datacontenttype"u8, "application/json"u8);
        Text(json, "memberid"u8, header.MemberId);
        Text(json, "merchantid"u8, header.MerchantId);
        Text(json, "storeid"u8, header.StoreId);
        Number(json, "circleid"u8, header.CircleId);
        Text(json, "format"u8, header.Format);
        Text(json, "channel"u8, header.Channel);
        Text(json, "actor"u8, header.Actor);
        Number(json, "sequence"u8, header.Sequence);
        Text(json, "traceparent"u8, header.TraceParent);
        Text(json, "redriveof"u8, header.RedriveOf);
        json.WritePropertyName("data"u8);
        JsonSerializer.Serialize(json, record, contract.RecordType, EventJson.Options);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }
}
