using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using RailLife.Host.Http;
using RailLife.Reports;
using RailLife.Reports.Definitions;
using RailLife.Reports.Tables;
using RailLife.Tests.Reports;
using RailLife.Tests.Tidy;

namespace RailLife.Tests.Browser;

/// <summary>The real web host, reports and console over tables that a test fills: what a reader's browser talks to.</summary>
internal sealed class ToyPlatform : IAsyncDisposable
{
    /// <summary>A name that would run as script, were it ever taken for markup.</summary>
    public const string HostileName = "<img src=x onerror=\"document.title='broken'\">";

    private readonly ReportsModule _reports;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    private ToyPlatform(FakeTables tables, PipelineHealth pipeline)
    {
        Tables = tables;
        _reports = new ReportsModule(ReportCatalog.Load(ReportCatalog.BuiltInFolder), tables, new TableDescriptions([]), new ReportsOptions { Threads = 1 }, TimeProvider.System);
        var parts = new ApiParts(_reports, [], [], _ => ValueTask.FromResult(pipeline.ToJson()));
        _app = ApiHost.Build(new ApiHostOptions(Port: 0, WebRoot: WebRoot), parts);
    }

    public FakeTables Tables { get; }

    /// <summary>Address of the page, without a slash at its end.</summary>
    public string Url => _app.Urls.First();

    private static string WebRoot => Path.Combine(Repository.Root, "api", "Host", "wwwroot");

    /// <summary>A platform with a month of orders in two currencies, refunds, anonymous buyers and a day without sales.</summary>
    public static Task<ToyPlatform> WithOrdersAsync() => StartAsync(FullTables(), FullPipeline());

    /// <summary>A platform on its first day.</summary>
    public static Task<ToyPlatform> EmptyAsync() => StartAsync(new FakeTables(), new PipelineHealth(DateTimeOffset.UnixEpoch, [], [], []));

    private static async Task<ToyPlatform> StartAsync(FakeTables tables, PipelineHealth pipeline)
    {
        if (!File.Exists(Path.Combine(WebRoot, "index.html")))
            Assert.Skip("the console is not built; './raillife test' builds it, or 'npm ci && npm run build' in api/console");
        var platform = new ToyPlatform(tables, pipeline);
        await platform._app.StartAsync();
        return platform;
    }

    /// <summary>Rows of a report as the API answers them, each a map from column to value.</summary>
    public async Task<IReadOnlyList<Dictionary<string, JsonElement>>> ReportAsync(string nameAndQuery)
    {
        using var json = JsonDocument.Parse(await _http.GetStringAsync($"{Url}/v1/reports/{nameAndQuery}"));
        var names = json.RootElement.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()!).ToList();
        return [.. json.RootElement.GetProperty("rows").EnumerateArray().Select(row => names.Zip(row.EnumerateArray(), (n, v) => (n, v.Clone())).ToDictionary(p => p.n, p => p.Item2))];
    }

    /// <summary>One more order of 5.00 GBP on the last day: a new version of the table.</summary>
    public void PlaceOneMore() => Tables.Orders([.. Orders(), "'o-more', 'm1', 'UK', 'GBP', 500, date '2011-08-31'"]);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _reports.Dispose();
        _http.Dispose();
    }

    private static FakeTables FullTables() => new FakeTables()
        .Orders([.. Orders()])
        .Lines([.. Days().SelectMany(day => Enumerable.Range(1, 4).Select(n => $"'o{day}-{n}', 'p{n}', {n * day}, {n * day * 105}, 'GBP', {Date(day)}"))])
        .Refunds("'p1', 'UK', 1234, 'GBP', date '2011-08-05'", "'p2', 'France', 999999, 'GBP', date '2011-08-07'")
        .Products("'p1', '白色挂心烛台', 'WHITE HANGING HEART'", $"'p2', null, '{HostileName.Replace("'", "''", StringComparison.Ordinal)}'", "'p3', null, 'PARTY BUNTING'", "'p4', null, null")
        .Users([.. Enumerable.Range(1, 25).Select(n => $"'m{n}', {((n - 1) % 5) + 1}, {((n - 1) / 5) + 1}, {n}, {n * 1000}, 'GBP', date '2011-08-{n + 3:00}'")])
        .Requests([.. Enumerable.Range(0, 30).Select(n => $"timestamptz '2011-08-{n + 1:00} 10:30:00+00', timestamptz '2011-08-{n + 1:00} 10:00:00+00', {(n % 7 == 0 ? 500 : 200)}, {n * 100}, 'k1:{n}'")]);

    private static IEnumerable<string> Orders() => Days()
        .SelectMany(day => Enumerable.Range(1, 4).Select(n => $"'o{day}-{n}', {(n == 4 ? "null" : $"'m{day % (n + 2)}'")}, '{(n % 2 == 0 ? "UK" : "France")}', 'GBP', {n * day * 105}, {Date(day)}"))
        .Append("'e1', 'm1', 'Spain', 'EUR', 777, date '2011-08-09'");

    // Every day from 2 July to 31 August 2011 but the seventh ones, which are closed.
    private static IEnumerable<int> Days() => Enumerable.Range(2, 61).Where(day => day % 7 != 0);

    private static string Date(int day) => $"date '2011-06-30' + {day}";

    private static PipelineHealth FullPipeline() => new(
        DateTimeOffset.UnixEpoch,
        [new("raillife.order", 1_234_567, 1_234_500, 12, 60, 7, 1.5), new("raillife.tracking", 0, 0, 0, 0, 0, null)],
        [new("import:2011-01-01.csv", "bad-number", 3)],
        [new("fct_order", "ok", "incremental", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 41, 1_234, 7, null), new("subject_user", "failed", null, null, null, null, null, "check unique failed")]);
}
