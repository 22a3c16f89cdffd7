using System.Text.Json.Nodes;

namespace RailLife.Bench.Proofs.Clients;

/// <summary>What the scripts in <c>tests/clients</c> send, by the rule of their <c>load.mjs</c>.</summary>
/// <param name="Prefix">Begins the ids of this library's visitors and members.</param>
internal sealed record ClientLoad(string Prefix, int Count)
{
    private const int PerVisitor = 20;
    private const int UnknownBefore = 8;

    /// <summary>Visitors who sign in: the last one may have too few events to come to it.</summary>
    public int SignIns => (Count / PerVisitor) + (Count % PerVisitor > UnknownBefore ? 1 : 0);

    /// <summary>The member that every event of a visitor belongs to; null = he never signed in.</summary>
    public string? Member(int i) => i / PerVisitor < SignIns ? $"{Prefix}-m-{i / PerVisitor}" : null;

    public static JsonObject Properties(int i) => new()
    {
        ["n"] = i,
        ["price"] = i / 4m,
        ["words"] = $"第{i}个 \"quoted\" \\ & <b> {string.Concat(Enumerable.Repeat("🚇", i % 3))}",
        ["flag"] = i % 2 == 0,
        ["list"] = new JsonArray($"a{i}", "红"),
    };

    /// <summary>What is wrong with the rows of this library's events: number, properties, members.</summary>
    /// <param name="rows">n, properties as JSON, member of each event.</param>
    public IEnumerable<string> Violations(IReadOnlyList<(int N, string Properties, string? Member)> rows)
    {
        if (rows.Count != Count) yield return $"{Prefix}: {rows.Count} events in the lake, {Count} were sent";
        foreach (var n in rows.GroupBy(r => r.N).Where(g => g.Count() > 1).Take(3)) yield return $"{Prefix}: event {n.Key} stands {n.Count()} times";
        foreach (var n in Enumerable.Range(0, Count).Except(rows.Select(r => r.N)).Take(3)) yield return $"{Prefix}: event {n} is missing";
        foreach (var row in rows.Where(r => r.Member != Member(r.N)).Take(3)) yield return $"{Prefix}: event {row.N} belongs to {row.Member ?? "nobody"}, not to {Member(row.N) ?? "nobody"}";
        foreach (var row in rows.Where(r => !JsonNode.DeepEquals(Told(r.Properties), Properties(r.N))).Take(3)) yield return $"{Prefix}: event {row.N} has the properties {row.Properties}";
    }

    // The libraries add their own, which begin with $.
    private static JsonObject Told(string properties)
    {
        var told = JsonNode.Parse(properties)!.AsObject();
        foreach (var own in told.Select(p => p.Key).Where(k => k.StartsWith('$')).ToList()) told.Remove(own);
        return told;
    }
}
