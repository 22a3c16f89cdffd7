using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Reports.Tables;
using RailLife.Reports.Writing;

namespace RailLife.Reports.Http;

/// <summary>GET /v1/models: the published tables with what their columns mean and the version they have now.</summary>
public static class ModelRoutes
{
    public static void MapModels(this IEndpointRouteBuilder routes, ReportsModule module)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(module);
        routes.MapGet("/v1/models", (RequestDelegate)(context =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return ReportRoutes.BodyAsync(context, List(module.Descriptions, module.Versions.Current), "application/json");
        }));
    }

    private static byte[] List(TableDescriptions descriptions, VersionSet set)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonRows.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("models");
            foreach (var table in descriptions.All.Where(t => TableDescriptions.IsPublished(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal))
                Write(json, table, set.Find(table.Name));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, TableDescription table, TableVersion? version)
    {
        json.WriteStartObject();
        json.WriteString("name", table.Name);
        json.WriteString("about", table.About);
        json.WriteString("grain", table.Grain);
        json.WriteString("materialize", table.Materialize);
        json.WriteString("owner", table.Owner);
        json.WriteStartArray("sources");
        foreach (var source in table.Sources)
            json.WriteStringValue(source);
        json.WriteEndArray();
        if (version is not null)
        {
            json.WriteNumber("version", version.Version);
            json.WriteString("built_at", version.At.UtcDateTime);
        }
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("unit", column.Unit);
            json.WriteString("privacy", column.Privacy);
            ReportWords.Words(json, "title", column.Title);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
