using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using RailLife.Reports.Sql;

namespace RailLife.Reports.Http;

/// <summary>POST /v1/sql {sql, parameters?, limit?}.</summary>
public static class SqlRoutes
{
    /// <summary>Largest body, in bytes: the statement's own limit and room for parameters.</summary>
    public const long BodyBytesMax = 1024 * 1024;

    private const string Expected = "an object {\"sql\": \"select ...\", \"parameters\": [...] or {...}, \"limit\": rows}";

    public static void MapSql(this IEndpointRouteBuilder routes, ReportsModule module)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(module);
        routes.MapPost("/v1/sql", (RequestDelegate)(context => QueryProblems.GuardAsync(context, () => SqlAsync(context, module.Sql))));
    }

    private static async Task SqlAsync(HttpContext context, SqlAccess sql)
    {
        // A page of another site can send text/plain without asking; JSON it cannot.
        if (!context.Request.HasJsonContentType())
        {
            await Problem.WriteAsync(context, 415, "unsupported-media-type", $"found the content type '{context.Request.ContentType}', expected application/json").ConfigureAwait(false);
            return;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = BodyBytesMax;
        SqlRequest? request;
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            request = Read(body.RootElement);
        }
        catch (JsonException bad)
        {
            await Problem.WriteAsync(context, 400, "bad-json", $"the body is no JSON: {bad.Message} Expected {Expected}").ConfigureAwait(false);
            return;
        }
        if (request is null)
        {
            await Problem.WriteAsync(context, 400, "bad-parameter", $"found another shape, expected {Expected}; limit from 1").ConfigureAwait(false);
            return;
        }
        var (answer, refusal) = await sql.RunAsync(request, context.RequestAborted).ConfigureAwait(false);
        if (refusal is not null)
        {
            await Problem.WriteAsync(context, 400, refusal.Code, refusal.Detail, ("position", refusal.Position)).ConfigureAwait(false);
            return;
        }
        context.Response.Headers.CacheControl = "no-store";
        await ReportRoutes.BodyAsync(context, answer!, "application/json").ConfigureAwait(false);
    }

    private static SqlRequest? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("sql", out var sql) || sql.ValueKind != JsonValueKind.String)
            return null;
        if (body.EnumerateObject().Any(p => p.Name is not ("sql" or "parameters" or "limit")))
            return null;
        int? limit = null;
        if (body.TryGetProperty("limit", out var rows) && rows.ValueKind != JsonValueKind.Null)
        {
            if (rows.ValueKind != JsonValueKind.Number || !rows.TryGetInt32(out var n) || n < 1)
                return null;
            limit = n;
        }
        return new SqlRequest(sql.GetString()!, body.TryGetProperty("parameters", out var given) ? given.Clone() : null, limit);
    }
}
