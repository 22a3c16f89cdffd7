using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RailLife.Host.Http;

namespace RailLife.Tests.Host;

/// <summary>The edge: addresses, errors, health, metrics, pages, the description of the API.</summary>
public sealed class EdgeTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.10")]
    [InlineData("8.8.8.8")]
    [InlineData("example.org")]
    [InlineData("*")]
    [InlineData("")]
    public void Another_address_than_loopback_is_refused_with_the_reason(string listen)
    {
        var error = Assert.Throws<ArgumentException>(() => LoopbackAddress.Parse(listen));
        Assert.Contains("--listen", error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.9", "127.0.0.9")]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    public void Loopback_addresses_are_taken(string listen, string address) => Assert.Equal(address, LoopbackAddress.Parse(listen).ToString());

    [Theory]
    [InlineData("/nothing/here", 404, "not-found")]
    [InlineData("/v1/sql", 405, "method-not-allowed")]
    [InlineData("/broken", 500, "internal-error")]
    [InlineData("/v1/pipeline", 503, "no-pipeline")]
    public async Task Every_error_is_a_problem_with_a_code(string path, int status, string code)
    {
        await using var api = await ApiHarness.StartAsync(routes: r => r.MapGet("/broken", (RequestDelegate)(_ => throw new InvalidOperationException("secret"))));
        var (found, body, answer) = await api.GetAsync(path);
        Assert.Equal((status, "application/problem+json"), ((int)found, answer.Content.Headers.ContentType!.ToString()));
        using var problem = JsonDocument.Parse(body);
        Assert.Equal((code, $"urn:raillife:problem:{code}"), (problem.Text("code"), problem.Text("type")));
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_escapes_what_was_asked()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, answer) = await api.GetAsync("/v1/reports/%3Cscript%3E", ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        Assert.Equal((HttpStatusCode.NotFound, "text/html; charset=utf-8"), (status, answer.Content.Headers.ContentType!.ToString()));
        Assert.Contains("unknown-report", body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("169.254.169.254", 421)]
    [InlineData("localhost:1", 200)]
    [InlineData("[::1]:5080", 200)]
    public async Task A_foreign_host_name_is_refused(string host, int status)
    {
        await using var api = await ApiHarness.StartAsync();
        Assert.Equal(status, (int)(await api.GetAsync("/healthz", ("Host", host))).Status);
    }

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:5080", 200)]
    public async Task A_page_of_another_site_cannot_post(string origin, int status)
    {
        await using var api = await ApiHarness.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/sql") { Content = new StringContent("""{"sql": "select 1"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", origin);
        Assert.Equal(status, (int)(await api.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Readiness_names_the_part_that_is_not_ready()
    {
        await using var api = await ApiHarness.StartAsync(health:
        [
            new HealthPart("log", _ => ValueTask.FromResult(new HealthAnswer(true, "embedded"))),
            new HealthPart("lake", _ => throw new IOException("disk is gone")),
        ]);
        var (status, body, _) = await api.GetAsync("/readyz");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"status":"not-ready","parts":[{"name":"log","ready":true,"detail":"embedded"},{"name":"lake","ready":false,"detail":"disk is gone"}]}"""), (status, body));
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task Ready_when_every_part_is()
    {
        await using var api = await ApiHarness.StartAsync(health: [new HealthPart("log", _ => ValueTask.FromResult(new HealthAnswer(true, "embedded")))]);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task The_pipeline_s_state_is_handed_through()
    {
        await using var api = await ApiHarness.StartAsync(pipeline: _ => ValueTask.FromResult("""{"topics":[]}"""u8.ToArray()));
        Assert.Equal("""{"topics":[]}""", (await api.GetAsync("/v1/pipeline")).Body);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text()
    {
        await using var api = await ApiHarness.StartAsync();
        var (_, body, answer) = await api.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes ", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_family_stands_together_and_labels_are_escaped() =>
        Assert.Equal("# HELP a_total Line one\\ntwo.\n# TYPE a_total counter\na_total{t=\"x\"} 1\na_total{t=\"q\\\"\\\\\\n\",u=\"v\"} 2.5\n# HELP b B.\n# TYPE b gauge\nb NaN\n",
            MetricsText.Render([new("a_total", MetricType.Counter, "Line one\ntwo.", 1, ("t", "x")), new("b", MetricType.Gauge, "B.", double.NaN), new("a_total", MetricType.Counter, "Line one\ntwo.", 2.5, ("t", "q\"\\\n"), ("u", "v"))]));

    [Fact]
    public async Task The_description_names_every_report_with_its_parameters()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, _) = await api.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, status);
        using var json = JsonDocument.Parse(body);
        Assert.StartsWith("3.", json.Text("openapi"), StringComparison.Ordinal);
        var paths = json.RootElement.GetProperty("paths");
        foreach (var report in api.Module.Catalog.All)
            Assert.Equal(report.Parameters.Select(p => p.Name).Append("format").Append("If-None-Match"),
                paths.GetProperty($"/v1/reports/{report.Name}").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!));
        foreach (var path in new[] { "/v1/reports", "/v1/sql", "/v1/events", "/v1/models", "/v1/pipeline", "/healthz", "/readyz", "/metrics" })
            Assert.True(paths.TryGetProperty(path, out _), path);
    }

    [Fact]
    public async Task Without_a_built_console_the_page_says_so_and_with_one_it_is_served()
    {
        await using (var bare = await ApiHarness.StartAsync())
            Assert.Contains("./raillife up", (await bare.GetAsync("/")).Body, StringComparison.Ordinal);

        var folder = Directory.CreateTempSubdirectory("raillife-www-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "assets"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "index.html"), "<p>console</p>", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "assets", "app-1a2b.js"), "1", TestContext.Current.CancellationToken);
            await using var built = await ApiHarness.StartAsync(webRoot: folder.FullName);
            var (_, page, answer) = await built.GetAsync("/");
            Assert.Equal(("<p>console</p>", "no-cache"), (page, answer.Headers.CacheControl!.ToString()));
            Assert.Contains("immutable", (await built.GetAsync("/assets/app-1a2b.js")).Answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await built.GetAsync("/../secret.txt")).Status);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
