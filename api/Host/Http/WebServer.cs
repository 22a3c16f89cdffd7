using Microsoft.AspNetCore.Server.Kestrel.Core;
using RailLife.Host.Verbs;

namespace RailLife.Host.Http;

/// <summary>The web server that every part of the platform listens by: Kestrel on loopback, bounded, its log on standard error.</summary>
internal static class WebServer
{
    /// <summary>Largest request body, in bytes, unless a route says less.</summary>
    private const long BodyBytesMax = 32L * 1024 * 1024;

    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    public static WebApplicationBuilder NewBuilder(ApiHostOptions options)
    {
        var address = LoopbackAddress.Parse(options.Listen);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            Limit(kestrel);
        });
        // Standard output holds answers only; the log is on standard error.
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It says what EdgeErrors says already, and while it listens every request costs an activity that nobody reads.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }

    /// <summary>Starts listening; the address with the port that was really taken.</summary>
    /// <exception cref="UserException">The port is in use.</exception>
    public static async Task<string> ListenAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UserException($"the port of {e.Message} Pass --port or stop the other process.");
        }
        return app.Urls.First();
    }

    /// <summary>The figures of some parts at <c>/metrics</c>.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes, IReadOnlyList<IMetricsSource> sources) =>
        routes.MapGet("/metrics", (RequestDelegate)(context =>
        {
            context.Response.ContentType = MetricsText.ContentType;
            context.Response.Headers.CacheControl = "no-store";
            return context.Response.WriteAsync(MetricsText.Render(sources.SelectMany(s => s.Read())), context.RequestAborted);
        }));

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        kestrel.Limits.MaxRequestLineSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 1_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}
