using System.Collections.Frozen;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RailLife.Ingest.Tracking;

/// <summary>Whose events a request brings. A write key is no secret, for every page that sends carries it; it says which source the events are of.</summary>
internal sealed class WriteKeys
{
    private const string Prefix = "raillife/collect/";

    private readonly FrozenDictionary<string, string> _sources;
    private readonly string _devKey;

    public WriteKeys(CollectorOptions options)
    {
        _sources = options.Keys.ToFrozenDictionary(k => k.Key, k => Prefix + k.Value, StringComparer.Ordinal);
        _devKey = options.DevKey;
    }

    /// <summary>The source of a key's events; null = the key is not known here.</summary>
    public string? Source(string? key, HttpContext call)
    {
        if (string.IsNullOrEmpty(key)) return null;
        if (_sources.TryGetValue(key, out var source)) return source;
        return _devKey.Length > 0 && string.Equals(key, _devKey, StringComparison.Ordinal) && IsFromHere(call) ? Prefix + "dev" : null;
    }

    /// <summary>The key of basic auth: its user name. Null = there is none.</summary>
    public static string? OfBasicAuth(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var clear = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[6..].Trim(), clear, out var length)) return null;
        var text = Encoding.UTF8.GetString(clear, 0, length);
        return text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end ? text[..end] : text;
    }

    /// <summary>Where the call comes from: the last hop that a proxy on this machine names, else the connection.</summary>
    public static string Client(HttpContext call)
    {
        if (Forwarded(call) is { Length: > 0 } named) return named[(named.LastIndexOf(',') + 1)..].Trim();
        return call.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    /// <summary>True when a proxy says whose call it is.</summary>
    public static bool IsForwarded(HttpContext call) => Forwarded(call) is not null;

    private static bool IsFromHere(HttpContext call) => !IsForwarded(call) && (call.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address));

    private static string? Forwarded(HttpContext call) => call.Request.Headers.TryGetValue("X-Forwarded-For", out var hops) ? hops.ToString() : null;
}
