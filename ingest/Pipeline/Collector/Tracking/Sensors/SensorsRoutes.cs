using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RailLife.Ingest.Tracking.Sensors;

/// <summary>The Sensors Analytics [神策] HTTP API: <c>GET</c> and <c>POST /sa</c>, also as <c>/sa.gif</c>. The write key is the address's <c>token</c>.</summary>
/// <remarks>200 for what was taken, also where a single event of it fails its contract; 400 cannot be decoded, 401 no token, 413 too large, 429 too many.</remarks>
internal static class SensorsRoutes
{
    public static readonly string[] Paths = ["/sa", "/sa.gif"];

    public static void Map(IEndpointRouteBuilder routes, TrackingCollector collector)
    {
        foreach (var path in Paths)
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)(context => HandleAsync(context, collector, keepsUnread: true, (json, events, source) => CollectAsync(context, collector, json, events, source)))).ExcludeFromDescription();
            routes.MapMethods(path, [HttpMethods.Options], (RequestDelegate)CrossOrigin.AllowAsync).ExcludeFromDescription();
        }
    }

    /// <summary>Lets a request in and decodes it; what it holds is for <paramref name="take"/>, which answers.</summary>
    /// <param name="keepsUnread">What cannot be decoded is kept among the rejected.</param>
    internal static async Task HandleAsync(HttpContext context, TrackingCollector collector, bool keepsUnread, Func<RequestBody, IReadOnlyList<Range>, string, Task> take)
    {
        CrossOrigin.Say(context);
        var ct = context.RequestAborted;
        if (collector.Source(context.Request.Query["token"].ToString(), context) is not { } source)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 401, "unknown-write-key", "expected a write key of this installation as token in the address");
            return;
        }
        using var form = await FormAsync(context, ct);
        if (form is null)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 413, "too-large", $"at most {CollectorOptions.BodyBytesMax} bytes a request are taken");
            return;
        }
        using var json = SensorsBody.Decode(form.Span);
        var events = json is null ? null : SensorsBody.Events(json.Span);
        if (collector.Refuse(context, source, Math.Max(1, events?.Count ?? 1)) is { } wait)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, 429, "too-many-events", "this token or this client sends more than it may; try again later", wait);
            return;
        }
        if (json is null || events is null)
        {
            if (keepsUnread) await collector.KeepAsync(json?.Memory ?? form.Memory, ct);
            await CollectorReply.RefuseAsync(context, 400, "bad-data", "expected data or data_list: JSON as base64, packed when gzip=1, with its crc when ext says one");
            return;
        }
        await take(json, events, source);
    }

    private static async Task CollectAsync(HttpContext context, TrackingCollector collector, RequestBody json, IReadOnlyList<Range> events, string source)
    {
        await collector.CollectAsync(json.Memory, events, SensorsEvent.Read, source, null, Robots.IsOne(context.Request.Headers.UserAgent.ToString()), context.RequestAborted);
        await CollectorReply.PixelAsync(context);
    }

    private static async Task<RequestBody?> FormAsync(HttpContext context, CancellationToken ct) => HttpMethods.IsPost(context.Request.Method)
        ? await RequestBody.ReadAsync(context.Request, ct)
        : RequestBody.Of(Encoding.UTF8.GetBytes(context.Request.QueryString.Value is [_, .. var query] ? query : ""));
}
