using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using RailLife.Contracts.Tracking;
using static RailLife.Ingest.Tracking.JsonWalk;

namespace RailLife.Ingest.Tracking.Sensors;

/// <summary>Reads one event of the Sensors Analytics [神策] HTTP API.</summary>
/// <remarks>
/// It has no event id. Ours is made of what stays the same however often it is sent: all of it but <c>_flush_time</c>, which is the time of
/// sending. Who the visitor was before signing in stands in <c>anonymous_id</c>, in the identities, or for a signing-in in <c>original_id</c>.
/// </remarks>
internal static class SensorsEvent
{
    public static ToldEvent Read(ReadOnlySpan<byte> json)
    {
        var told = new ToldEvent { Protocol = BehaviourProtocol.Sensors };
        JsonPart distinct = default, original = default, anonymous = default, login = default, time = default, item = default, properties = default, track = default;
        var identities = default(Identities);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "type"u8)) told.Operation = JsonPart.Take(ref reader);
            else if (Is(ref reader, "distinct_id"u8)) distinct = JsonPart.Take(ref reader);
            else if (Is(ref reader, "original_id"u8)) original = JsonPart.Take(ref reader);
            else if (Is(ref reader, "anonymous_id"u8)) anonymous = JsonPart.Take(ref reader);
            else if (Is(ref reader, "login_id"u8)) login = JsonPart.Take(ref reader);
            else if (Is(ref reader, "identities"u8)) identities = Identities.Take(ref reader);
            else if (Is(ref reader, "event"u8)) told.Name = JsonPart.Take(ref reader);
            else if (Is(ref reader, "time"u8)) time = JsonPart.Take(ref reader);
            else if (Is(ref reader, "_track_id"u8)) track = JsonPart.Take(ref reader);
            else if (Is(ref reader, "_flush_time"u8)) told.SentMicros = Millis(JsonPart.Take(ref reader), json);
            else if (Is(ref reader, "item_type"u8)) told.ItemType = JsonPart.Take(ref reader);
            else if (Is(ref reader, "item_id"u8)) item = JsonPart.Take(ref reader);
            else if (Is(ref reader, "properties"u8)) properties = JsonPart.Take(ref reader);
            else if (Is(ref reader, "lib"u8)) told.Context = Library(ref reader, ref told);
            else Next(ref reader);
        }
        var type = told.Operation.Text(json);
        told.Kind = KindOf(type, told.Name.Text(json));
        told.TimeMicros = Millis(time, json);
        if (told.TimeMicros is null) told.OddTime = time;
        Who(ref told, distinct, original, anonymous.Or(identities.Visitor), login.Or(identities.Login), item);
        if (told.Kind == BehaviourKind.Profile) told.Traits = properties;
        else told.Properties = properties;
        if (properties.Exists && json[properties.Start] == (byte)'{') Presets(json, properties, distinct, ref told);
        told.MadeId = IdOf([told.Operation, told.Name, distinct, original, told.ItemType, item, time, track, properties], json);
        return told;
    }

    private static void Who(ref ToldEvent told, JsonPart distinct, JsonPart original, JsonPart anonymous, JsonPart login, JsonPart item)
    {
        switch (told.Kind)
        {
            case BehaviourKind.Item: told.Visitor = item; break;
            case BehaviourKind.Signup: (told.Visitor, told.Member) = (original.Or(anonymous), login.Or(distinct)); break;
            default: (told.Visitor, told.Member) = (anonymous.Or(distinct), login); break;
        }
        if (told.Kind != BehaviourKind.Item) told.ItemType = default;
    }

    private static BehaviourKind? KindOf(string type, string name) => type switch
    {
        "track" when name is "$pageview" or "$MPViewScreen" => BehaviourKind.Page,
        "track" when name is "$AppViewScreen" => BehaviourKind.Screen,
        "track" or "track_id_bind" or "track_id_unbind" => BehaviourKind.Track,
        "track_signup" => BehaviourKind.Signup,
        "profile_set" or "profile_set_once" or "profile_increment" or "profile_append" or "profile_unset" or "profile_delete" => BehaviourKind.Profile,
        "item_set" or "item_delete" => BehaviourKind.Item,
        _ => null,
    };

    // The library's own properties: where, from where, by which campaign, and whether the id is one of a member.
    private static void Presets(ReadOnlySpan<byte> json, JsonPart properties, JsonPart distinct, ref ToldEvent told)
    {
        JsonPart path = default, url = default, screen = default, referrer = default, agent = default, source = default, medium = default, campaign = default, term = default, content = default, library = default, version = default;
        var isLogin = false;
        var reader = new Utf8JsonReader(properties.Of(json));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan is not [(byte)'$', ..]) Next(ref reader);
            else if (Is(ref reader, "$url_path"u8)) path = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$url"u8)) url = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$screen_name"u8)) screen = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$referrer"u8)) referrer = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$user_agent"u8)) agent = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$utm_source"u8)) source = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$utm_medium"u8)) medium = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$utm_campaign"u8)) campaign = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$utm_term"u8)) term = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$utm_content"u8)) content = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$lib"u8)) library = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$lib_version"u8)) version = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$is_login_id"u8)) isLogin = reader.TokenType == JsonTokenType.True;
            else Next(ref reader);
        }
        told.Page = In(properties, url.Or(path).Or(screen));
        told.Referrer = In(properties, referrer);
        told.UserAgent = In(properties, agent);
        (told.Source, told.Medium, told.Campaign, told.Term, told.Content) = (In(properties, source), In(properties, medium), In(properties, campaign), In(properties, term), In(properties, content));
        if (!told.LibraryName.Exists) (told.LibraryName, told.LibraryVersion) = (In(properties, library), In(properties, version));
        if (isLogin && !told.Member.Exists) told.Member = distinct;
    }

    private static JsonPart Library(ref Utf8JsonReader reader, ref ToldEvent told)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return JsonPart.Take(ref reader);
        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref reader, "$lib"u8)) told.LibraryName = JsonPart.Take(ref reader);
            else if (Is(ref reader, "$lib_version"u8)) told.LibraryVersion = JsonPart.Take(ref reader);
            else Next(ref reader);
        }
        return new JsonPart(start, (int)reader.BytesConsumed - start);
    }

    private static string IdOf(ReadOnlySpan<JsonPart> parts, ReadOnlySpan<byte> json)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(json.Length + parts.Length);
        var length = 0;
        foreach (var part in parts)
        {
            part.Of(json).CopyTo(buffer.AsSpan(length));
            length += part.Length;
            buffer[length++] = 0;
        }
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(buffer.AsSpan(0, length), digest);
        ArrayPool<byte>.Shared.Return(buffer);
        return Base64Url.EncodeToString(digest[..16]);
    }

    private static long? Millis(JsonPart part, ReadOnlySpan<byte> json) => part.Exists ? ClientTime.Millis(part.Of(json)) : null;

    /// <summary>Newer libraries name everybody's ids in one object.</summary>
    private readonly record struct Identities(JsonPart Visitor, JsonPart Login)
    {
        public static Identities Take(ref Utf8JsonReader reader)
        {
            JsonPart cookie = default, anonymous = default, login = default;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                return default;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Is(ref reader, "$identity_cookie_id"u8)) cookie = JsonPart.Take(ref reader);
                else if (Is(ref reader, "$identity_anonymous_id"u8)) anonymous = JsonPart.Take(ref reader);
                else if (Is(ref reader, "$identity_login_id"u8)) login = JsonPart.Take(ref reader);
                else Next(ref reader);
            }
            return new Identities(cookie.Or(anonymous), login);
        }
    }
}
