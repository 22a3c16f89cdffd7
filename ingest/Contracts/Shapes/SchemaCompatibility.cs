using System.Text.Json;

namespace RailLife.Contracts;

/// <param name="Path">JSON pointer into the payload, list items as <c>*</c>; empty = the event itself.</param>
/// <param name="IsBreaking">True = needs the next version of the event type.</param>
public sealed record SchemaChange(string Path, string What, bool IsBreaking)
{
    public override string ToString() => $"{(IsBreaking ? "breaking" : "compatible")} at '{Path}': {What}";
}

/// <summary>Tells whether a new schema keeps the promises of the released one.</summary>
/// <remarks>
/// Both directions count, for the lake keeps old events for ever and old readers meet new events: what was valid stays valid, and what a
/// reader could rely on (a field is there, has its type, is one of a kind of text, is hashed) holds. Wider limits and more words break nobody.
/// </remarks>
public static class SchemaCompatibility
{
    private static readonly string[] Ceilings = ["maximum", "maxLength", "maxItems", "maxProperties"];
    private static readonly string[] Floors = ["minimum", "minLength", "minItems", "minProperties"];
    private static readonly string[] Fixed = ["pattern", "format", "x-personal", "x-topic", "$id"];

    /// <summary>Every difference, breaking or not, in the order of the schemas.</summary>
    public static IReadOnlyList<SchemaChange> Compare(string released, string next)
    {
        using var old = JsonDocument.Parse(released);
        using var @new = JsonDocument.Parse(next);
        var changes = new List<SchemaChange>();
        Walk(old.RootElement, @new.RootElement, "", changes);
        return changes;
    }

    private static void Walk(JsonElement old, JsonElement next, string path, List<SchemaChange> changes)
    {
        Types(old, next, path, changes);
        foreach (var keyword in Fixed) Exact(old, next, keyword, path, changes);
        foreach (var keyword in Ceilings) Limit(old, next, keyword, path, isCeiling: true, changes);
        foreach (var keyword in Floors) Limit(old, next, keyword, path, isCeiling: false, changes);
        Words(old, next, path, changes);
        Fields(old, next, path, changes);
        Inner(old, next, "items", path, changes);
        Inner(old, next, "additionalProperties", path, changes);
    }

    private static void Types(JsonElement old, JsonElement next, string path, List<SchemaChange> changes)
    {
        var before = Texts(old, "type");
        var after = Texts(next, "type");
        foreach (var gone in before.Except(after)) changes.Add(new(path, gone == "null" ? "may no longer be null" : $"is no longer of type {gone}", true));
        foreach (var come in after.Except(before)) changes.Add(new(path, come == "null" ? "may now be null" : $"may now be of type {come}", true));
    }

    private static void Exact(JsonElement old, JsonElement next, string keyword, string path, List<SchemaChange> changes)
    {
        var before = Text(old, keyword);
        var after = Text(next, keyword);
        if (before != after) changes.Add(new(path, $"{keyword} was {before ?? "not there"} and is {after ?? "not there"}", true));
    }

    private static void Limit(JsonElement old, JsonElement next, string keyword, string path, bool isCeiling, List<SchemaChange> changes)
    {
        var before = Number(old, keyword);
        var after = Number(next, keyword);
        if (before == after) return;
        var isNarrower = after is not null && (before is null || (isCeiling ? after < before : after > before));
        changes.Add(new(path, $"{keyword} was {before?.ToString() ?? "open"} and is {after?.ToString() ?? "open"}", isNarrower));
    }

    private static void Words(JsonElement old, JsonElement next, string path, List<SchemaChange> changes)
    {
        var had = old.TryGetProperty("enum", out _);
        var has = next.TryGetProperty("enum", out _);
        if (!had && !has) return;
        if (had != has)
        {
            changes.Add(new(path, has ? "takes only listed words now" : "takes any word now", has));
            return;
        }
        var before = Texts(old, "enum");
        var after = Texts(next, "enum");
        foreach (var gone in before.Except(after)) changes.Add(new(path, $"the word {gone} is gone", true));
        foreach (var come in after.Except(before)) changes.Add(new(path, $"the word {come} is new", false));
    }

    private static void Fields(JsonElement old, JsonElement next, string path, List<SchemaChange> changes)
    {
        var required = Texts(next, "required");
        var wasRequired = Texts(old, "required");
        var before = Properties(old);
        var after = Properties(next);
        foreach (var (name, schema) in before)
        {
            var at = $"{path}/{name}";
            if (!after.TryGetValue(name, out var successor))
            {
                changes.Add(new(at, "the field is gone", true));
                continue;
            }
            if (required.Contains(name) != wasRequired.Contains(name)) changes.Add(new(at, required.Contains(name) ? "is required now" : "may be absent now", true));
            Walk(schema, successor, at, changes);
        }
        foreach (var name in after.Keys.Except(before.Keys))
            changes.Add(new($"{path}/{name}", required.Contains(name) ? "a new required field" : "a new optional field", required.Contains(name)));
    }

    private static void Inner(JsonElement old, JsonElement next, string keyword, string path, List<SchemaChange> changes)
    {
        var had = old.TryGetProperty(keyword, out var before);
        var has = next.TryGetProperty(keyword, out var after);
        if (had && has) Walk(before, after, $"{path}/*", changes);
        else if (had || has) changes.Add(new($"{path}/*", has ? $"{keyword} are described now" : $"{keyword} are no longer described", true));
    }

    private static Dictionary<string, JsonElement> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];

    private static string? Text(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetString() : null;

    private static decimal? Number(JsonElement schema, string keyword) => schema.TryGetProperty(keyword, out var value) ? value.GetDecimal() : null;

    private static IReadOnlyList<string> Texts(JsonElement schema, string keyword) => !schema.TryGetProperty(keyword, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetString() ?? "null")]
        : [value.GetString() ?? "null"];
}
