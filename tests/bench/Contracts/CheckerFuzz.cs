using System.Text;
using System.Text.Json.Nodes;
using RailLife.Contracts;

namespace RailLife.Bench.Contracts;

/// <summary>Breaks good events at random and asks both checkers: they must agree on yes or no, on the reason, and on the place.</summary>
public static class CheckerFuzz
{
    private static readonly string[] Words = ["", "x", "2.55", "-0", "1e3", "2024-02-29", "2023-02-29", "12345678901234567890", "CNY", "灯笼", "\u00e9", "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", new string('y', 201), new string('灯', 200)];
    private static readonly string[] Raws = ["null", "true", "0", "-0", "-1", "01", "1.0", "1e2", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "NaN", "[]", "{}", "[1,]", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\\u0041\"", "\"a\nb\""];

    /// <returns>How many of the events were refused.</returns>
    /// <exception cref="InvalidOperationException">The two disagree; the message holds the seed's event.</exception>
    public static int Run(int rounds, int seed)
    {
        var random = new Random(seed);
        var checker = new EventChecker();
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var record = SampleEvents.All[random.Next(SampleEvents.All.Count)];
            var topic = EventCatalog.For(record.GetType()).Topic;
            var raw = Broken(EventWriter.Write(SampleEvents.Header(), record), random);
            var parsed = default(ParsedEvent);
            checker.Check(raw, topic, SampleEvents.NoonMicros, ref parsed);
            Compare(parsed.Rejection, SlowChecker.Check(raw, topic, SampleEvents.Noon), raw, seed, round);
            if (parsed.Rejection is not null) refused++;
        }
        return refused;
    }

    private static void Compare(Rejection? fast, (string[] Reasons, string? Path)? slow, byte[] raw, int seed, int round)
    {
        var agree = fast is null ? slow is null
            : slow is { } s && s.Reasons.Contains(fast.Reason) && (s.Path is null || s.Path == fast.Path);
        if (!agree)
            throw new InvalidOperationException($"seed {seed}, round {round}: the checker says {fast?.ToString() ?? "accepted"}, the plain one {(slow is { } p ? $"{string.Join('|', p.Reasons)} at {p.Path}" : "accepted")}, for {Encoding.UTF8.GetString(raw)}");
    }

    private static byte[] Broken(byte[] raw, Random random)
    {
        var json = Encoding.UTF8.GetString(raw);
        for (var i = random.Next(4); i > 0; i--) json = Mended(json, random);
        if (random.Next(3) > 0) return Encoding.UTF8.GetBytes(json);
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(json));
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0: bytes[at] = (byte)random.Next(256); break;
            case 1: bytes.RemoveAt(at); break;
            case 2: bytes.Insert(at, (byte)" \"{}[],:\\0-e.tfn\t"[random.Next(16)]); break;
            default: bytes.RemoveRange(at, bytes.Count - at); break;
        }
        return [.. bytes];
    }

    // A change that a careless producer makes. A text that is no JSON any more, or has a name twice, stays as it is.
    private static string Mended(string json, Random random)
    {
        try
        {
            return JsonNode.Parse(json) is { } root ? Mended(root, random) : json;
        }
        catch (Exception bad) when (bad is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return json;
        }
    }

    private static string Mended(JsonNode root, Random random)
    {
        var objects = new List<JsonObject>();
        Collect(root, objects);
        if (objects.Count == 0) return root.ToJsonString();
        var target = objects[random.Next(objects.Count)];
        var names = target.Select(p => p.Key).ToList();
        var name = names.Count == 0 ? "new" : names[random.Next(names.Count)];
        switch (random.Next(7))
        {
            case 0: target.Remove(name); break;
            case 1: target[name] = Words[random.Next(Words.Length)]; break;
            case 2: target[name] = random.Next(-3, 10); break;
            case 3: target["unknown" + random.Next(3)] = new JsonObject { ["a"] = 1, [Words[random.Next(Words.Length)]] = null }; break;
            case 4:
                var moved = target[name]?.DeepClone();
                target.Remove(name);
                target[name] = moved;
                break;
            case 5: target[name] = new JsonArray(1, "x", null, new JsonObject()); break;
            default: return Put(root, target, name, Raws[random.Next(Raws.Length)]);
        }
        return Spell(root, random);
    }

    private static string Put(JsonNode root, JsonObject target, string name, string raw)
    {
        target[name] = "@@";
        return root.ToJsonString().Replace("\"@@\"", raw);
    }

    private static string Spell(JsonNode root, Random random) => root.ToJsonString(new System.Text.Json.JsonSerializerOptions
    {
        WriteIndented = random.Next(2) == 0,
        Encoder = random.Next(2) == 0 ? System.Text.Encodings.Web.JavaScriptEncoder.Default : System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static void Collect(JsonNode? node, List<JsonObject> objects)
    {
        if (node is JsonObject found)
        {
            objects.Add(found);
            foreach (var (_, value) in found) Collect(value, objects);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list) Collect(item, objects);
        }
    }
}
