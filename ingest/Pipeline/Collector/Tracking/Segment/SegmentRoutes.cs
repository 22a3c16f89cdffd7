using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Contracts.Tracking;

namespace RailLife.Ingest.Tracking.Segment;

/// <summary>The Segment HTTP API: <c>POST /v1/track page screen identify group alias batch</c>.</summary>
/// <remarks>Answers as Segment does: 200 for what was taken, also where a single event of it fails its contract; 400 no JSON, 401 no write key, 413 too large, 429 too many.</remarks>
internal static class SegmentRoutes
{
    private static readonly string[] Calls = ["track", "page", "screen", "identify", "group", "alias", "batch"];

    public static IEnumerable<string> Paths => Calls.Select(call => $"/v1/{call}");

    public static void Map(IEndpointRouteBuilder routes, TrackingCollector collector)
    {
        foreach (var call in Calls) Map(routes, collector, call);
    }

    private static void Map(IEndpointRouteBuilder routes, TrackingCollector collector, string call)
    {
        var isBatch = call == "batch";
        TrackingCollector.ReadEvent read = json => SegmentEvent.Read(json, isBatch ? "" : call);
        routes.MapPost($"/v1/{call}", (RequestDelegate)(context => HandleAsync(context, collector, read, isBatch))).ExcludeFromDescription();
        routes.MapMethods($"/v1/{call}", [HttpMethods.Options], (RequestDelegate)CrossOrigin.AllowAsync).ExcludeFromDescription();
    }

    private static async Task HandleAsync(HttpContext context, TrackingCollector collector, TrackingCollector.ReadEvent read, bool isBatch)
    {
        CrossOrigin.Say(context);
        var ct = context.RequestAborted;
        using var bytes = await ReadAsync(context, isBatch, ct);
        if (bytes is null)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 413, "too-large", $"at most {BehaviourTracked.BytesMax} bytes an event and {CollectorOptions.BodyBytesMax} bytes a batch are taken");
            return;
        }
        var body = SegmentBody.Read(bytes.Span, isBatch);
        if (collector.Source(WriteKeys.OfBasicAuth(context.Request) ?? body?.WriteKey, context) is not { } source)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 401, "unknown-write-key", "expected a write key of this installation as the user name of basic auth, or as writeKey");
            return;
        }
        if (collector.Refuse(context, source, Math.Max(1, body?.Events.Count ?? 1)) is { } wait)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 429, "too-many-events", "this write key or this client sends more than it may; try again later", wait);
            return;
        }
        if (body is null)
        {
            await collector.KeepAsync(bytes.Memory, ct);
            await CollectorReply.RefuseAsync(context, 400, "bad-json", isBatch ? "expected a JSON object with a list of events in batch" : "expected an event as a JSON object");
            return;
        }
        await collector.CollectAsync(bytes.Memory, body.Events, read, source, body.SentMicros, Robots.IsOne(context.Request.Headers.UserAgent.ToString()), ct);
        await CollectorReply.SuccessAsync(context);
    }

    private static async Task<RequestBody?> ReadAsync(HttpContext context, bool isBatch, CancellationToken ct)
    {
        try
        {
            var body = await RequestBody.ReadAsync(context.Request, ct);
            if (isBatch || body is null || body.Length <= BehaviourTracked.BytesMax) return body;
            body.Dispose();
            return null;
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException($"the body says that it is gzip and is not: {e.Message}");
        }
    }
}
