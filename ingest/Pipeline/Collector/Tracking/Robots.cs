using System.Buffers;

namespace RailLife.Ingest.Tracking;

/// <summary>Clients that call themselves robots [爬虫].</summary>
internal static class Robots
{
    // What a robot's own name holds, and no person's browser.
    private static readonly SearchValues<string> Marks = SearchValues.Create(
    [
        "bot", "spider", "crawl", "slurp", "headless", "lighthouse", "pingdom", "uptime", "monitor", "phantomjs", "puppeteer", "playwright", "selenium",
        "curl/", "wget/", "python-requests", "python-urllib", "go-http-client", "okhttp-probe", "facebookexternalhit", "mediapartners", "yahoo! slurp", "preview", "archiver",
    ], StringComparison.OrdinalIgnoreCase);

    // "cubot" is a maker of phones.
    public static bool IsOne(string userAgent) => userAgent.AsSpan().ContainsAny(Marks) && !userAgent.Contains("cubot", StringComparison.OrdinalIgnoreCase);
}
