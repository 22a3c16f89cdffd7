using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using RailLife.Bench.Proofs;
using RailLife.Contracts;
using RailLife.Ingest;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline;

public sealed class CollectorTests : IAsyncLifetime
{
    private const string Single = "application/cloudevents+json";
    private const string Batch = "application/cloudevents-batch+json";

    private readonly TempFolder _folder = new();
    private readonly IngestBed _bed;
    private readonly WebApplication _host;
    private readonly HttpClient _client = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public CollectorTests()
    {
        _bed = new IngestBed(_folder.Path);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _host = builder.Build();
        _host.Urls.Add("http://127.0.0.1:0");
        _host.MapIngest(new EventCollector(_bed.Log, new SealedRecords(new RawSealer(_bed.Ring)), new PersonalFields(new PersonalHash(_bed.Ring)), TimeProvider.System));
    }

    [Fact]
    public async Task One_event_is_accepted_and_ends_in_bronze()
    {
        var (status, answer) = await PostAsync(Single, Events.PaidJson("e-1"));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((1, 0), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.Equal("accepted", answer.GetProperty("events")[0].GetProperty("verdict").GetString());
        await _bed.DrainAsync(Ct);
        Assert.Equal("e-1", _bed.Scalar<string>("select id from {ods_order_event}"));
    }

    [Fact]
    public async Task Each_event_of_a_batch_gets_the_verdict_that_ingest_will_give()
    {
        string[] events =
        [
            Events.PaidJson("e-1"),
            Events.PaidJson("e-2", paidMinor: -1),
            Events.PaidJson("e-3").Replace("order.paid.v1", "order.eaten.v1", StringComparison.Ordinal),
            "3",
            Events.PaidJson("e-4").Replace("\"data\":{", $"\"data\":{{\"deep\":{new string('[', 100)}{new string(']', 100)},", StringComparison.Ordinal),
        ];
        var (status, answer) = await PostAsync(Batch, $" [ {string.Join(" ,\n", events)} ] ");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((1, 4), (answer.GetProperty("accepted").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        var verdicts = answer.GetProperty("events").EnumerateArray().Where(v => v.TryGetProperty("reason", out _)).Select(v => v.GetProperty("reason").GetString()!).ToList();
        await _bed.DrainAsync(Ct);
        Assert.Equal(verdicts.Order(), _bed.Rows("select reason from {ods_rejected}").Select(r => (string)r[0]!).Order());
        var shown = _bed.Rows("select topic, \"partition\", \"offset\" from {ods_rejected} where id = 'e-2'").Single();
        Assert.Equal(events[1], Encoding.UTF8.GetString(_bed.Rejected.Show((string)shown[0]!, (int)shown[1]!, (long)shown[2]!)!.Raw!));
    }

    [Fact]
    public async Task Personal_values_and_rejected_events_never_stand_in_the_log_in_clear()
    {
        var login = """{"specversion":"1.0","id":"l-1","source":"test","type":"raillife.auth.login.succeeded.v1","subject":"staff-1","time":"2024-05-01T12:00:00Z","data":{"account_id":"staff-1","client_address":"203.0.113.77"}}""";
        await PostAsync(Batch, $"[{login},{login.Replace("v1\"", "v7\"", StringComparison.Ordinal)}]");
        await _bed.DrainAsync(Ct);

        Assert.DoesNotContain("203.0.113.77", _bed.Scalar<string>("select data from {ods_log_event}"), StringComparison.Ordinal);
        Assert.Equal(Reasons.UnknownVersion, _bed.Scalar<string>("select reason from {ods_rejected}"));
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Ct)).AsSpan().IndexOf("203.0.113.77"u8));
        }
    }

    [Theory]
    [InlineData(Single, "", 400)]
    [InlineData(Single, "{\"id\":", 400)]
    [InlineData(Single, "{} {}", 400)]
    [InlineData(Batch, "{}", 400)]
    [InlineData(Batch, "[{},", 400)]
    [InlineData(Batch, "[{}] x", 400)]
    [InlineData("text/plain", "{}", 415)]
    [InlineData("application/xml", "<a/>", 415)]
    public async Task A_body_that_is_no_json_or_no_event_is_refused_whole(string type, string body, int expected)
    {
        var (status, answer) = await PostAsync(type, body);
        Assert.Equal(expected, (int)status);
        Assert.False(string.IsNullOrEmpty(answer.GetProperty("code").GetString()));
        Assert.Equal(0, (await IngestProgress.OfAsync(_bed.Log, _bed.Lake, Ct)).Sum(p => p.End));
    }

    [Theory]
    [InlineData(4 << 20, 413)]
    [InlineData(2 << 20, 202)]
    public async Task An_event_that_the_log_cannot_carry_is_refused_and_a_merely_large_one_rejected(int bytes, int expected)
    {
        var (status, _) = await PostAsync(Single, Events.PaidJson("e-1").Replace("\"data\":{", $"\"data\":{{\"noise\":\"{new string('x', bytes)}\",", StringComparison.Ordinal));
        Assert.Equal(expected, (int)status);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        var (status, answer) = await PostAsync(Batch, new string(' ', EventCollector.BodyBytesMax + 1));
        Assert.Equal((413, "body-too-large"), ((int)status, answer.GetProperty("code").GetString()));
    }

    public async ValueTask InitializeAsync() => await _host.StartAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
        await _bed.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<(HttpStatusCode, JsonElement)> PostAsync(string type, string body)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await _client.PostAsync(new Uri($"{_host.Urls.First()}/v1/events"), content, Ct);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.Clone());
    }
}
