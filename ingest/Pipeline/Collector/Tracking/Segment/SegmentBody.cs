using System.Text.Json;

namespace RailLife.Ingest.Tracking.Segment;

/// <summary>Where the events of a request lie, and what it says of all of them.</summary>
/// <param name="WriteKey">A browser sends it in the body.</param>
internal sealed record SegmentBody(IReadOnlyList<Range> Events, string? WriteKey, long? SentMicros)
{
    /// <summary>Null when the bytes are no JSON of that form.</summary>
    /// <param name="isBatch">The events stand in <c>batch</c>; else the body is one event.</param>
    public static SegmentBody? Read(ReadOnlySpan<byte> body, bool isBatch)
    {
        // No bound on depth here: an event that nests too deep is rejected alone, and does not spoil its neighbours.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
        List<Range>? events = isBatch ? null : [Range.All];
        string? key = null;
        JsonPart sentAt = default;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (isBatch && JsonWalk.Is(ref reader, "batch"u8)) events = Elements(ref reader);
                else if (JsonWalk.Is(ref reader, "writeKey"u8)) key = JsonPart.Take(ref reader).Text(body);
                else if (isBatch && JsonWalk.Is(ref reader, "sentAt"u8)) sentAt = JsonPart.Take(ref reader);
                else JsonWalk.Next(ref reader);
            }
            return events is not null && !reader.Read() ? new SegmentBody(events, key, SegmentEvent.Instant(sentAt, body)) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<Range>? Elements(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }
        var elements = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(start..(int)reader.BytesConsumed);
        }
        return elements;
    }
}
