using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Reports.Definitions;
using RailLife.Reports.Running;
using RailLife.Reports.Writing;

namespace RailLife.Reports.Http;

/// <summary>GET /v1/reports and GET /v1/reports/{name}.</summary>
public static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder routes, ReportsModule module)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(module);
        var list = ReportWords.List(module.Catalog);
        routes.MapGet("/v1/reports", (RequestDelegate)(context => BodyAsync(context, list, "application/json")));
        routes.MapGet("/v1/reports/{name}", (RequestDelegate)(context => QueryProblems.GuardAsync(context, () => ReportAsync(context, module))));
    }

    private static async Task ReportAsync(HttpContext context, ReportsModule module)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (module.Catalog.Find(name) is not { } report)
        {
            await Problem.WriteAsync(context, 404, "unknown-report", $"found no report '{name}'; expected one of {string.Join(", ", module.Catalog.All.Select(r => r.Name))}",
                ("name", name), ("reports", module.Catalog.All.Select(r => r.Name))).ConfigureAwait(false);
            return;
        }
        var query = context.Request.Query;
        var format = query["format"].Count == 0 ? "json" : query["format"].ToString();
        var (arguments, bad) = format is "json" or "csv"
            ? ReportArguments.Check(report, query.Where(p => p.Key != "format").SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))))
            : (null, new BadParameter("format", format, "json or csv"));
        if (bad is not null || arguments is null)
        {
            await BadAsync(context, report, bad!).ConfigureAwait(false);
            return;
        }
        var call = module.Reports.Prepare(report, arguments, format == "csv" ? AnswerFormat.Csv : AnswerFormat.Json);
        var headers = context.Response.Headers;
        headers.ETag = call.ETag;
        headers.CacheControl = "no-cache";
        if (Matches(context.Request.Headers.IfNoneMatch, call.ETag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var answer = await module.Reports.AnswerAsync(call, context.RequestAborted).ConfigureAwait(false);
        if (call.Format == AnswerFormat.Csv)
            headers.ContentDisposition = $"inline; filename=\"{report.Name}.csv\"";
        await BodyAsync(context, answer.Body, answer.ContentType).ConfigureAwait(false);
    }

    private static Task BadAsync(HttpContext context, ReportDefinition report, BadParameter bad) =>
        Problem.WriteAsync(context, 400, "bad-parameter", $"{bad.Name}: found '{bad.Found}', expected {bad.Expected}",
            ("parameter", bad.Name), ("found", bad.Found), ("expected", bad.Expected), ("parameters", report.Parameters.Select(p => p.Name).Append("format")));

    private static bool Matches(Microsoft.Extensions.Primitives.StringValues given, string etag)
    {
        foreach (var line in given)
        {
            if (line is null)
                continue;
            if (line == etag || line == "*")
                return true;
            if (line.Contains(',', StringComparison.Ordinal) || line.StartsWith("W/", StringComparison.Ordinal))
                foreach (var one in line.Split(',', StringSplitOptions.TrimEntries))
                    if ((one.StartsWith("W/", StringComparison.Ordinal) ? one[2..] : one) == etag)
                        return true;
        }
        return false;
    }

    internal static Task BodyAsync(HttpContext context, byte[] body, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
