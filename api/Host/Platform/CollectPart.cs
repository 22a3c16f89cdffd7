using RailLife.Host.Http;
using RailLife.Host.Verbs;
using RailLife.Ingest;

namespace RailLife.Host.Platform;

/// <summary>A web server that takes events and nothing else: the collector on a machine of its own.</summary>
public sealed class CollectPart : IAsyncDisposable
{
    private readonly WebApplication _app;

    /// <exception cref="UserException">The address is not a loopback address.</exception>
    public CollectPart(Installation installation)
    {
        var http = installation.Settings.Http;
        var tracking = installation.NewTracking();
        var events = new EventCollector(installation.Log, new(installation.Sealer), new(installation.Hash), installation.Clock);
        try
        {
            _app = WebServer.NewBuilder(new(http.Listen, http.Port)).Build();
        }
        catch (ArgumentException refused)
        {
            throw new UserException(refused.Message);
        }
        _app.UseMiddleware<EdgeErrors>();
        _app.UseMiddleware<SameMachineOnly>();
        _app.UseRouting();
        _app.MapTracking(tracking);
        _app.MapIngest(events);
        _app.MapHealth([]);
        _app.MapMetrics([new CollectorMetrics(tracking), new ProcessMetrics(installation.Clock)]);
    }

    /// <summary>Starts listening; the address with the port that was really taken.</summary>
    /// <exception cref="UserException">The port is in use.</exception>
    public Task<string> StartAsync(CancellationToken ct) => WebServer.ListenAsync(_app, ct);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
