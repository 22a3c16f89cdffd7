using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RailLife.Reports.Http;

/// <summary>Errors over HTTP: application/problem+json (RFC 9457) with a stable, language-free <c>code</c> that programs and the console go by; a page for a browser.</summary>
public static class Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Writes a problem as the whole answer.</summary>
    /// <param name="code">Stable code, kebab-case: bad-parameter, unknown-report, busy, ...</param>
    /// <param name="detail">What was found, what was expected, what to do; in English.</param>
    /// <param name="more">Further members: strings, numbers or string lists.</param>
    public static async Task WriteAsync(HttpContext context, int status, string code, string detail, params (string Name, object? Value)[] more)
    {
        ArgumentNullException.ThrowIfNull(context);
        var response = context.Response;
        response.Clear();
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        var page = WantsPage(context.Request);
        response.ContentType = page ? "text/html; charset=utf-8" : ContentType;
        var body = page ? ProblemPage.Render(status, code, detail) : Body(status, code, detail, more);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The JSON of a problem.</summary>
    public static byte[] Body(int status, string code, string detail, params (string Name, object? Value)[] more)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(more);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:raillife:problem:{code}");
            json.WriteString("title", code.Replace('-', ' '));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteString("code", code);
            foreach (var (name, value) in more)
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value);
            }
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    // A browser asks for text/html by name; programs that take anything get JSON.
    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
