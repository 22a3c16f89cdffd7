using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using RailLife.Host.Http;
using RailLife.Reports;
using RailLife.Tests.Reports;

namespace RailLife.Tests.Host;

/// <summary>The real Kestrel on a free port over tables that a test gives.</summary>
internal sealed class ApiHarness : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ReportHarness _reports;

    private ApiHarness(WebApplication app, ReportHarness reports)
    {
        (_app, _reports) = (app, reports);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public FakeTables Tables => _reports.Tables;

    public ReportsModule Module => _reports.Module;

    public static async Task<ApiHarness> StartAsync(
        FakeTables? tables = null, ReportsOptions? options = null, IReadOnlyList<HealthPart>? health = null, Func<CancellationToken, ValueTask<byte[]>>? pipeline = null,
        Action<IEndpointRouteBuilder>? routes = null, string? webRoot = "no such folder")
    {
        var reports = new ReportHarness(tables ?? Shop(), options);
        var app = ApiHost.Build(new ApiHostOptions(Port: 0, WebRoot: webRoot),
            new ApiParts(reports.Module, health ?? [], [new ProcessMetrics(TimeProvider.System)], pipeline, routes));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiHarness(app, reports);
    }

    public static FakeTables Shop() => new FakeTables()
        .Orders("'o1', 'm1', 'UK', 'GBP', 1000, date '2026-01-01'", "'o2', 'm1', '法国, \"FR\"', 'GBP', 0, date '2026-01-02'")
        .Refunds("'p1', 'UK', 400, 'GBP', date '2026-01-02'");

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer);
    }

    public async Task<(HttpStatusCode Status, string Body)> SqlAsync(string body, string contentType = "application/json")
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        using var answer = await Client.PostAsync("/v1/sql", content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _reports.Dispose();
    }
}
