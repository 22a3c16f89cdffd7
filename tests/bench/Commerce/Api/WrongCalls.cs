using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Api;

/// <summary>A call that must be refused, and how.</summary>
/// <param name="Expected">Statuses of which one must come.</param>
public sealed record WrongCall(string What, ApiCall Call, params int[] Expected);

/// <summary>Every way in which a right call is wrong by its description: who calls, which ids, each field of the body in turn.</summary>
public static class WrongCalls
{
    private static readonly string[] Kinds = ["Member", "Merchant", "Staff"];

    public static IEnumerable<WrongCall> Of(ApiOperation operation, ApiCall whole, Func<string, Caller> stranger)
    {
        if (operation.Roles.Count > 0)
        {
            yield return new("no token", whole with { By = Caller.Nobody }, 401);
            yield return new("a token that is not ours", whole with { By = new Caller("", "", "bm90IG91cnM.bm90IG91cnM") }, 401);
            foreach (var kind in Kinds.Except(operation.Roles)) yield return new($"a {kind}", whole with { By = stranger(kind) }, 403);
        }
        if (IsOwned(operation, whole)) yield return new($"another {whole.By.Kind}", whole with { By = stranger(whole.By.Kind) }, 404);
        // Channels that call back know of no keys.
        if (operation.Method == "POST" && !operation.Path.Contains("/notify/", StringComparison.Ordinal)) yield return new("a key of 201 characters", whole with { Key = new string('k', 201) }, 400);
        if (operation.Body is not { } schema || whole.Body is null) yield break;
        yield return new("no body", whole with { Body = null }, 400);
        foreach (var text in new[] { "null", "[]", "{", "\"text\"" }) yield return new($"the body {text}", whole with { Body = text }, 400);
        foreach (var (what, spoil) in Fields(schema, "", root => root))
        {
            var root = JsonNode.Parse(whole.Body)!.AsObject();
            if (spoil(root)) yield return new(what, whole with { Body = root.ToJsonString() }, 400);
        }
    }

    // Members and merchants own what they name; the shelves, the coupon centre, the points mall and the sandbox's payer are everybody's.
    private static bool IsOwned(ApiOperation operation, ApiCall whole) =>
        operation.Roles.Count > 0 && whole.By.Kind is "Member" or "Merchant" && whole.Path.Count > 0 && operation.Roles.Contains(whole.By.Kind)
        && !operation.Path.StartsWith("/v1/coupon-centre", StringComparison.Ordinal) && !operation.Path.StartsWith("/v1/points-mall/", StringComparison.Ordinal) && !operation.Path.StartsWith("/v1/payments/sandbox", StringComparison.Ordinal);

    /// <summary>Ways to spoil an object's fields; each gives false where the body at hand does not have that place.</summary>
    private static IEnumerable<(string What, Func<JsonObject, bool> Spoil)> Fields(JsonObject schema, string at, Func<JsonObject, JsonObject?> find)
    {
        if (schema["properties"] is not JsonObject fields) yield break;
        yield return ($"{at}no_such_field", root => Put(find(root), "no_such_field", 1, isNew: true));
        var required = (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).ToHashSet();
        foreach (var (name, value) in fields)
        {
            var of = value!.AsObject();
            var place = $"{at}{name}";
            if (required.Contains(name))
            {
                yield return ($"{place} missing", root => find(root)?.Remove(name) == true);
                yield return ($"{place} null", root => Put(find(root), name, null));
            }
            foreach (var (what, wrong) in Values(of)) yield return ($"{place} {what}", root => Put(find(root), name, wrong));
            foreach (var inner in Fields(of, $"{place}.", root => find(root)?[name] as JsonObject)) yield return inner;
            if (of["items"] is not JsonObject item) continue;
            foreach (var inner in Fields(item, $"{place}[0].", root => (find(root)?[name] as JsonArray)?.FirstOrDefault() as JsonObject)) yield return inner;
        }
    }

    private static bool Put(JsonObject? at, string name, JsonNode? value, bool isNew = false)
    {
        if (at is null || (!isNew && !at.ContainsKey(name))) return false;
        at[name] = value;
        return true;
    }

    private static IEnumerable<(string What, JsonNode Wrong)> Values(JsonObject schema)
    {
        var type = schema["type"] is JsonArray types ? types.Select(t => (string)t!).First(t => t != "null") : (string?)schema["type"];
        yield return type == "object" ? ("a text", "text") : ("an object", new JsonObject());
        if (type == "integer")
        {
            yield return ("a text", "1");
            yield return ("a fraction", 1.5m);
            yield return ("over 64 bits", JsonNode.Parse("9223372036854775808")!);
            if ((long)schema["minimum"]! > long.MinValue) yield return ("below its range", (long)schema["minimum"]! - 1);
            if ((long)schema["maximum"]! < long.MaxValue) yield return ("above its range", (long)schema["maximum"]! + 1);
        }
        if (type == "string")
        {
            yield return ("a number", 1);
            if (schema["enum"] is not null) yield return ("another word", "no-such-word");
            if (schema["pattern"] is not null) yield return ("no currency", "cny");
            if (schema["maxLength"] is { } length) yield return ("too long", new string('长', (int)length + 1));
        }
        if (type == "boolean") yield return ("a text", "true");
        if (type == "array" && (int?)schema["minItems"] > 0) yield return ("empty", new JsonArray());
        if (type == "array" && (int?)schema["maxItems"] is { } most and < 1_000) yield return ("too many", new JsonArray([.. Enumerable.Range(0, most + 1).Select(_ => (JsonNode)JsonValue.Create("x")!)]));
    }
}
