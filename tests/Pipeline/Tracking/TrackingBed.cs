using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Ingest.Tracking;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline.Tracking;

/// <summary>A collector over HTTP with a log and a lake of its own.</summary>
internal sealed class TrackingBed : IAsyncDisposable
{
    public const string Key = "key-1";
    public const string Source = "raillife/collect/web";

    public static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly TempFolder _folder = new();
    private readonly WebApplication _host;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false });

    private TrackingBed(CollectorOptions options, TimeProvider clock)
    {
        Bed = new IngestBed(_folder.Path);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _host = builder.Build();
        _host.Urls.Add("http://127.0.0.1:0");
        Collector = new TrackingCollector(Bed.Log, new SealedRecords(new RawSealer(Bed.Ring)), new PersonalHash(Bed.Ring), new IdSource(clock), options, clock);
        _host.MapTracking(Collector);
    }

    public IngestBed Bed { get; }

    public TrackingCollector Collector { get; }

    public PersonalHash Hash => new(Bed.Ring);

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<TrackingBed> StartAsync(TimeProvider? clock = null, Func<CollectorOptions, CollectorOptions>? with = null)
    {
        var options = new CollectorOptions(Shanghai) { Keys = new Dictionary<string, string> { [Key] = "web" } };
        var bed = new TrackingBed(with?.Invoke(options) ?? options, clock ?? TimeProvider.System);
        await bed._host.StartAsync(Ct);
        return bed;
    }

    public Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> SegmentAsync(string call, string body, string? key = Key) =>
        SendAsync(HttpMethod.Post, $"/v1/{call}", new StringContent(body, Encoding.UTF8, "application/json"), key);

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Answer)> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? key = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"{_host.Urls.First()}{path}") { Content = content };
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:")));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await _client.SendAsync(request, Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer);
    }

    /// <summary>Takes all of the log in; then values of the one event of bronze that silver sees.</summary>
    public async Task<object?[]> OnlyAsync(string columns) => Assert.Single(await RowsAsync(columns));

    public async Task<List<object?[]>> RowsAsync(string columns)
    {
        await Bed.DrainAsync(Ct);
        return Bed.Rows($"select {columns} from {IngestBed.Silver(Topics.Tracking)} order by logged_at, \"partition\", \"offset\"");
    }

    public async Task<List<string>> RejectedAsync()
    {
        await Bed.DrainAsync(Ct);
        return [.. Bed.Rows("select reason || ' ' || coalesce(path, '') from {ods_rejected} order by 1").Select(r => (string)r[0]!)];
    }

    /// <summary>No file of the installation holds the text.</summary>
    public async Task AssertNowhereAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
            Assert.True((await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf(bytes) < 0, $"{Path.GetFileName(file)} holds '{text}'");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await Bed.DisposeAsync();
        _folder.Dispose();
    }
}
