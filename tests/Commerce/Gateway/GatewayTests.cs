using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Gateway;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Gateway;

/// <summary>Catalogue PGW-01..04, PGW-08: the entry over real HTTP, on both databases.</summary>
public class GatewayTests
{
    public sealed record EchoBody([Text(100)] string Word);

    public sealed record EchoView(string Who, string Word);

    private sealed class Door : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ServiceEvents told;

        private Door(CommerceBed bed, WebApplication app, GatewayOptions options)
        {
            (Bed, this.app) = (bed, app);
            Log = new EmbeddedEventLog(Path.Combine(bed.Folder, "events"), bed.Clock);
            Module = new GatewayModule(bed.Database, bed.Ids, bed.Keys, bed.Tokens, told = new ServiceEvents(Log, new ServiceEventsOptions()), options);
            app.UseRouting();
            Module.Use(app);
            var routes = new CommerceRoutes(app, bed.Database, bed.Tokens);
            Module.Map(routes);
            routes.Post<EchoBody, EchoView>("/v1/echo", Access.SignedIn, "PGW-01", "Says who called", (call, body, _) => Task.FromResult<Outcome<EchoView>>(new EchoView(call.Actor.ToString(), body.Word)));
        }

        public CommerceBed Bed { get; }
        public EmbeddedEventLog Log { get; }
        public GatewayModule Module { get; }
        public HttpClient Http { get; } = new();
        public string KeyId { get; private set; } = "";
        public byte[] Secret { get; private set; } = [];

        public static async Task<Door> OpenAsync(string kind, long callsPerMinute = 6_000, long keyCallsPerMinute = 6_000)
        {
            var bed = await CommerceBed.StartAsync(kind);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var door = new Door(bed, builder.Build(), new GatewayOptions(callsPerMinute));
            await door.app.StartAsync();
            door.Http.BaseAddress = new Uri(door.app.Urls.Single());
            var made = await door.SendAsync(HttpMethod.Post, "/v1/gateway/keys", $$"""{"merchant_id":"mer-1","name":"till","calls_per_minute":{{keyCallsPerMinute}}}""", bearer: bed.Tokens.Issue(new Actor(ActorKind.Staff, "s1"), TimeSpan.FromHours(1)));
            (door.KeyId, door.Secret) = ((string)made.Json!["id"]!, Convert.FromHexString((string)made.Json["secret"]!));
            return door;
        }

        public async Task<(HttpStatusCode Status, JsonObject? Json, HttpResponseMessage Response)> SendAsync(HttpMethod method, string path, string body, string? authorization = null, string? bearer = null, bool isSealed = false)
        {
            using var request = new HttpRequestMessage(method, path);
            if (method != HttpMethod.Get) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            if ((authorization ?? (bearer is null ? null : $"Bearer {bearer}")) is { } header) request.Headers.TryAddWithoutValidation("Authorization", header);
            if (isSealed) request.Headers.Add("X-Body-Sealed", "v1");
            var response = await Http.SendAsync(request, CommerceBed.Ct);
            var text = await response.Content.ReadAsStringAsync(CommerceBed.Ct);
            return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null, response);
        }

        /// <summary>A partner's own way of signing, from the documented lines.</summary>
        public string Signed(string method, string path, string body, string? nonce = null, byte[]? secret = null, long shiftSeconds = 0)
        {
            var timestamp = (Bed.Clock.Now.ToUnixTimeSeconds() + shiftSeconds).ToString(CultureInfo.InvariantCulture);
            nonce ??= Convert.ToHexString(RandomNumberGenerator.GetBytes(12));
            var lines = string.Join('\n', method, path, timestamp, nonce, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), "");
            return $"RAILLIFE-HMAC-SHA256 key={KeyId}, timestamp={timestamp}, nonce={nonce}, signature={Convert.ToHexStringLower(HMACSHA256.HashData(secret ?? Secret, Encoding.UTF8.GetBytes(lines)))}";
        }

        /// <summary>Returns when what was told is in the log.</summary>
        public ValueTask ToldAsync() => told.DisposeAsync();

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await app.DisposeAsync();
            await told.DisposeAsync();
            await Log.DisposeAsync();
            await Bed.DisposeAsync();
        }
    }

    private const string Hello = """{"word":"hello"}""";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_signed_call_is_its_merchants_and_a_replay_is_nobodys(string kind)
    {
        await using var door = await Door.OpenAsync(kind);
        var signed = door.Signed("POST", "/v1/echo?x=1", Hello);
        var first = await door.SendAsync(HttpMethod.Post, "/v1/echo?x=1", Hello, signed);
        Assert.Equal("merchant:mer-1", (string?)first.Json!["who"]);

        var replays = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => door.SendAsync(HttpMethod.Post, "/v1/echo?x=1", Hello, signed)));
        Assert.All(replays, r => Assert.Equal("replayed-nonce", (string?)r.Json!["code"]));
        var racing = door.Signed("POST", "/v1/echo", Hello);
        var race = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, racing)));
        Assert.Single(race, r => r.Status == HttpStatusCode.OK);

        await door.ToldAsync();
        var told = await Task.WhenAll(Enumerable.Range(0, door.Log.PartitionCount(Topics.Log)).Select(p => door.Log.RangeAsync(new TopicPartition(Topics.Log, p), CommerceBed.Ct)));
        Assert.True(told.Sum(r => r.Next) >= 15);
    }

    /// <summary>PGW-01: who called what and how it ended, of calls that were let in and of others, and nothing of what was said.</summary>
    [Fact]
    public async Task Every_call_is_told_with_its_route_and_its_end()
    {
        await using var door = await Door.OpenAsync(Databases.Sqlite);
        await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, door.Signed("POST", "/v1/echo", Hello));
        await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, door.Signed("POST", "/v1/echo", Hello, secret: new byte[32]));
        await door.SendAsync(HttpMethod.Get, "/v1/nowhere/13812341234", "");

        await door.ToldAsync();
        var told = ToldTexts.Of(door.Log, Topics.Log).Where(t => t.Contains("raillife.gateway.request.v1", StringComparison.Ordinal)).ToList();

        Assert.Equal(4, told.Count);   // the first one made the key
        void IsTold(string caller, string route, int status, bool isAdmitted) => Assert.Contains(told, t => new[] { $"\"caller\":\"{caller}\"", $"\"route\":\"{route}\"", $"\"status\":{status}", $"\"is_admitted\":{(isAdmitted ? "true" : "false")}" }.All(t.Contains));
        IsTold($"key:{door.KeyId}", "/v1/echo", 200, true);
        IsTold("anonymous", "/v1/echo", 401, false);
        IsTold("anonymous", "(none)", 404, true);
        Assert.DoesNotContain(told, t => t.Contains("13812341234", StringComparison.Ordinal) || t.Contains("hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_not_signed_by_the_key_over_this_very_request_is_refused()
    {
        await using var door = await Door.OpenAsync(Databases.Sqlite);
        async Task<string?> Code(string header, string path = "/v1/echo", string body = Hello) => (string?)(await door.SendAsync(HttpMethod.Post, path, body, header)).Json!["code"];

        Assert.Equal("bad-signature", await Code(door.Signed("POST", "/v1/echo", Hello), body: """{"word":"hellO"}"""));
        Assert.Equal("bad-signature", await Code(door.Signed("POST", "/v1/echo", Hello), path: "/v1/echo?admin=1"));
        Assert.Equal("bad-signature", await Code(door.Signed("GET", "/v1/echo", Hello)));
        Assert.Equal("bad-signature", await Code(door.Signed("POST", "/v1/echo", Hello, secret: new byte[32])));
        Assert.Equal("bad-signature", await Code(door.Signed("POST", "/v1/echo", Hello).Replace(door.KeyId, "0198a000-0000-7000-8000-000000000000")));
        Assert.Equal("stale-signature", await Code(door.Signed("POST", "/v1/echo", Hello, shiftSeconds: -301)));
        Assert.Equal("stale-signature", await Code(door.Signed("POST", "/v1/echo", Hello, shiftSeconds: 301)));
        Assert.Equal("bad-authorization", await Code("RAILLIFE-HMAC-SHA256 key=x"));
        Assert.Equal("bad-token", await Code("Bearer nonsense"));
        var staff = door.Bed.Tokens.Issue(new Actor(ActorKind.Staff, "s1"), TimeSpan.FromHours(1));
        await door.SendAsync(HttpMethod.Delete, $"/v1/gateway/keys/{door.KeyId}", "", bearer: staff);
        Assert.Equal("bad-signature", await Code(door.Signed("POST", "/v1/echo", Hello)));
    }

    [Fact]
    public async Task A_sealed_call_gets_a_sealed_answer_and_a_changed_one_is_refused()
    {
        await using var door = await Door.OpenAsync(Databases.Sqlite);
        var body = Encoding.UTF8.GetString(SealedBody.Seal(door.Secret, "request POST /v1/echo", Encoding.UTF8.GetBytes(Hello)));
        var answer = await door.SendAsync(HttpMethod.Post, "/v1/echo", body, door.Signed("POST", "/v1/echo", body), isSealed: true);
        var opened = Encoding.UTF8.GetString(SealedBody.Open(door.Secret, "response POST /v1/echo", Encoding.UTF8.GetBytes(answer.Json!.ToJsonString()))!);
        Assert.Equal("""{"who":"merchant:mer-1","word":"hello"}""", opened);

        foreach (var wrong in new[] { Hello, body.Replace("\"ciphertext\":\"", "\"ciphertext\":\"AAAA"), Encoding.UTF8.GetString(SealedBody.Seal(door.Secret, "request POST /v1/other", Encoding.UTF8.GetBytes(Hello))), "[]", "" + '"' })
            Assert.Equal("bad-seal", (string?)(await door.SendAsync(HttpMethod.Post, "/v1/echo", wrong, door.Signed("POST", "/v1/echo", wrong), isSealed: true)).Json!["code"]);
        var member = door.Bed.Tokens.Issue(new Actor(ActorKind.Member, "m1"), TimeSpan.FromHours(1));
        Assert.Equal("seal-needs-key", (string?)(await door.SendAsync(HttpMethod.Post, "/v1/echo", body, bearer: member, isSealed: true)).Json!["code"]);
    }

    [Fact]
    public async Task Who_calls_too_often_waits_and_the_others_do_not()
    {
        await using var door = await Door.OpenAsync(Databases.Sqlite, callsPerMinute: 60, keyCallsPerMinute: 30);
        var answers = new List<(HttpStatusCode Status, JsonObject? Json, HttpResponseMessage Response)>();
        for (var i = 0; i < 8; i++) answers.Add(await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, door.Signed("POST", "/v1/echo", Hello)));
        Assert.Equal([200, 200, 200, 200, 200, 429, 429, 429], answers.Select(a => (int)a.Status));
        Assert.Equal(TimeSpan.FromSeconds(2), answers[^1].Response.Headers.RetryAfter!.Delta);
        var member = door.Bed.Tokens.Issue(new Actor(ActorKind.Member, "m1"), TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, bearer: member)).Status);
        door.Bed.Clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(HttpStatusCode.OK, (await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, door.Signed("POST", "/v1/echo", Hello))).Status);
    }

    [Fact]
    public async Task Routes_are_measured_and_paths_that_lead_nowhere_are_one_route()
    {
        await using var door = await Door.OpenAsync(Databases.Sqlite);
        for (var i = 0; i < 5; i++) await door.SendAsync(HttpMethod.Post, "/v1/echo", Hello, door.Signed("POST", "/v1/echo", Hello));
        await door.SendAsync(HttpMethod.Post, "/v1/echo", "{}", door.Signed("POST", "/v1/echo", "{}"));
        for (var i = 0; i < 3; i++) await door.SendAsync(HttpMethod.Get, $"/v1/nowhere/{i}", "");
        var figures = door.Module.Meter.Read().ToDictionary(f => f.Route);
        Assert.Equal((6L, 1L, 0L), (figures["POST /v1/echo"].Calls, figures["POST /v1/echo"].Refused, figures["POST /v1/echo"].Errors));
        Assert.True(figures["POST /v1/echo"].P95Ms > 0);
        Assert.Equal((3L, 3L), (figures["GET (none)"].Calls, figures["GET (none)"].Refused));
    }

    /// <summary>Against a sorted list; the seed is in the message.</summary>
    [Theory, InlineData(7), InlineData(8)]
    public void The_95th_of_100_lies_within_half_a_doubling(int seed)
    {
        var random = new Random(seed);
        var meter = new RouteMeter();
        var micros = Enumerable.Range(0, 5_000).Select(_ => (long)Math.Exp(random.NextDouble() * 14) + 1).ToList();
        foreach (var m in micros) meter.Count("r", 200, TimeSpan.FromMicroseconds(m));
        var exact = micros.Order().ElementAt(5_000 * 95 / 100 - 1) / 1_000d;
        var told = meter.Read().Single().P95Ms;
        Assert.True(told >= exact && told <= exact * 1.51, $"seed {seed}: exact {exact}, told {told}");
    }
}
