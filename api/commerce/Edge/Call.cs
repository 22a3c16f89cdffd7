using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RailLife.Commerce.Edge;

/// <summary>One request as a use case sees it: who calls, the path's values, the query.</summary>
public sealed class Call(HttpContext http, Actor actor)
{
    public const int PageSizeMax = 100;

    public Actor Actor { get; } = actor;

    /// <summary>The channel [渠道] that the client names: h5, app, mini-program, official-account, pc; null when it does not.</summary>
    /// <remarks>Catalogue ORD-18.</remarks>
    public string? Channel => http.Request.Headers["X-Channel"] is [{ Length: > 0 and <= 50 } channel] ? channel : null;

    /// <summary>W3C trace context of the caller.</summary>
    public string? TraceParent => http.Request.Headers.TraceParent is [{ Length: > 0 and <= 100 } trace] ? trace : null;

    /// <summary>A value of the path, such as <c>id</c> in <c>/v1/orders/{id}</c>.</summary>
    public string Path(string name) => http.Request.RouteValues[name] as string ?? throw new InvalidOperationException($"the route has no value '{name}'");

    /// <summary>A value of the query; null when it is absent or empty.</summary>
    /// <exception cref="BadCallException">It holds a NUL, which no text column of PostgreSQL takes.</exception>
    public string? Query(string name) => http.Request.Query[name] is not [{ Length: > 0 } value] ? null
        : value.Contains('\0') ? throw new BadCallException("bad-parameter", $"{name}: found a NUL character, expected text without it")
        : value;

    /// <summary>The version that an edit stands on, from If-Match; null when the header is absent.</summary>
    /// <exception cref="BadCallException">It is no ETag of ours.</exception>
    public long? IfMatch => http.Request.Headers.IfMatch is not [{ Length: > 0 } tag] ? null
        : long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : throw new BadCallException("bad-if-match", $"If-Match: found '{tag}', expected the ETag of the last answer, such as \"3\"");

    /// <exception cref="BadCallException">It is no whole number in the range.</exception>
    public long? Number(string name, long min, long max) => Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : throw new BadCallException("bad-parameter", $"{name}: found '{text}', expected a whole number from {min} to {max}");

    /// <summary>Which page is asked for: <c>limit</c> (1..100, else 20) and <c>cursor</c> (from the last page's <c>next</c>).</summary>
    /// <exception cref="BadCallException">One of them is not what it should be.</exception>
    public PageRequest Page() => new((int)(Number("limit", 1, PageSizeMax) ?? 20), PageRequest.Decode(Query("cursor")));

    /// <summary>The raw body, for callbacks whose signature covers its bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public string? Header(string name) => http.Request.Headers[name] is [{ Length: > 0 } value] ? value : null;
}

/// <summary>The call itself is wrong: 400 with a code.</summary>
public sealed class BadCallException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
