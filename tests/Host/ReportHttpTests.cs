using System.Net;
using System.Text.Json;

namespace RailLife.Tests.Host;

/// <summary>Reports over the real server: shape, caching, wrong questions.</summary>
public sealed class ReportHttpTests
{
    [Fact]
    public async Task A_report_answers_in_the_agreed_shape()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, answer) = await api.GetAsync("/v1/reports/sales?grain=month");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, answer.Content.Headers.ContentType!.ToString()));
        using var json = JsonDocument.Parse(body);
        Assert.Equal(["name", "columns", "rows", "versions", "as_of"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("sales", json.RootElement.GetProperty("name").GetString());
        Assert.Equal("""{"name":"period","type":"date","unit":"day","privacy":"public","title":{"zh":"期间首日","en":"First day of the period"}}""", json.RootElement.GetProperty("columns")[0].GetRawText());
        Assert.Equal("""[["2026-01-01",2,1,1000,400,600,500,0,"GBP"]]""", json.RootElement.GetProperty("rows").GetRawText());
        Assert.Equal("""{"fct_order":0,"fct_refund_line":0}""", json.RootElement.GetProperty("versions").GetRawText());
        Assert.Equal("2026-01-02T03:04:05.000Z", json.RootElement.GetProperty("as_of").GetString());
    }

    [Fact]
    public async Task Csv_has_a_header_and_quotes()
    {
        await using var api = await ApiHarness.StartAsync();
        var (_, body, answer) = await api.GetAsync("/v1/reports/top-regions?format=csv");
        Assert.Equal("rank,region,orders,buyers,gross_minor,refunds_minor,net_minor,currency\r\n1,UK,1,1,1000,400,600,GBP\r\n2,\"法国, \"\"FR\"\"\",1,1,0,0,0,GBP\r\n", body);
        Assert.Equal("text/csv; charset=utf-8; header=present", answer.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task An_etag_holds_until_a_table_that_was_read_moves()
    {
        await using var api = await ApiHarness.StartAsync();
        var (_, _, first) = await api.GetAsync("/v1/reports/sales");
        var etag = first.Headers.ETag!.ToString();
        foreach (var header in new[] { etag, $"W/{etag}", $"\"x\", {etag}", "*" })
        {
            var (status, body, again) = await api.GetAsync("/v1/reports/sales", ("If-None-Match", header));
            Assert.Equal((HttpStatusCode.NotModified, "", etag), (status, body, again.Headers.ETag!.ToString()));
        }
        var run = api.Module.Engine.Counts.Run;

        api.Tables.Set("dim_date", "select 1 as n", "n");
        Assert.Equal(HttpStatusCode.NotModified, (await api.GetAsync("/v1/reports/sales", ("If-None-Match", etag))).Status);
        Assert.Equal(run, api.Module.Engine.Counts.Run);

        api.Tables.Orders("'o9', 'm9', 'UK', 'GBP', 7, date '2026-01-01'");
        var (moved, fresh, changed) = await api.GetAsync("/v1/reports/sales", ("If-None-Match", etag));
        Assert.Equal(HttpStatusCode.OK, moved);
        Assert.NotEqual(etag, changed.Headers.ETag!.ToString());
        Assert.Contains("\"fct_order\":1", fresh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_question_and_format_has_an_etag_of_its_own_and_the_default_has_one()
    {
        await using var api = await ApiHarness.StartAsync();
        string[] questions = ["/v1/reports/sales", "/v1/reports/sales?grain=week", "/v1/reports/sales?from=2026-01-01", "/v1/reports/sales?to=2026-01-01", "/v1/reports/sales?currency=GBP", "/v1/reports/sales?format=csv", "/v1/reports/buyers"];
        var etags = new List<string>();
        foreach (var question in questions)
            etags.Add((await api.GetAsync(question)).Answer.Headers.ETag!.ToString());
        Assert.Equal(questions.Length, etags.Distinct().Count());
        foreach (var same in new[] { "/v1/reports/sales?grain=day", "/v1/reports/sales?format=json&grain=day", "/v1/reports/sales?to=9999-12-31&from=0001-01-01" })
            Assert.Equal(etags[0], (await api.GetAsync(same)).Answer.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task The_same_question_runs_once_per_set_of_versions()
    {
        await using var api = await ApiHarness.StartAsync();
        var (_, first, _) = await api.GetAsync("/v1/reports/sales");
        var run = api.Module.Engine.Counts.Run;
        var (_, second, _) = await api.GetAsync("/v1/reports/sales?grain=day");
        Assert.Equal((first, run), (second, api.Module.Engine.Counts.Run));
    }

    [Theory]
    [InlineData("from=yesterday", "from", "yesterday", "a date as YYYY-MM-DD")]
    [InlineData("from=2026-02-30", "from", "2026-02-30", "a date as YYYY-MM-DD")]
    [InlineData("to=20260101", "to", "20260101", "a date as YYYY-MM-DD")]
    [InlineData("to=", "to", "", "a date as YYYY-MM-DD")]
    [InlineData("grain=hour", "grain", "hour", "day, week or month")]
    [InlineData("grain=Day", "grain", "Day", "day, week or month")]
    [InlineData("currency=gbp", "currency", "gbp", "an ISO 4217 code of three capital letters, as GBP")]
    [InlineData("currency=", "currency", "", "an ISO 4217 code of three capital letters, as GBP")]
    [InlineData("currency=G'P", "currency", "G'P", "an ISO 4217 code of three capital letters, as GBP")]
    [InlineData("format=xml", "format", "xml", "json or csv")]
    [InlineData("limit=5", "limit", "limit", "one of from, to, grain, currency, simulated, format")]
    [InlineData("form=2026-01-01", "form", "form", "one of from, to, grain, currency, simulated, format")]
    [InlineData("from=2026-01-01&from=2026-01-02", "from", "2026-01-01 and 2026-01-02", "one value")]
    public async Task A_wrong_parameter_is_named_with_what_was_found_and_expected(string query, string parameter, string found, string expected)
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, answer) = await api.GetAsync($"/v1/reports/sales?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (status, answer.Content.Headers.ContentType!.ToString()));
        using var problem = JsonDocument.Parse(body);
        Assert.Equal(("bad-parameter", parameter, found, expected), (problem.Text("code"), problem.Text("parameter"), problem.Text("found"), problem.Text("expected")));
        Assert.Null(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=-1")]
    [InlineData("limit=ten")]
    [InlineData("limit=1e2")]
    public async Task A_limit_is_a_whole_number_in_range(string query)
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, _) = await api.GetAsync($"/v1/reports/top-products?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("a whole number from 1 to 1000", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_report_lists_the_known_ones()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body, _) = await api.GetAsync("/v1/reports/sale");
        using var problem = JsonDocument.Parse(body);
        Assert.Equal((HttpStatusCode.NotFound, "unknown-report"), (status, problem.Text("code")));
        Assert.Equal(["buyers", "coupons", "funnel", "ledger", "member-levels", "members", "merchants", "order-funnel", "pages", "points", "rfm", "sales", "sources", "summary", "top-products", "top-regions", "traffic", "visit-hours", "visits"], problem.RootElement.GetProperty("reports").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task The_list_names_each_report_with_parameters_and_columns()
    {
        await using var api = await ApiHarness.StartAsync();
        using var list = JsonDocument.Parse((await api.GetAsync("/v1/reports")).Body);
        var top = list.RootElement.GetProperty("reports").EnumerateArray().Single(r => r.GetProperty("name").GetString() == "top-products");
        Assert.Equal(["from", "to", "currency", "limit", "simulated"], top.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()));
        Assert.Equal("10", top.GetProperty("parameters")[3].GetProperty("default").GetString());
        Assert.All(top.GetProperty("columns").EnumerateArray(), c => Assert.Contains(c.GetProperty("privacy").GetString(), new[] { "public", "internal", "personal" }));
    }
}

internal static class ProblemReading
{
    public static string? Text(this JsonDocument problem, string member) => problem.RootElement.GetProperty(member).GetString();
}
