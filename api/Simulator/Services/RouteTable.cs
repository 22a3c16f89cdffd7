using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace RailLife.Simulator.Services;

/// <summary>Takes endpoints as a web server would, and finds them by method and path pattern: calls need no network.</summary>
internal sealed class RouteTable : IEndpointRouteBuilder
{
    private Dictionary<string, RequestDelegate>? byName;

    public IServiceProvider ServiceProvider { get; } = new ServiceCollection().AddLogging().BuildServiceProvider();

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(ServiceProvider);

    /// <param name="pattern">As it was mapped: <c>/v1/orders/{id}/receive</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such endpoint.</exception>
    public RequestDelegate Find(string method, string pattern)
    {
        byName ??= DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()
            .SelectMany(e => (e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(m => (Name: $"{m} {e.RoutePattern.RawText}", e.RequestDelegate)))
            .ToDictionary(e => e.Name, e => e.RequestDelegate!);
        return byName.TryGetValue($"{method} {pattern}", out var found) ? found : throw new InvalidOperationException($"the services have no endpoint {method} {pattern}");
    }
}
