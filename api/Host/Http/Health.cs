using System.Text.Json;

namespace RailLife.Host.Http;

/// <summary>How a part is: ready or not, and a sentence why.</summary>
public sealed record HealthAnswer(bool Ready, string Detail);

/// <summary>A part of the platform that /readyz asks: log, lake, ingest, build.</summary>
public sealed record HealthPart(string Name, Func<CancellationToken, ValueTask<HealthAnswer>> AskAsync);

/// <summary>/healthz says the process answers; /readyz asks every part and is 503 while one is not ready.</summary>
public static class HealthRoutes
{
    private static readonly byte[] Alive = """{"status":"ok"}"""u8.ToArray();

    public static void MapHealth(this IEndpointRouteBuilder routes, IReadOnlyList<HealthPart> parts)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(parts);
        routes.MapGet("/healthz", (RequestDelegate)(context => JsonAsync(context, 200, Alive)));
        routes.MapGet("/readyz", (RequestDelegate)(async context =>
        {
            var answers = new List<(string Name, HealthAnswer Answer)>();
            foreach (var part in parts)
                answers.Add((part.Name, await AskAsync(part, context.RequestAborted)));
            var ready = answers.TrueForAll(a => a.Answer.Ready);
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                status = ready ? "ready" : "not-ready",
                parts = answers.Select(a => new { name = a.Name, ready = a.Answer.Ready, detail = a.Answer.Detail }),
            });
            await JsonAsync(context, ready ? 200 : 503, body);
        }));
    }

    private static async ValueTask<HealthAnswer> AskAsync(HealthPart part, CancellationToken ct)
    {
        try
        {
            return await part.AskAsync(ct);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // A part that cannot even be asked is not ready; that is the answer, not a failure of the question.
            return new HealthAnswer(false, broken.Message);
        }
    }

    private static Task JsonAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
