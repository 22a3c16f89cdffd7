using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RailLife.Ingest.Tracking;
using RailLife.Ingest.Tracking.Segment;
using RailLife.Ingest.Tracking.Sensors;

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

    /// <summary>Maps what client libraries send to: the Segment HTTP API under <c>/v1</c> and the Sensors Analytics API at <c>/sa</c>.</summary>
    public static void MapTracking(this IEndpointRouteBuilder routes, TrackingCollector collector)
    {
        SegmentRoutes.Map(routes, collector);
        SensorsRoutes.Map(routes, collector);
        SensorsDebug.Map(routes, collector);
    }

    /// <summary>True for the paths of <see cref="MapTracking"/>: pages of other sites send there, and are meant to.</summary>
    public static bool IsTracking(PathString path) => TrackingPaths.Contains(path.Value ?? "");

    private static readonly FrozenSet<string> TrackingPaths = SegmentRoutes.Paths.Concat(SensorsRoutes.Paths).Append(SensorsDebug.Path).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
