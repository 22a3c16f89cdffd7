using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Tracking;

namespace RailLife.Ingest.Tracking;

/// <summary>What a client told -> the CloudEvent that goes into the log, personal values hashed. One thread at a time.</summary>
/// <remarks>It judges nothing: what is missing or wrong is left out or written as told, and the checker says so. The same event gives the same bytes on every try.</remarks>
internal sealed class BehaviourWriter(PersonalProperties personal, PersonalHash hash, TrackingPlan plan, TimeZoneInfo zone, IdSource ids)
{
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    private readonly ArrayBufferWriter<byte> _free = new(1_024);
    private readonly InstantText _instants = new(zone);
    private readonly LastToken<(string Name, string? Channel)> _library = new(name => (name, Libraries.Channel(name)));
    private readonly LastToken<bool?> _robot = new(agent => Robots.IsOne(agent));
    private readonly LastToken<string> _version = new(version => version);

    /// <param name="json">The event as the client sent it.</param>
    /// <param name="source">The events' source: part of their identity.</param>
    /// <param name="sentMicros">When the client sent the request, by its own clock; an event's own send time wins. Null = not said.</param>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> json, in ToldEvent told, string source, long? sentMicros, long receivedMicros, bool isBotCaller)
    {
        var skew = (told.SentMicros ?? sentMicros) is { } sent && told.TimeMicros is not null ? ClientTime.SkewMinutes(sent, receivedMicros) : 0;
        var micros = told.TimeMicros is { } clock ? ClientTime.Corrected(clock, skew) : receivedMicros;
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("specversion"u8, "1.0"u8);
        if (told.Id.Exists) Token("id"u8, told.Id, json);
        else _json.WriteString("id"u8, told.MadeId ?? ids.Next());
        _json.WriteString("source"u8, source);
        _json.WriteString("type"u8, "raillife.behaviour.tracked.v1"u8);
        Identity("subject"u8, told.Visitor, json, told.ItemType);
        Time(micros, told.OddTime, json);
        _json.WriteString("datacontenttype"u8, "application/json"u8);
        Identity("memberid"u8, told.Member, json);
        if (told.LibraryName.Exists && _library.Of(told.LibraryName, json).Channel is { } channel) _json.WriteString("channel"u8, channel);
        _json.WriteStartObject("data"u8);
        Data(json, told, skew, micros, isBotCaller);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    private void Data(ReadOnlySpan<byte> json, in ToldEvent told, long skew, long micros, bool isBotCaller)
    {
        if (told.Kind is { } kind) _json.WriteString("kind"u8, Words.Kinds[(int)kind]);
        else Token("kind"u8, told.Operation, json);
        if (told.Name.Exists) Token("name"u8, told.Name, json);
        else if (told.Kind is { } nameless and not BehaviourKind.Track) _json.WriteString("name"u8, Words.Kinds[(int)nameless]);
        _json.WriteString("protocol"u8, Words.Protocols[(int)told.Protocol]);
        if (told.Operation.Exists) Token("operation"u8, told.Operation, json);
        else if (told.Kind is { } called) _json.WriteString("operation"u8, Words.Kinds[(int)called]);
        _json.WriteNumber("bytes"u8, json.Length);
        var isPlanned = plan.Check(told, json, out var unplanned);
        _json.WriteBoolean("is_planned"u8, isPlanned);
        if (unplanned.Count > 0) List("unplanned"u8, unplanned);
        _json.WriteBoolean("is_bot"u8, told.UserAgent.Exists ? _robot.Of(told.UserAgent, json) is true : isBotCaller);
        _json.WriteString("business_date"u8, _instants.Day(micros));
        if (skew != 0) _json.WriteNumber("skew_minutes"u8, skew);
        Library(told, json);
        if (told.Page.Exists && PageAddress.Path(told.Page.Text(json)) is { Length: > 0 } page) _json.WriteString("page"u8, page);
        if (told.Referrer.Exists && PageAddress.Host(told.Referrer.Text(json)) is { Length: > 0 } host) _json.WriteString("referrer_host"u8, host);
        if (told.HasCampaign) Campaign(told, json);
        if (told.Properties.Exists || told.GroupId.Exists) Properties(told, json);
        Free("traits"u8, told.Traits, json, isPerson: told.Kind != BehaviourKind.Group);
        Free("context"u8, told.Context, json, isPerson: false);
    }

    private void Token(ReadOnlySpan<byte> name, JsonPart part, ReadOnlySpan<byte> json)
    {
        if (!part.Exists) return;
        _json.WritePropertyName(name);
        var token = part.Of(json);
        // Ids and names are texts with us; clients that send numbers mean the same.
        if (char.IsAsciiDigit((char)token[0]) || token[0] == (byte)'-') _json.WriteStringValue(token);
        else _json.WriteRawValue(token, skipInputValidation: true);
    }

    /// <summary>Who it was. What looks like a phone number or an e-mail address is one, and leaves as a hash.</summary>
    private void Identity(ReadOnlySpan<byte> name, JsonPart part, ReadOnlySpan<byte> json, JsonPart itemType = default)
    {
        if (!part.Exists) return;
        var token = part.Of(json);
        if (itemType.Exists) _json.WriteString(name, $"item/{itemType.Text(json)}/{part.Text(json)}");
        else if (PersonalIds.KindOf(token) is { } kind) _json.WriteString(name, hash.Of(kind, part.Text(json)));
        else Token(name, part, json);
    }

    private void Time(long micros, JsonPart oddTime, ReadOnlySpan<byte> json)
    {
        if (oddTime.Exists) Token("time"u8, oddTime, json);
        else _json.WriteString("time"u8, _instants.Instant(micros));
    }

    private void Library(in ToldEvent told, ReadOnlySpan<byte> json)
    {
        if (!told.LibraryName.Exists) return;
        var name = _library.Of(told.LibraryName, json).Name;
        _json.WriteString("library"u8, told.LibraryVersion.Exists ? $"{name} {_version.Of(told.LibraryVersion, json)}" : name);
    }

    private void Campaign(in ToldEvent told, ReadOnlySpan<byte> json)
    {
        _json.WriteStartObject("campaign"u8);
        Token("source"u8, told.Source, json);
        Token("medium"u8, told.Medium, json);
        Token("name"u8, told.Campaign, json);
        Token("term"u8, told.Term, json);
        Token("content"u8, told.Content, json);
        _json.WriteEndObject();
    }

    private void Properties(in ToldEvent told, ReadOnlySpan<byte> json)
    {
        if (told.Properties.Exists)
        {
            Free("properties"u8, told.Properties, json, isPerson: false);
            return;
        }
        _json.WriteStartObject("properties"u8);
        Token("groupId"u8, told.GroupId, json);
        _json.WriteEndObject();
    }

    private void Free(ReadOnlySpan<byte> name, JsonPart part, ReadOnlySpan<byte> json, bool isPerson)
    {
        if (!part.Exists) return;
        _json.WritePropertyName(name);
        var token = part.Of(json);
        if (token[0] != (byte)'{')
        {
            _json.WriteRawValue(token, skipInputValidation: true);
            return;
        }
        _free.ResetWrittenCount();
        personal.Write(token, isPerson, _free);
        _json.WriteRawValue(_free.WrittenSpan, skipInputValidation: true);
    }

    private void List(ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values) _json.WriteStringValue(value);
        _json.WriteEndArray();
    }

    private static class Words
    {
        public static readonly JsonEncodedText[] Kinds = [.. Enum.GetNames<BehaviourKind>().Select(n => JsonEncodedText.Encode(EventJson.EnumNames.ConvertName(n)))];
        public static readonly JsonEncodedText[] Protocols = [.. Enum.GetNames<BehaviourProtocol>().Select(n => JsonEncodedText.Encode(EventJson.EnumNames.ConvertName(n)))];
    }
}
