using Microsoft.AspNetCore.Http;

namespace RailLife.Ingest.Tracking;

/// <summary>CORS: pages of any origin may send events, for the write key says whose they are and no cookie counts here.</summary>
internal static class CrossOrigin
{
    /// <summary>Answers a browser that asks before it sends.</summary>
    public static Task AllowAsync(HttpContext context)
    {
        Say(context);
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        headers.AccessControlAllowHeaders = "authorization, content-type, content-encoding, dry-run, x-retry-count";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Lets the page read the answer. Beacons send with credentials, which wants the origin by name.</summary>
    public static void Say(HttpContext context)
    {
        if (context.Request.Headers.Origin is not [{ } origin]) return;
        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.AccessControlAllowCredentials = "true";
        context.Response.Headers.Vary = "Origin";
    }
}
