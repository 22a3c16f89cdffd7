using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using RailLife.Contracts;

namespace RailLife.Ingest.Tracking;

/// <summary>Under which name a client's pace is remembered. Addresses are personal: the name is their hash.</summary>
internal sealed class CallerNames(PersonalHash hash)
{
    private static readonly object Key = new();

    /// <summary>Null when nobody knows where the call comes from.</summary>
    public string? Of(HttpContext call)
    {
        // Behind a proxy a connection carries many clients; without one it carries one client, call after call (HTTP/1.1), so the name is made once.
        if (WriteKeys.IsForwarded(call) || call.Features.Get<IConnectionItemsFeature>()?.Items is not { } connection) return Made(call);
        if (connection.TryGetValue(Key, out var known)) return (string?)known;
        var made = Made(call);
        connection[Key] = made;
        return made;
    }

    private string? Made(HttpContext call) => WriteKeys.Client(call) is { Length: > 0 } client ? hash.Of(PersonalKind.Address, client) : null;
}
