namespace RailLife.Ingest.Tracking;

/// <summary>Addresses of pages, cut to what reports group by.</summary>
internal static class PageAddress
{
    private const int PathMax = 1_000;
    private const int HostMax = 200;

    /// <summary>Path without host, query and fragment, at most 1,000 characters; a name that is no address stays as it is.</summary>
    public static string Path(string address)
    {
        var rest = address.AsSpan();
        if (AfterScheme(rest) is >= 0 and var at)
        {
            rest = rest[at..];
            rest = rest.IndexOfAny("/?#") is >= 0 and var path ? rest[path..] : "/";
            if (rest[0] != '/') rest = "/";
        }
        if (rest.IndexOfAny("?#") is >= 0 and var end) rest = rest[..end];
        return rest[..Math.Min(rest.Length, PathMax)].ToString();
    }

    /// <summary>Host in lower case, without port; empty when there is none.</summary>
    public static string Host(string address)
    {
        if (AfterScheme(address) is not (>= 0 and var at)) return "";
        var host = address.AsSpan(at);
        if (host.IndexOfAny("/?#") is >= 0 and var end) host = host[..end];
        if (host.LastIndexOf('@') is >= 0 and var user) host = host[(user + 1)..];
        if (host.LastIndexOf(':') is >= 0 and var port && host.IndexOf(']') < port) host = host[..port];
        return host[..Math.Min(host.Length, HostMax)].ToString().ToLowerInvariant();
    }

    private static int AfterScheme(ReadOnlySpan<char> address) => address.IndexOf("://") is > 0 and var at && at < 12 ? at + 3 : -1;
}
