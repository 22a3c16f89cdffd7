using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Api;

/// <summary>Somebody who calls.</summary>
/// <param name="Kind">Member, Merchant or Staff; empty for nobody.</param>
public sealed record Caller(string Kind, string Id, string? Token)
{
    public static Caller Nobody { get; } = new("", "", null);
}

/// <summary>One call, whole or broken.</summary>
/// <param name="Operation">Its name in the description.</param>
/// <param name="Path">Values of the path, in order; not escaped.</param>
/// <param name="Body">Text of the body; null = none.</param>
public sealed record ApiCall(string Operation, Caller By, IReadOnlyList<string> Path, string? Body = null, string? IfMatch = null, string Query = "", string? Key = null, IReadOnlyDictionary<string, string>? Headers = null);

/// <param name="Text">Whole body of the answer.</param>
public sealed record ApiAnswer(int Status, string Text, string? ETag)
{
    public bool IsDone => Status is >= 200 and < 300;

    /// <summary>The body; an empty object where there is none.</summary>
    public JsonObject Body => Text.StartsWith('{') ? JsonNode.Parse(Text)!.AsObject() : [];

    /// <summary>Of a refusal.</summary>
    public string? Code => IsDone ? null : (string?)Body["code"];

    public string Id => (string?)Body["id"] ?? throw new ApiStuckException($"found no id in {Text}");
}

/// <summary>A step on the way to a call was not done.</summary>
public sealed class ApiStuckException(string message) : Exception(message);
