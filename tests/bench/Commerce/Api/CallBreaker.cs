using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Makes a wrong call of a right one. What it makes may by chance still be right; an answer of 500 never is.</summary>
internal sealed class CallBreaker(Random random, Func<string, Caller> another)
{
    private static readonly string[] OddTexts =
    [
        "", " ", "\0", "a\0b", "' or 1=1 --", "../../etc", "%00", "𠮷🚇", "\u202e", "null", "00000000-0000-0000-0000-000000000000", "-1", "0", "9223372036854775807", "9223372036854775808", "1e400",
        new('x', 201), new('长', 5_000), "unknown-id", "2026-02-30", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00Z", "USD", "XXX", "*", "%", "_", "\n",
    ];

    private static readonly long[] OddNumbers = [0, -1, 1, long.MaxValue, long.MinValue, int.MaxValue, 1_000_000_000_000, 1_000_000_000_001, 9_007_199_254_740_993];

    public ApiCall Break(ApiOperation operation, ApiCall whole)
    {
        var ways = new List<Func<ApiCall>> { () => whole with { By = Caller.Nobody }, () => whole with { By = another("") }, () => whole with { By = another(whole.By.Kind) }, () => whole with { IfMatch = Any("\"0\"", "\"99\"", "W/\"x\"", "*", "\"-1\"", null) } };
        if (whole.Path.Count > 0) ways.Add(() => whole with { Path = [.. whole.Path.Select(p => random.Next(2) == 0 ? PathText() : p)] });
        if (operation.Method == "GET") ways.Add(() => whole with { Query = BrokenQuery(operation) });
        if (operation.Method == "POST") ways.Add(() => whole with { Key = "used-before", Body = whole.Body ?? "{}" });
        if (operation.Body is { } schema)
        {
            ways.Add(() => whole with { Body = Garbage() });
            for (var i = 0; i < 6; i++) ways.Add(() => whole with { Body = BrokenBody(whole.Body, schema) });
        }
        return ways[random.Next(ways.Count)]();
    }

    private string? Any(params string?[] texts) => texts[random.Next(texts.Length)];

    // An empty value would be another path, of dots Uri makes one, and a NUL is refused before anything of ours is asked.
    private string PathText() => Any(OddTexts) is { Length: > 0 and < 1_000 } text && text[0] != '.' && !text.Contains('\0') ? text : "unknown-id";

    // What is too long for a request line never reaches us.
    private string BrokenQuery(ApiOperation operation) => string.Join('&', operation.Query.Append("unknown").Where(_ => random.Next(2) == 0).Select(q => (q, Text: Any(OddTexts)!)).Where(q => q.Text.Length < 1_000).Select(q => $"{q.q}={Uri.EscapeDataString(q.Text)}"));

    private string Garbage() => Any("", "null", "[]", "42", "\"text\"", "{", "{\"a\":1,\"a\":2}", new string('[', 2_000), $"{{\"a\":{string.Concat(Enumerable.Repeat("{\"a\":", 200))}1{new string('}', 201)}", "{\"x\":\"\\ud800\"}",
        $"{{\"x\":\"{new string('y', 1_100_000)}\"}}", "\ufeff{}", "{} {}", "{\"x\":NaN}")!;

    private string BrokenBody(string? body, JsonObject schema)
    {
        var root = body is null ? [] : JsonNode.Parse(body)!.AsObject();
        var (at, shape) = (root, schema);
        // Down to some field, now and then into a list's item.
        while (true)
        {
            var fields = shape["properties"]?.AsObject();
            if (fields is null || fields.Count == 0) return Unknown(root, at);
            var (name, of) = fields.ElementAt(random.Next(fields.Count));
            if (at[name] is JsonObject inner && random.Next(3) > 0) (at, shape) = (inner, of!.AsObject());
            else if (at[name] is JsonArray { Count: > 0 } list && list[0] is JsonObject item && random.Next(3) > 0) (at, shape) = (item, of!["items"]!.AsObject());
            else return Spoil(root, at, name, of!.AsObject());
        }
    }

    private string Spoil(JsonObject root, JsonObject at, string name, JsonObject schema)
    {
        switch (random.Next(8))
        {
            case 0: at.Remove(name); break;
            case 1: at[name] = null; break;
            case 2: return Unknown(root, at);
            case 3: at[name] = Any(OddTexts); break;
            case 4: at[name] = OddNumbers[random.Next(OddNumbers.Length)]; break;
            case 5: at[name] = new JsonArray(at[name]?.DeepClone(), at[name]?.DeepClone()); break;
            default: at[name] = AtTheEdge(schema, at[name]); break;
        }
        return root.ToJsonString();
    }

    private static string Unknown(JsonObject root, JsonObject at)
    {
        at["no_such_field"] = 1;
        return root.ToJsonString();
    }

    // Right by the description and yet as far out as it goes.
    private JsonNode? AtTheEdge(JsonObject schema, JsonNode? now)
    {
        if (schema["enum"] is JsonArray words) return words[random.Next(words.Count)]!.DeepClone();
        if (schema["minimum"] is { } min) return (random.Next(2) == 0 ? min : schema["maximum"]!).DeepClone();
        if (schema["maxLength"] is { } length) return Any("a\0b", new string('长', (int)length), "x", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z");
        if (now is JsonArray { Count: > 0 } list) return new JsonArray([.. Enumerable.Range(0, Math.Min(40, (int?)schema["maxItems"] ?? 40)).Select(_ => list[0]?.DeepClone())]);
        return now is JsonValue value && value.TryGetValue<bool>(out var flag) ? !flag : now?.DeepClone();
    }
}
