using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RailLife.Bench.Commerce.Api;

/// <summary>One endpoint as the description tells it, and what became of the calls to it.</summary>
/// <param name="Name">Method and path: <c>POST /v1/orders/{id}/cancel</c>.</param>
/// <param name="Roles">Who may call: Member, Merchant, Staff; empty = anyone.</param>
/// <param name="Body">JSON schema; null = none.</param>
public sealed record ApiOperation(string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Query, JsonObject? Body)
{
    public SortedDictionary<string, int> Answers { get; } = new(StringComparer.Ordinal);

    public int Sent { get; set; }

    public int Done { get; set; }

    /// <summary>The last call that should have been done: what is broken next.</summary>
    public ApiCall? Whole { get; set; }

    public string Method => Name[..Name.IndexOf(' ')];

    public string Path => Name[(Name.IndexOf(' ') + 1)..];
}

/// <summary>The trade endpoints in <c>/openapi/v1.json</c>.</summary>
public static partial class ApiDescription
{
    private static readonly string[] Kinds = ["Member", "Merchant", "Staff"];

    public static IReadOnlyDictionary<string, ApiOperation> Read(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (Name: $"{o.Key.ToUpperInvariant()} {path.Key}", Text: o.Value!.AsObject())))
            .Where(o => ((string?)o.Text["description"])?.StartsWith("Catalogue:", StringComparison.Ordinal) == true)
            .ToDictionary(o => o.Name, o => new ApiOperation(o.Name, Roles((string)o.Text["description"]!), QueryOf(o.Text), o.Text["requestBody"]?["content"]?["application/json"]?["schema"]?.AsObject()));

    private static string[] Roles(string description)
    {
        var named = For().Match(description).Groups[1].Value;
        return named == "SignedIn" ? Kinds : [.. Kinds.Where(k => named.Contains(k, StringComparison.Ordinal))];
    }

    private static string[] QueryOf(JsonObject operation) =>
        [.. (operation["parameters"]?.AsArray() ?? []).Where(p => (string?)p!["in"] == "query").Select(p => (string)p!["name"]!)];

    [GeneratedRegex(@"For: (.*)\.$")]
    private static partial Regex For();
}
