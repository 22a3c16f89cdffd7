using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>What goes back over HTTP: a status and a finished JSON body.</summary>
/// <param name="Version">Of the answer, for its ETag; null when it has none.</param>
/// <param name="Code">Of a refusal.</param>
internal sealed record Reply(int Status, byte[] Body, long? Version = null, string ContentType = "application/json", string? Code = null)
{
    private const string ProblemType = "application/problem+json";

    public static Reply Of<T>(Outcome<T> outcome) => outcome.IsDone
        ? new Reply(200, JsonSerializer.SerializeToUtf8Bytes(outcome.Value, CommerceJson.Options), (outcome.Value as IVersioned)?.Version)
        : Of(outcome.Refusal!);

    /// <summary>problem+json (RFC 9457) with the refusal's stable code.</summary>
    public static Reply Of(Refusal refusal) => new(refusal.Status, JsonSerializer.SerializeToUtf8Bytes(
        new ProblemBody($"urn:raillife:problem:{refusal.Code}", refusal.Code.Replace('-', ' '), refusal.Status, refusal.Detail, refusal.Code), CommerceJson.Options), Code: refusal.Code);

    /// <summary>A text as a caller outside expects it to the letter.</summary>
    public static Reply Plain(string text) => new(200, System.Text.Encoding.UTF8.GetBytes(text), ContentType: "text/plain; charset=utf-8");

    public async Task WriteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = Status >= 400 ? ProblemType : ContentType;
        response.ContentLength = Body.Length;
        response.Headers.CacheControl = "no-store";
        if (Version is { } version) response.Headers.ETag = $"\"{version}\"";
        await response.Body.WriteAsync(Body, http.RequestAborted);
    }

    private sealed record ProblemBody(string Type, string Title, int Status, string Detail, string Code);
}
