using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RailLife.Ingest;

/// <summary>The routes of this room.</summary>
public static class IngestModule
{
    /// <summary>Maps <c>POST /v1/events</c>.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes, EventCollector collector) =>
        routes.MapPost("/v1/events", (HttpRequest request, CancellationToken ct) => CollectEvents.HandleAsync(request, collector, ct))
            .WithName("CollectEvents")
            .WithSummary("Takes one CloudEvent or a batch into the event log; a verdict per event.")
            .Produces(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
}
