using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RailLife.Contracts;

namespace RailLife.Bench.Contracts;

/// <summary>A second, plain checker: the framework's JSON parser and the generated JSON Schemas. It shares no code with <see cref="EventChecker"/>.</summary>
public static class SlowChecker
{
    private static readonly Dictionary<string, JsonElement> Schemas = EventCatalog.All.ToDictionary(c => c.Type, c => JsonDocument.Parse(JsonSchema.Of(c)).RootElement);
    private static readonly string[] Required = ["specversion", "id", "source", "type", "subject", "time", "data"];
    private static readonly string[] Names = ["id", "source", "subject", "memberid", "merchantid", "storeid", "format", "channel", "actor", "traceparent", "redriveof"];
    private static readonly string[] JsonFaults = [Reasons.BadJson, Reasons.TooDeep, Reasons.DuplicateKey];

    /// <summary>Null = accepted; else the reasons that would be right, and the place (null = any).</summary>
    public static (string[] Reasons, string? Path)? Check(byte[] raw, string topic, DateTimeOffset loggedAt)
    {
        if (raw.Length > 1024 * 1024) return ([Reasons.TooLarge], "");
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(raw);
        }
        catch (ArgumentException)
        {
            return ([Reasons.InvalidUtf8], "");
        }
        if (text.Trim(' ', '\t', '\r', '\n').Length == 0) return ([Reasons.Empty], "");
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            if (!HasSoundTexts(json.RootElement)) return (JsonFaults, null);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Envelope(json.RootElement, topic, loggedAt) : ([Reasons.BadEnvelope], "");
        }
        catch (JsonException)
        {
            return (JsonFaults, null);
        }
    }

    private static bool HasSoundTexts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(p => IsSound(() => p.Name) && HasSoundTexts(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(HasSoundTexts),
        JsonValueKind.String => IsSound(() => value.GetString() ?? ""),
        _ => true,
    };

    private static bool IsSound(Func<string> read)
    {
        try
        {
            return !read().Contains('\0');
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static (string[], string?)? Envelope(JsonElement root, string topic, DateTimeOffset loggedAt)
    {
        foreach (var attribute in root.EnumerateObject().Where(a => a.Value.ValueKind != JsonValueKind.Null))
        {
            if (Attribute(attribute.Name, attribute.Value, topic, loggedAt) is { } reason) return ([reason], "/" + attribute.Name);
        }
        var missing = Required.FirstOrDefault(r => !root.TryGetProperty(r, out var value) || value.ValueKind == JsonValueKind.Null);
        if (missing is not null) return ([Reasons.MissingField], "/" + missing);
        return Breach(Schemas[root.GetProperty("type").GetString() ?? ""], root.GetProperty("data"), "/data", isRequired: true);
    }

    private static string? Attribute(string name, JsonElement value, string topic, DateTimeOffset loggedAt)
    {
        if (name == "data_base64") return Reasons.BadEnvelope;
        if (name is "circleid" or "sequence")
        {
            if (value.ValueKind != JsonValueKind.Number || value.GetRawText().AsSpan().IndexOfAny(".eE") >= 0) return Reasons.WrongType;
            return value.TryGetInt64(out var number) && number >= (name == "circleid" ? -1 : 0) ? null : Reasons.OutOfRange;
        }
        var isName = Names.Contains(name);
        if (!isName && name is not ("specversion" or "type" or "time" or "datacontenttype")) return null;
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } text) return Reasons.WrongType;
        if (isName) return text.EnumerateRunes().Count() is >= 1 and <= 200 ? null : Reasons.OutOfRange;
        return name switch
        {
            "specversion" => text == "1.0" ? null : Reasons.BadEnvelope,
            "datacontenttype" => Regex.IsMatch(text, @"\Aapplication/json($|[; ])", RegexOptions.Singleline) ? null : Reasons.BadEnvelope,
            "type" => EventType(text, topic),
            _ => Time(text, loggedAt),
        };
    }

    private static string? EventType(string type, string topic)
    {
        if (Schemas.TryGetValue(type, out var schema)) return schema.GetProperty("x-topic").GetString() == topic ? null : Reasons.WrongTopic;
        var stem = Regex.Match(type, @"\A(.+)\.v[0-9]+\z") is { Success: true } match ? match.Groups[1].Value : null;
        return stem is not null && Schemas.Keys.Any(k => k[..k.LastIndexOf(".v", StringComparison.Ordinal)] == stem) ? Reasons.UnknownVersion : Reasons.UnknownType;
    }

    private static string? Time(string text, DateTimeOffset loggedAt)
    {
        if (!Regex.IsMatch(text, @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\z")) return Reasons.WrongType;
        // The framework reads offsets to 14 hours only, so the wall clock and the offset are read apart.
        var zone = text[^1] is 'Z' or 'z' ? "+00:00" : text[^6..];
        if (!DateTime.TryParseExact(text[..19].ToUpperInvariant(), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return Reasons.WrongType;
        var fraction = Regex.Match(text, @"\.([0-9]+)") is { Success: true } match ? match.Groups[1].Value.PadRight(6, '0')[..6] : "0";
        var offset = TimeSpan.Parse(zone[1..], CultureInfo.InvariantCulture) * (zone[0] == '-' ? -1 : 1);
        var ticks = (decimal)local.Ticks + int.Parse(fraction, CultureInfo.InvariantCulture) * 10m - offset.Ticks;
        return ticks < new DateTime(2000, 1, 1).Ticks || ticks > loggedAt.UtcTicks + TimeSpan.TicksPerDay ? Reasons.AbsurdTime : null;
    }

    private static (string[], string?)? Breach(JsonElement schema, JsonElement value, string path, bool isRequired)
    {
        var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().Select(t => t.GetString()).ToArray() : [schema.GetProperty("type").GetString()];
        if (value.ValueKind == JsonValueKind.Null && !isRequired) return types.Contains("null") ? null : ([Reasons.WrongType], path);
        var type = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? "integer" : "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "null",
        };
        if (!types.Contains(type)) return ([Reasons.WrongType], path);
        return type switch
        {
            "object" => Object(schema, value, path),
            "array" => Array(schema, value, path),
            "string" => Text(schema, value.GetString() ?? "", path),
            "integer" => value.TryGetInt64(out var number) && number >= schema.GetProperty("minimum").GetInt64() && number <= schema.GetProperty("maximum").GetInt64() ? null : ([Reasons.OutOfRange], path),
            _ => null,
        };
    }

    private static (string[], string?)? Object(JsonElement schema, JsonElement value, string path)
    {
        var fields = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString() ?? "").ToArray() : [];
        foreach (var member in value.EnumerateObject())
        {
            var isField = fields.ValueKind == JsonValueKind.Object;
            if (isField && fields.TryGetProperty(member.Name, out var field))
            {
                if (Breach(field, member.Value, $"{path}/{member.Name}", required.Contains(member.Name)) is { } breach) return breach;
            }
            else if (!isField && schema.TryGetProperty("additionalProperties", out var each) && Breach(each, member.Value, $"{path}/?", isRequired: true) is { } inMap)
            {
                return inMap;
            }
        }
        var missing = required.FirstOrDefault(r => !value.TryGetProperty(r, out _));
        if (missing is not null) return ([Reasons.MissingField], $"{path}/{missing}");
        return InLimits(schema, value.EnumerateObject().Count(), "minProperties", "maxProperties") ? null : ([Reasons.OutOfRange], path);
    }

    private static (string[], string?)? Array(JsonElement schema, JsonElement value, string path)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Breach(schema.GetProperty("items"), item, $"{path}/{index++}", isRequired: true) is { } breach) return breach;
        }
        return InLimits(schema, index, "minItems", "maxItems") ? null : ([Reasons.OutOfRange], path);
    }

    private static (string[], string?)? Text(JsonElement schema, string text, string path)
    {
        if (schema.TryGetProperty("pattern", out var pattern) && !IsFullMatch(pattern, text))
            return (schema.TryGetProperty("x-personal", out _) ? [Reasons.PersonalInClear] : [Reasons.WrongType, Reasons.OutOfRange], path);
        if (schema.TryGetProperty("format", out _) && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return ([Reasons.WrongType], path);
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.ValueKind == JsonValueKind.String && w.GetString() == text)) return ([Reasons.OutOfRange], path);
        return InLimits(schema, text.EnumerateRunes().Count(), "minLength", "maxLength") ? null : ([Reasons.OutOfRange], path);
    }

    private static bool IsFullMatch(JsonElement pattern, string text) => Regex.IsMatch(text, @"\A(?:" + (pattern.GetString() ?? "")[1..^1] + @")\z");

    private static bool InLimits(JsonElement schema, int size, string min, string max) =>
        (!schema.TryGetProperty(min, out var least) || size >= least.GetInt32()) && (!schema.TryGetProperty(max, out var most) || size <= most.GetInt32());
}
