using RailLife.Commerce;
using RailLife.Contracts;
using RailLife.DuckDb;
using RailLife.Host.Http;
using RailLife.Host.Trade;
using RailLife.Host.Verbs;
using RailLife.Ingest;
using RailLife.Reports;
using RailLife.Reports.Definitions;
using RailLife.Reports.Tables;

namespace RailLife.Host.Platform;

/// <summary>The web server of a process: reports, SQL, collector, health, metrics and the console.</summary>
public sealed class ServePart : IAsyncDisposable
{
    private readonly LakeVersions _versions;
    private readonly ReportsModule _reports;
    private readonly DuckDbDatabase _small;
    private readonly WebApplication _app;

    /// <param name="ingest">Ingest of this process; null = it runs elsewhere.</param>
    /// <param name="build">Build loop of this process; null = it runs elsewhere.</param>
    /// <param name="trade">The trade services; null = they run elsewhere.</param>
    /// <exception cref="UserException">The address is not a loopback address.</exception>
    public ServePart(Installation installation, IngestService? ingest, BuildLoop? build, CommerceModule? trade)
    {
        var (settings, options) = (installation.Settings, installation.Settings.ToReports(installation.Share));
        _versions = new(installation.Lake, installation.Clock, options.VersionAgeMsMax);
        _reports = new(ReportCatalog.Load(ReportCatalog.BuiltInFolder), _versions, TableDescriptions.Of(installation.Graph), options, installation.Clock);
        _small = DuckDbDatabase.Open(ResourceShare.Housekeeping);
        var pipeline = new PipelineReport(installation, _small, () => build?.Status ?? BuildStatus.Read(settings.Data));
        var collector = new EventCollector(installation.Log, new(installation.Sealer), new(installation.Hash), installation.Clock);
        var tracking = installation.NewTracking();
        try
        {
            _app = ApiHost.Build(
                new(settings.Http.Listen, settings.Http.Port),
                new(_reports, Readiness.Of(installation, ingest, () => build?.Status ?? BuildStatus.Read(settings.Data)),
                    [new PlatformMetrics(installation, ingest, build, _reports), new CollectorMetrics(tracking), new ProcessMetrics(installation.Clock), .. trade is null ? Array.Empty<IMetricsSource>() : [new TradeMetrics(trade)]],
                    async ct => (await pipeline.GatherAsync(ct)).ToJson(),
                    routes =>
                    {
                        routes.MapIngest(collector);
                        routes.MapTracking(tracking);
                        trade?.Map(routes);
                    },
                    trade));
        }
        catch (ArgumentException refused)
        {
            throw new UserException(refused.Message);
        }
    }

    /// <summary>Starts listening; the address with the port that was really taken.</summary>
    /// <exception cref="UserException">The port is in use.</exception>
    public Task<string> StartAsync(CancellationToken ct) => WebServer.ListenAsync(_app, ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _reports.Dispose();
        _small.Dispose();
    }
}
