using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RailLife.Ingest.Tracking.Sensors;

/// <summary>The debug mode of the Sensors Analytics [神策] libraries: <c>POST /debug</c>, written and answered like <c>/sa</c>, but the answer says what is wrong.</summary>
/// <remarks>200 when every event fits its contract, 400 with the reasons when one does not, and then nothing of the request is written. With the header <c>Dry-Run: true</c> nothing is written at all.</remarks>
internal static class SensorsDebug
{
    public const string Path = "/debug";

    private const string DryRun = "Dry-Run";

    public static void Map(IEndpointRouteBuilder routes, TrackingCollector collector)
    {
        routes.MapMethods(Path, [HttpMethods.Post], (RequestDelegate)(context => SensorsRoutes.HandleAsync(context, collector, keepsUnread: false, (json, events, source) => TakeAsync(context, collector, json, events, source)))).ExcludeFromDescription();
        routes.MapMethods(Path, [HttpMethods.Options], (RequestDelegate)CrossOrigin.AllowAsync).ExcludeFromDescription();
    }

    private static async Task TakeAsync(HttpContext context, TrackingCollector collector, RequestBody json, IReadOnlyList<Range> events, string source)
    {
        var wrong = collector.Judge(json.Memory, events, SensorsEvent.Read, source);
        if (wrong.Count > 0)
        {
            collector.Metrics.Refuse();
            await CollectorReply.RefuseAsync(context, StatusCodes.Status400BadRequest, "invalid-events", string.Join("; ", wrong.Select(w => $"{w.Reason} at {w.Path}: expected {w.Expected}")));
            return;
        }
        if (!bool.TryParse(context.Request.Headers[DryRun].ToString(), out var isDry) || !isDry)
            await collector.CollectAsync(json.Memory, events, SensorsEvent.Read, source, null, Robots.IsOne(context.Request.Headers.UserAgent.ToString()), context.RequestAborted);
        await CollectorReply.SuccessAsync(context);
    }
}
