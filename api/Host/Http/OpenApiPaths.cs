using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using RailLife.Reports.Definitions;

namespace RailLife.Host.Http;

/// <summary>The description of the API at /openapi/v1.json. Each report has its own path with its own parameters, from the report's header.</summary>
public static class OpenApiPaths
{
    public static void Describe(OpenApiDocument document, ReportCatalog reports)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(reports);
        document.Info = new OpenApiInfo { Title = "RailLife", Version = "v1", Description = "Reports, SQL, events and the state of the platform. Errors are application/problem+json with a stable `code`." };
        Add(document, "/v1/reports", HttpMethod.Get, "Reports", "The reports with their parameters and columns", [Answer("200", "The list", "application/json")]);
        foreach (var report in reports.All)
            Report(document, report);
        Sql(document);
        Events(document);
        Tracking(document);
        Add(document, "/v1/models", HttpMethod.Get, "Warehouse", "The published tables with columns, units, privacy and version", [Answer("200", "The list", "application/json")]);
        Add(document, "/v1/pipeline", HttpMethod.Get, "Platform", "How far the data is: log, bronze, rejected, models", [Answer("200", "The state", "application/json")]);
        Add(document, "/healthz", HttpMethod.Get, "Platform", "The process answers", [Answer("200", "It does", "application/json")]);
        Add(document, "/readyz", HttpMethod.Get, "Platform", "Every part is ready", [Answer("200", "Ready", "application/json"), Answer("503", "A part is not ready", "application/json")]);
        Add(document, "/metrics", HttpMethod.Get, "Platform", "Figures as Prometheus text", [Answer("200", "The figures", "text/plain")]);
    }

    private static void Report(OpenApiDocument document, ReportDefinition report)
    {
        var operation = Add(document, $"/v1/reports/{report.Name}", HttpMethod.Get, "Reports", $"{report.Title.En} [{report.Title.Zh}]",
        [
            Answer("200", "Columns, rows and the versions of the tables that were read", "application/json", "text/csv"),
            ("304", new OpenApiResponse { Description = "The answer with this ETag is still right" }),
            Answer("400", "bad-parameter: which one, what was found, what was expected", "application/problem+json"),
        ]);
        operation.Description = report.About.En;
        operation.Parameters = [];
        foreach (var parameter in report.Parameters)
            operation.Parameters.Add(new OpenApiParameter { Name = parameter.Name, In = ParameterLocation.Query, Description = $"{parameter.Title.En} [{parameter.Title.Zh}]", Schema = Schema(parameter) });
        operation.Parameters.Add(new OpenApiParameter { Name = "format", In = ParameterLocation.Query, Description = "Shape of the answer", Schema = Choice("json", ["json", "csv"]) });
        operation.Parameters.Add(new OpenApiParameter { Name = "If-None-Match", In = ParameterLocation.Header, Description = "ETag of an answer in hand", Schema = Text() });
    }

    private static void Sql(OpenApiDocument document)
    {
        var operation = Add(document, "/v1/sql", HttpMethod.Post, "SQL", "Runs one select over the published tables",
        [
            Answer("200", "Columns and rows; truncated says whether the limit cut it", "application/json"),
            Answer("400", "The statement or its parameters are not accepted; code says why", "application/problem+json"),
            Answer("503", "busy: too many queries wait", "application/problem+json"),
            Answer("504", "query-timeout", "application/problem+json"),
        ]);
        operation.RequestBody = Body("application/json", new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "sql" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["sql"] = Text(),
                ["parameters"] = new OpenApiSchema { Description = "Array for ? and $1, object for $name" },
                ["limit"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "Most rows wanted" },
            },
        });
    }

    private static void Events(OpenApiDocument document)
    {
        var operation = Add(document, "/v1/events", HttpMethod.Post, "Events", "Takes CloudEvents 1.0, one or a batch",
            [Answer("202", "A verdict per event, by the checker that ingest uses", "application/json"), Answer("400", "The body is no JSON", "application/problem+json")]);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/cloudevents+json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
                ["application/cloudevents-batch+json"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Object } } },
            },
        };
    }

    private static void Tracking(OpenApiDocument document)
    {
        (string, OpenApiResponse)[] answers = [Answer("200", "Taken and durable", "application/json"), Answer("400", "Cannot be read", "application/json"), Answer("401", "No write key of this installation", "application/json"), Answer("413", "Too large", "application/json"), Answer("429", "Too many; Retry-After says when to come again", "application/json")];
        foreach (var call in new[] { "track", "page", "screen", "identify", "group", "alias", "batch" })
            Add(document, $"/v1/{call}", HttpMethod.Post, "Tracking", $"Takes {(call == "batch" ? "events" : $"a {call}")} as the Segment HTTP API sends it; write key by basic auth", answers);
        Add(document, "/sa", HttpMethod.Post, "Tracking", "Takes events as the Sensors Analytics [神策] API sends them: data or data_list, base64; write key as token", answers);
        Add(document, "/debug", HttpMethod.Post, "Tracking", "Checks events as the Sensors Analytics [神策] libraries send them in debug mode, and says what is wrong; Dry-Run: true writes nothing", answers);
        Add(document, "/sa.gif", HttpMethod.Get, "Tracking", "The same as a pixel: answers a picture of one dot", answers);
    }

    private static OpenApiOperation Add(OpenApiDocument document, string path, HttpMethod method, string tag, string summary, (string Status, OpenApiResponse Response)[] responses)
    {
        var operation = new OpenApiOperation { Summary = summary, OperationId = Id(method, path), Responses = [] };
        operation.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-group"] = new JsonNodeExtension(JsonValue.Create(tag)!) };
        foreach (var (status, response) in responses)
            operation.Responses.Add(status, response);
        document.Paths ??= [];
        if (!document.Paths.TryGetValue(path, out var item))
            document.Paths.Add(path, item = new OpenApiPathItem());
        ((OpenApiPathItem)item).Operations ??= [];
        item.Operations![method] = operation;
        return operation;
    }

    private static string Id(HttpMethod method, string path) =>
        method.Method.ToLowerInvariant() + string.Concat(path.Split('/', '-', '.').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p[0]) + p[1..]));

    private static (string, OpenApiResponse) Answer(string status, string description, params string[] types) => (status, new OpenApiResponse
    {
        Description = description,
        Content = types.ToDictionary(t => t, _ => new OpenApiMediaType()),
    });

    private static OpenApiRequestBody Body(string type, OpenApiSchema schema) =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType> { [type] = new() { Schema = schema } } };

    private static OpenApiSchema Schema(ReportParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Date => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date", Default = Preset(parameter) },
        ParameterKind.Currency => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$" },
        ParameterKind.Integer => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Minimum = parameter.Min.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = parameter.Max.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Default = parameter.Default is null ? null : JsonNode.Parse(parameter.Default),
        },
        ParameterKind.Text => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = (int)parameter.Min, MaxLength = (int)parameter.Max, Default = Preset(parameter) },
        _ => Choice(parameter.Default, parameter.Choices),
    };

    private static OpenApiSchema Choice(string? preset, IEnumerable<string> choices) =>
        new() { Type = JsonSchemaType.String, Default = preset is null ? null : JsonValue.Create(preset), Enum = [.. choices.Select(c => (JsonNode)JsonValue.Create(c)!)] };

    private static JsonNode? Preset(ReportParameter parameter) => parameter.Default is null ? null : JsonValue.Create(parameter.Default);

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
