using Microsoft.AspNetCore.OpenApi;
using RailLife.Commerce;
using RailLife.Reports;
using RailLife.Reports.Http;

namespace RailLife.Host.Http;

/// <summary>Where the platform listens and what it serves as pages.</summary>
/// <param name="Listen">A loopback address; others are refused.</param>
/// <param name="Port">0 takes a free one.</param>
/// <param name="WebRoot">Folder of the built console; null = the wwwroot beside the binary or in the source tree.</param>
public sealed record ApiHostOptions(string Listen = "127.0.0.1", int Port = 5080, string? WebRoot = null);

/// <summary>What answers over HTTP: the host hands in the parts that this process runs.</summary>
/// <param name="Reports">Reports and SQL.</param>
/// <param name="Health">Parts that /readyz asks.</param>
/// <param name="Metrics">Figures for /metrics.</param>
/// <param name="PipelineAsync">Body of /v1/pipeline as JSON; null = 503 there.</param>
/// <param name="Routes">Routes of further rooms (MapIngest ...).</param>
/// <param name="Trade">The trade services, for their part of the description; null = they run elsewhere.</param>
public sealed record ApiParts(
    ReportsModule Reports,
    IReadOnlyList<HealthPart> Health,
    IReadOnlyList<IMetricsSource> Metrics,
    Func<CancellationToken, ValueTask<byte[]>>? PipelineAsync = null,
    Action<IEndpointRouteBuilder>? Routes = null,
    CommerceModule? Trade = null);

/// <summary>Composes the web server: Kestrel on loopback, errors as problems, every room's routes, the console's files.</summary>
public static class ApiHost
{
    /// <summary>Builds the server; start it with StartAsync or RunAsync. <paramref name="services"/> adds hosted services and the like.</summary>
    /// <exception cref="ArgumentException">The address is not a loopback address.</exception>
    public static WebApplication Build(ApiHostOptions options, ApiParts parts, Action<IServiceCollection>? services = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        var builder = WebServer.NewBuilder(options);
        builder.Services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            OpenApiPaths.Describe(document, parts.Reports.Catalog);
            if (parts.Trade is { } trade) OpenApiTrade.Describe(document, trade.Routes);
            return Task.CompletedTask;
        }));
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseMiddleware<EdgeErrors>();
        app.UseMiddleware<SameMachineOnly>();
        ConsoleFiles.Use(app, options.WebRoot);
        app.UseRouting();
        parts.Trade?.Use(app);
        app.MapReports(parts.Reports);
        app.MapSql(parts.Reports);
        app.MapModels(parts.Reports);
        app.MapHealth(parts.Health);
        app.MapMetrics(parts.Metrics);
        app.MapPipeline(parts.PipelineAsync);
        app.MapOpenApi("/openapi/{documentName}.json");
        parts.Routes?.Invoke(app);
        return app;
    }

    private static void MapPipeline(this IEndpointRouteBuilder routes, Func<CancellationToken, ValueTask<byte[]>>? pipelineAsync) =>
        routes.MapGet("/v1/pipeline", (RequestDelegate)(async context =>
        {
            if (pipelineAsync is null)
            {
                await Problem.WriteAsync(context, 503, "no-pipeline", "this process serves answers only; ask the one that ingests");
                return;
            }
            var body = await pipelineAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = body.Length;
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }));
}
