using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Commerce.Edge;
using RailLife.Contracts.Gateway;
using RailLife.Store;

namespace RailLife.Commerce.Gateway;

/// <summary>The single entry of <c>/v1</c> [唯一的请求入口]: who calls, may he now, open what is sealed, measure.</summary>
/// <remarks>Catalogue PGW-01..04, PGW-08. What it tells of each call goes beside the calls and never keeps one waiting.</remarks>
internal sealed class GatewayEntry(GatewayCallers callers, TokenBuckets buckets, RouteMeter meter, GatewayLog log, GatewayOptions options, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var started = clock.GetTimestamp();
        var visit = new Visit();
        // An exception on its way to the host's edge becomes a 500 there.
        var status = 500;
        try
        {
            if (await AdmitAsync(http, visit) is { } refusal) await Reply.Of(refusal).WriteAsync(http);
            else
            {
                visit.IsAdmitted = true;
                await PassAsync(http, next);
            }
            status = http.Response.StatusCode;
        }
        finally
        {
            // Paths that lead nowhere are one route: callers do not choose how many counters there are.
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
            var took = clock.GetElapsedTime(started);
            meter.Count($"{http.Request.Method} {route}", status, took);
            log.Tell(visit.Caller, new GatewayRequest(visit.Caller, Method(http), route, status, visit.IsAdmitted, (long)took.TotalMicroseconds));
        }
    }

    private async Task<Refusal?> AdmitAsync(HttpContext http, Visit visit)
    {
        byte[]? body = null;
        try
        {
            // Only what is signed or sealed has to be whole before it is judged.
            if (IsPartners(http)) body = await RequestBody.ReadAsync(http);
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
        var who = await callers.WhoAsync(http, body ?? []);
        // A wrong signature costs the address it came from: guessing is slow, and a partner's bucket is not emptied by others.
        var caller = who.IsDone ? who.Value : new GatewayCaller(GatewayCallers.AddressOf(http), options.CallsPerMinute, null);
        visit.Caller = Public(caller);
        if (buckets.Refuse(caller.Name, caller.CallsPerMinute) is { } wait) return Throttle(http, caller, wait);
        if (!who.IsDone) return Unproven(http, who.Refusal!);
        return body is null ? null : Open(http, caller, body);
    }

    private static bool IsPartners(HttpContext http) =>
        http.Request.Headers.ContainsKey(SealedBody.Header) || (http.Request.Headers.Authorization is [{ } header] && header.StartsWith(PartnerSignature.Scheme, StringComparison.Ordinal));

    private static Refusal? Open(HttpContext http, GatewayCaller caller, byte[] body)
    {
        if (http.Request.Headers.ContainsKey(SealedBody.Header))
        {
            if (caller.Secret is not { } secret) return new Refusal(400, "seal-needs-key", "only a call signed with a partner's key can be sealed");
            if (body.Length > 0)
            {
                if (SealedBody.Open(secret, Context("request", http), body) is not { } text) return new Refusal(400, "bad-seal", "the body was not sealed with this key for this method and path");
                body = text;
            }
            http.Items[typeof(SealedBody)] = secret;
        }
        http.Request.Body = new MemoryStream(body, writable: false);
        http.Request.ContentLength = body.Length;
        return null;
    }

    private static async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Items[typeof(SealedBody)] is not byte[] secret)
        {
            await next(http);
            return;
        }
        var wire = http.Response.Body;
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        await next(http);
        http.Response.Body = wire;
        var bytes = SealedBody.Seal(secret, Context("response", http), answer.ToArray());
        http.Response.Headers[SealedBody.Header] = "v1";
        http.Response.ContentLength = bytes.Length;
        await wire.WriteAsync(bytes, http.RequestAborted);
    }

    private Refusal Throttle(HttpContext http, GatewayCaller caller, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var name = Public(caller);
        log.Tell(name, new GatewayThrottled(name, http.Request.Method, Path(http)));
        return new Refusal(429, "too-many-calls", $"found more than {caller.CallsPerMinute} calls a minute; wait as Retry-After says");
    }

    private Refusal Unproven(HttpContext http, Refusal refusal)
    {
        var keyId = http.Request.Headers.Authorization is [{ } header] ? PartnerSignature.Parse(header)?.KeyId : null;
        log.Tell(keyId ?? "anonymous", new GatewayAuthFailed(keyId, http.Request.Method, Path(http), refusal.Code));
        return refusal;
    }

    private static string Context(string direction, HttpContext http) => $"{direction} {http.Request.Method} {http.Request.Path}";

    private static string Path(HttpContext http) => http.Request.Path.Value is { Length: > 0 } path ? path.Length <= 500 ? path : path[..500] : "/";

    // An address is personal: it is named as such only.
    private static string Public(GatewayCaller caller) => caller.Name.StartsWith("address:", StringComparison.Ordinal) ? "anonymous" : caller.Name;

    // A caller may send any word as method.
    private static string Method(HttpContext http) => http.Request.Method.Length <= 20 ? http.Request.Method : http.Request.Method[..20];

    /// <summary>What is found out about a call on its way.</summary>
    private sealed class Visit
    {
        public string Caller { get; set; } = "anonymous";
        public bool IsAdmitted { get; set; }
    }
}
