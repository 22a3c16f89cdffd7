using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using RailLife.Commerce.Edge;
using RailLife.Contracts;

namespace RailLife.Host.Http;

/// <summary>The trade services' part of the description: each endpoint with the shapes that its body is really checked by.</summary>
public static partial class OpenApiTrade
{
    public static void Describe(OpenApiDocument document, IReadOnlyList<RouteDescription> routes)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "Members: POST /v1/auth/sessions. Staff and merchants: raillife token." };
        document.Paths ??= [];
        foreach (var route in routes)
        {
            if (!document.Paths.TryGetValue(route.Path, out var item)) document.Paths.Add(route.Path, item = new OpenApiPathItem());
            ((OpenApiPathItem)item).Operations ??= [];
            item.Operations![new HttpMethod(route.Method)] = Operation(document, route);
        }
    }

    private static OpenApiOperation Operation(OpenApiDocument document, RouteDescription route)
    {
        var operation = new OpenApiOperation
        {
            Summary = route.Summary,
            Description = $"Catalogue: {route.Capability}. For: {route.Access}.",
            OperationId = route.Method.ToLowerInvariant() + string.Concat(Word().Matches(route.Path).Select(m => char.ToUpperInvariant(m.Value[0]) + m.Value[1..])),
            Parameters = [.. PathValue().Matches(route.Path).Select(m => Parameter(m.Groups[1].Value, ParameterLocation.Path, isRequired: true)), .. route.Query.Select(q => Parameter(q, ParameterLocation.Query, isRequired: false))],
            Responses = new OpenApiResponses
            {
                ["200"] = new OpenApiResponse { Description = "Done", Content = route.Answer is { } answer ? Json("application/json", Schema(answer.Shape)) : null },
                ["4XX"] = new OpenApiResponse { Description = "Refused; `code` says why and nothing was changed", Content = Json("application/problem+json", new OpenApiSchema { Type = JsonSchemaType.Object }) },
            },
        };
        if (route.Method == "POST") operation.Parameters.Add(Parameter("Idempotency-Key", ParameterLocation.Header, isRequired: false));
        if (route.Body is { } body) operation.RequestBody = new OpenApiRequestBody { Required = true, Content = Json("application/json", Schema(body.Shape)) };
        if (route.Access != Access.Anyone) operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        return operation;
    }

    private static Dictionary<string, OpenApiMediaType> Json(string type, OpenApiSchema schema) => new() { [type] = new OpenApiMediaType { Schema = schema } };

    private static OpenApiParameter Parameter(string name, ParameterLocation where, bool isRequired) =>
        new() { Name = name, In = where, Required = isRequired, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSchema Schema(Shape shape, bool isOptional = false)
    {
        var schema = shape switch
        {
            ObjectShape fields => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = fields.Fields.ToDictionary(f => f.Name, IOpenApiSchema (f) => Schema(f.Shape, !f.IsRequired)),
                Required = fields.Fields.Where(f => f.IsRequired).Select(f => f.Name).ToHashSet(),
            },
            ArrayShape list => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Schema(list.Item), MinItems = list.Min, MaxItems = list.Max },
            MapShape map => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Schema(map.Value), MinProperties = map.Min, MaxProperties = map.Max },
            IntegerShape whole => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = Text(whole.Min), Maximum = Text(whole.Max) },
            DecimalShape => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = @"^-?[0-9]{1,14}(\.[0-9]{1,4})?$" },
            DateShape => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date" },
            TextShape { Words: { } words } => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(w => (JsonNode)JsonValue.Create(w)!)] },
            TextShape { IsCurrency: true } => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$" },
            TextShape text => new OpenApiSchema { Type = JsonSchemaType.String, MinLength = text.MinLength, MaxLength = text.MaxLength },
            _ => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        };
        if (isOptional) schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathValue();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
