using System.Net;
using RailLife.Ingest;
using RailLife.Reports.Http;

namespace RailLife.Host.Http;

/// <summary>
/// Refuses what a page of another site makes a browser on this machine send: listening on loopback keeps other machines out, not other
/// sites (a name that resolves to 127.0.0.1, a cross-site POST).
/// </summary>
public sealed class SameMachineOnly(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var request = context.Request;
        // Client libraries on other sites' pages send there; a write key says whose events they are.
        if (IngestModule.IsTracking(request.Path)) return next(context);
        if (!IsLoopbackName(request.Host.Host))
            return Problem.WriteAsync(context, 421, "wrong-host", $"found the host '{request.Host.Host}'; the platform answers to localhost, 127.0.0.1 and [::1] only until it has sign-in");
        if (!HttpMethods.IsGet(request.Method) && request.Headers.Origin is { Count: > 0 } origin
            && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var from) && IsLoopbackName(from.Host)))
            return Problem.WriteAsync(context, 403, "cross-origin", $"found the origin '{origin}'; only the platform's own pages may write");
        return next(context);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
