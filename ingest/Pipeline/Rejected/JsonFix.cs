using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RailLife.Ingest;

/// <summary>A correction of rejected events: values set at paths, then a JSON merge patch (RFC 7396) on top. Empty = as it was.</summary>
/// <remarks>An empty fix is of use too: an event that a newer contract accepts goes in as it is.</remarks>
public sealed class JsonFix
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly IReadOnlyList<(IReadOnlyList<string> Path, JsonNode? Value)> _sets;
    private readonly JsonObject? _patch;

    private JsonFix(IReadOnlyList<(IReadOnlyList<string>, JsonNode?)> sets, JsonObject? patch) => (_sets, _patch) = (sets, patch);

    public static JsonFix None { get; } = new([], null);

    /// <param name="sets">
    /// <c>path=value</c>, e.g. <c>/data/currency=GBP</c> or <c>data.lines.0.quantity=3</c>. The value is JSON when it reads as JSON
    /// (<c>3</c>, <c>null</c>, <c>"3"</c>), else text.
    /// </param>
    /// <param name="patch">A JSON object; null = none.</param>
    /// <exception cref="FormatException">A set has no path or no '=', or the patch is not a JSON object.</exception>
    public static JsonFix Of(IEnumerable<string> sets, string? patch = null) => new([.. sets.Select(Set)], patch is null ? null : Patch(patch));

    /// <summary>The corrected event, or null with what stands in the way.</summary>
    public JsonObject? Apply(ReadOnlySpan<byte> raw, out string problem)
    {
        problem = "";
        try
        {
            if (JsonNode.Parse(raw, documentOptions: Strict) is not JsonObject root)
            {
                problem = "the bytes are JSON but no object";
                return null;
            }
            foreach (var (path, value) in _sets)
            {
                if (!Put(root, path, value))
                {
                    problem = $"the event has no place for /{string.Join('/', path)}";
                    return null;
                }
            }
            return _patch is null ? root : (JsonObject)Merge(root, _patch);
        }
        catch (JsonException e)
        {
            problem = $"the bytes are no JSON that a path could point into: {e.Message}";
            return null;
        }
        catch (ArgumentException e)
        {
            problem = $"the bytes are no JSON that a path could point into: {e.Message}";
            return null;
        }
    }

    public static byte[] Write(JsonObject root) => JsonSerializer.SerializeToUtf8Bytes(root, Written);

    private static (IReadOnlyList<string>, JsonNode?) Set(string text)
    {
        var equals = text.IndexOf('=');
        var path = equals < 0 ? [] : PathOf(text[..equals]);
        return path.Count == 0 || path.Contains("")
            ? throw new FormatException($"--set '{text}' is not path=value; expected e.g. /data/currency=GBP or data.currency=GBP")
            : (path, ValueOf(text[(equals + 1)..]));
    }

    private static List<string> PathOf(string path) => path.StartsWith('/')
        ? [.. path[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
        : [.. path.Split('.')];

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonObject Patch(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject
                ?? throw new FormatException("the patch is JSON but no object; expected e.g. {\"data\":{\"currency\":\"GBP\"}}");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the patch is no JSON: {e.Message}", e);
        }
    }

    private static bool Put(JsonNode root, IReadOnlyList<string> path, JsonNode? value)
    {
        var at = root;
        foreach (var name in path.Take(path.Count - 1))
        {
            if (Child(at, name) is not { } next)
            {
                return false;
            }
            at = next;
        }
        switch (at)
        {
            case JsonObject inside:
                inside[path[^1]] = value?.DeepClone();
                return true;
            case JsonArray list when int.TryParse(path[^1], out var index) && index >= 0 && index < list.Count:
                list[index] = value?.DeepClone();
                return true;
            default:
                return false;
        }
    }

    private static JsonNode? Child(JsonNode at, string name) => at switch
    {
        JsonObject inside => inside[name],
        JsonArray list when int.TryParse(name, out var index) && index >= 0 && index < list.Count => list[index],
        _ => null,
    };

    private static JsonNode Merge(JsonNode? target, JsonObject patch)
    {
        var merged = target as JsonObject ?? [];
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                var old = merged[name];
                merged.Remove(name);
                merged[name] = Merge(old, inner);
            }
            else
            {
                merged[name] = value.DeepClone();
            }
        }
        return merged;
    }
}
