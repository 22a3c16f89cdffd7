using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace RailLife.Ingest.Tracking;

/// <summary>Answers as the clients' APIs give them. Nothing is said of single events: whoever fails the contract is in <c>ods_rejected</c>.</summary>
internal static class CollectorReply
{
    private static readonly byte[] Success = "{\"success\":true}"u8.ToArray();

    // The smallest picture there is: transparent, one dot.
    private static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    public static Task SuccessAsync(HttpContext call) => WriteAsync(call, 200, "application/json", Success);

    public static Task PixelAsync(HttpContext call)
    {
        call.Response.Headers.CacheControl = "no-store";
        return WriteAsync(call, 200, "image/gif", Pixel);
    }

    /// <summary>Why a request was not taken at all; the client's library gives up on 400, 401 and 413, and tries again on 429 and 503.</summary>
    public static Task RefuseAsync(HttpContext call, int status, string code, string message, TimeSpan? wait = null)
    {
        if (wait is { } pause) call.Response.Headers.RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(call, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(new { success = false, code, message }));
    }

    private static Task WriteAsync(HttpContext call, int status, string type, byte[] body)
    {
        call.Response.StatusCode = status;
        call.Response.ContentType = type;
        call.Response.ContentLength = body.Length;
        return call.Response.Body.WriteAsync(body, call.RequestAborted).AsTask();
    }
}
