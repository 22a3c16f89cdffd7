using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;
using static RailLife.Ingest.Tracking.JsonWalk;

namespace RailLife.Ingest.Tracking.Segment;

/// <summary>Reads one event of the Segment HTTP API.</summary>
/// <remarks>Spec: segment.com/docs/connections/spec/common. Integrations and the library's own metadata are not kept.</remarks>
internal static class SegmentEvent
{
    /// <param name="json">One JSON object.</param>
    /// <param name="call">The call's name from the address; empty = the event says it (<c>type</c>).</param>
    public static ToldEvent Read(ReadOnlySpan<byte> json, string call)
    {
        var told = new ToldEvent { Protocol = BehaviourProtocol.Segment };
        JsonPart anonymous = default, user = default, previous = default, name = default, called = default, original = default, time = default;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "type"u8)) told.Operation = JsonPart.Take(ref reader);
            else if (Is(ref reader, "messageId"u8)) told.Id = JsonPart.Take(ref reader);
            else if (Is(ref reader, "anonymousId"u8)) anonymous = JsonPart.Take(ref reader);
            else if (Is(ref reader, "userId"u8)) user = JsonPart.Take(ref reader);
            else if (Is(ref reader, "previousId"u8)) previous = JsonPart.Take(ref reader);
            else if (Is(ref reader, "groupId"u8)) told.GroupId = JsonPart.Take(ref reader);
            else if (Is(ref reader, "event"u8)) called = JsonPart.Take(ref reader);
            else if (Is(ref reader, "name"u8)) name = JsonPart.Take(ref reader);
            else if (Is(ref reader, "timestamp"u8)) time = JsonPart.Take(ref reader);
            else if (Is(ref reader, "originalTimestamp"u8)) original = JsonPart.Take(ref reader);
            else if (Is(ref reader, "sentAt"u8)) told.SentMicros = Instant(JsonPart.Take(ref reader), json);
            else if (Is(ref reader, "properties"u8)) told.Properties = JsonPart.Take(ref reader);
            else if (Is(ref reader, "traits"u8)) told.Traits = JsonPart.Take(ref reader);
            else if (Is(ref reader, "context"u8)) told.Context = Context(ref reader, ref told);
            else Next(ref reader);
        }
        told.Kind = KindOf(call.Length > 0 ? call : told.Operation.Text(json));
        told.Name = told.Kind == BehaviourKind.Track ? called : name;
        told.Visitor = told.Kind == BehaviourKind.Alias ? previous.Or(anonymous) : anonymous.Or(user);
        told.Member = user;
        var happened = original.Or(time);
        told.TimeMicros = Instant(happened, json);
        if (told.TimeMicros is null) told.OddTime = happened;
        if (told.Kind is BehaviourKind.Page) PageOf(json, ref told);
        return told;
    }

    private static BehaviourKind? KindOf(string call) => call switch
    {
        "track" => BehaviourKind.Track,
        "page" => BehaviourKind.Page,
        "screen" => BehaviourKind.Screen,
        "identify" => BehaviourKind.Identify,
        "group" => BehaviourKind.Group,
        "alias" => BehaviourKind.Alias,
        _ => null,
    };

    private static JsonPart Context(ref Utf8JsonReader reader, ref ToldEvent told)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return JsonPart.Take(ref reader);
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "library"u8)) Pair(ref reader, "name"u8, ref told.LibraryName, "version"u8, ref told.LibraryVersion);
            else if (Is(ref reader, "page"u8)) Pair(ref reader, "path"u8, ref told.Page, "referrer"u8, ref told.Referrer);
            else if (Is(ref reader, "campaign"u8)) CampaignOf(ref reader, ref told);
            else if (Is(ref reader, "userAgent"u8)) told.UserAgent = JsonPart.Take(ref reader);
            else Next(ref reader);
        }
        return new JsonPart(start, (int)reader.BytesConsumed - start);
    }

    private static void CampaignOf(ref Utf8JsonReader reader, ref ToldEvent told)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "source"u8)) told.Source = JsonPart.Take(ref reader);
            else if (Is(ref reader, "medium"u8)) told.Medium = JsonPart.Take(ref reader);
            else if (Is(ref reader, "name"u8)) told.Campaign = JsonPart.Take(ref reader);
            else if (Is(ref reader, "term"u8)) told.Term = JsonPart.Take(ref reader);
            else if (Is(ref reader, "content"u8)) told.Content = JsonPart.Take(ref reader);
            else Next(ref reader);
        }
    }

    // A page call says in its properties what the library's context says of every call.
    private static void PageOf(ReadOnlySpan<byte> json, ref ToldEvent told)
    {
        if (!told.Properties.Exists || json[told.Properties.Start] != (byte)'{') return;
        var reader = new Utf8JsonReader(told.Properties.Of(json));
        reader.Read();
        JsonPart path = default, url = default, referrer = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "path"u8)) path = JsonPart.Take(ref reader);
            else if (Is(ref reader, "url"u8)) url = JsonPart.Take(ref reader);
            else if (Is(ref reader, "referrer"u8)) referrer = JsonPart.Take(ref reader);
            else Next(ref reader);
        }
        told.Page = In(told.Properties, path.Or(url)).Or(told.Page);
        told.Referrer = In(told.Properties, referrer).Or(told.Referrer);
    }

    private static void Pair(ref Utf8JsonReader reader, ReadOnlySpan<byte> first, ref JsonPart one, ReadOnlySpan<byte> second, ref JsonPart other)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, first)) one = JsonPart.Take(ref reader);
            else if (Is(ref reader, second)) other = JsonPart.Take(ref reader);
            else Next(ref reader);
        }
    }

    internal static long? Instant(JsonPart part, ReadOnlySpan<byte> json)
    {
        if (!part.Exists) return null;
        var token = part.Of(json);
        if (token[0] == (byte)'"') return Rfc3339.TryInstant(token[1..^1], out var micros) ? micros : null;
        return ClientTime.Millis(token);
    }
}
