using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Host.Settings;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Host;

/// <summary>The collector as a part of its own, as <c>raillife collect</c> runs it.</summary>
public sealed class CollectPartTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();
    private Installation? _installation;
    private RunningPlatform? _platform;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _installation = new Installation(new PlatformSettings { Data = _folder.Path, Http = new() { Port = 0 } }, TimeProvider.System);
        _platform = await RunningPlatform.StartAsync(_installation, new PartSet(Collect: true), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_platform is not null) await _platform.DisposeAsync();
        if (_installation is not null) await _installation.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/v1/track", "https://shop.example", "shop.example", 200)]   // a page of another site, through a proxy of another name
    [InlineData("/v1/events", "https://shop.example", "127.0.0.1", 403)]
    [InlineData("/v1/events", null, "shop.example", 421)]
    [InlineData("/v1/reports", null, "127.0.0.1", 404)]
    public async Task Pages_of_other_sites_may_send_tracking_events_and_nothing_else(string path, string? origin, string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_platform!.Url}{path}") { Content = new StringContent("""{"anonymousId":"a","event":"x"}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("raillife-dev:"u8));
        request.Headers.Host = host;
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await _client.SendAsync(request, Ct);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task What_was_answered_is_in_the_log_and_counted()
    {
        var batch = $"{{\"writeKey\":\"raillife-dev\",\"batch\":[{string.Join(',', Enumerable.Range(0, 20).Select(i => $"{{\"messageId\":\"{i}\",\"anonymousId\":\"a-{i}\",\"type\":\"track\",\"event\":\"x\"}}"))},3]}}";
        using (var answer = await _client.PostAsync(new Uri($"{_platform!.Url}/v1/batch"), new StringContent(batch), Ct)) Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using (var refused = await _client.PostAsync(new Uri($"{_platform.Url}/v1/batch"), new StringContent("{}"), Ct)) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        var log = _installation!.Log;
        var held = 0L;
        for (var partition = 0; partition < log.PartitionCount(Topics.Tracking); partition++) held += (await log.RangeAsync(new TopicPartition(Topics.Tracking, partition), Ct)).Next;
        Assert.Equal(21, held);
        var metrics = await _client.GetStringAsync(new Uri($"{_platform.Url}/metrics"), Ct);
        Assert.Contains("raillife_collector_events_total 21\n", metrics, StringComparison.Ordinal);
        Assert.Contains("raillife_collector_rejected_total 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("raillife_collector_refused_total 1\n", metrics, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not there", "not there")]
    [InlineData("""{"everywhere":[],"pages":[],"traits":[],"events":[{"name":"a b","owner":"o","zh":"z","en":"e","properties":[]},{"name":"a.b","owner":"o","zh":"z","en":"e","properties":[]}]}""", "a_b")]
    [InlineData("""{"everywhere":[],"pages":[],"traits":[],"events":[],"evens":[]}""", "evens")]
    [InlineData("[]", "no tracking plan")]
    public async Task A_plan_that_cannot_be_read_stops_the_start_and_says_why(string plan, string named)
    {
        var file = Path.Combine(_folder.Path, "plan.json");
        if (plan != named) await File.WriteAllTextAsync(file, plan, Ct);
        await using var installation = new Installation(new PlatformSettings { Data = _folder.Path, Http = new() { Port = 0 }, Collector = new() { Plan = plan == named ? Path.Combine(_folder.Path, named) : file } }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SettingException>(() => RunningPlatform.StartAsync(installation, new PartSet(Collect: true), Ct));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
