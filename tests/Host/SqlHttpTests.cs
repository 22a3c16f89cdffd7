using System.Net;
using System.Text.Json;
using RailLife.Reports;

namespace RailLife.Tests.Host;

/// <summary>SQL over the real server: bodies, codes, limits of time and turn.</summary>
public sealed class SqlHttpTests
{
    [Fact]
    public async Task A_select_answers_columns_rows_and_versions()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body) = await api.SqlAsync("""{"sql": "select currency, sum(amount_minor)::bigint as gross from fct_order where amount_minor >= $least group by 1", "parameters": {"least": 0}, "limit": 10}""");
        Assert.Equal((HttpStatusCode.OK, """{"columns":[{"name":"currency","type":"varchar"},{"name":"gross","type":"bigint"}],"rows":[["GBP",1000]],"row_count":1,"truncated":false,"versions":{"fct_order":0},"as_of":"2026-01-02T03:04:05.000Z"}"""), (status, body));
    }

    [Theory]
    [InlineData("", 400, "bad-json")]
    [InlineData("{", 400, "bad-json")]
    [InlineData("select 1", 400, "bad-json")]
    [InlineData("[]", 400, "bad-parameter")]
    [InlineData("{}", 400, "bad-parameter")]
    [InlineData("""{"sql": 1}""", 400, "bad-parameter")]
    [InlineData("""{"sql": "select 1", "limit": 0}""", 400, "bad-parameter")]
    [InlineData("""{"sql": "select 1", "limit": 1.5}""", 400, "bad-parameter")]
    [InlineData("""{"sql": "select 1", "limt": 5}""", 400, "bad-parameter")]
    [InlineData("""{"sql": "select ?"}""", 400, "sql-parameters")]
    [InlineData("""{"sql": "selec 1"}""", 400, "sql-syntax")]
    [InlineData("""{"sql": "drop table x"}""", 400, "sql-not-select")]
    [InlineData("""{"sql": "from ods_order_event"}""", 400, "sql-unknown-table")]
    [InlineData("""{"sql": "select getenv('HOME')"}""", 400, "sql-function")]
    [InlineData("""{"sql": "select no_such_column from fct_order"}""", 400, "sql-failed")]
    public async Task A_wrong_body_or_statement_has_a_stable_code(string body, int status, string code)
    {
        await using var api = await ApiHarness.StartAsync();
        var (found, answer) = await api.SqlAsync(body);
        using var problem = JsonDocument.Parse(answer);
        Assert.Equal((status, code, status), ((int)found, problem.Text("code"), problem.RootElement.GetProperty("status").GetInt32()));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Only_json_is_taken_as_a_page_of_another_site_cannot_send_it(string contentType)
    {
        await using var api = await ApiHarness.StartAsync();
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await api.SqlAsync("""{"sql": "select 1"}""", contentType)).Status);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using var api = await ApiHarness.StartAsync();
        var (status, body) = await api.SqlAsync($$"""{"sql": "select 1", "parameters": ["{{new string('x', 1_100_000)}}"]}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, true), (status, body.Contains("body-too-large", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_query_past_its_time_is_stopped_and_the_next_one_runs()
    {
        await using var api = await ApiHarness.StartAsync(options: new ReportsOptions { QuerySecondsMax = 1, Threads = 1, QueriesRunning = 1, MemoryBytesMax = 128L * 1024 * 1024 });
        var (status, body) = await api.SqlAsync("""{"sql": "select sum(a.range % 7 + b.range) from range(100000000000) a, range(100) b"}""");
        Assert.Equal((HttpStatusCode.GatewayTimeout, true), (status, body.Contains("query-timeout", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await api.SqlAsync("""{"sql": "select 1"}""")).Status);
    }

    [Fact]
    public async Task A_query_past_its_memory_says_so_and_the_next_one_runs()
    {
        await using var api = await ApiHarness.StartAsync(options: new ReportsOptions { Threads = 1, MemoryBytesMax = 32L * 1024 * 1024 });
        var (status, body) = await api.SqlAsync("""{"sql": "select count(distinct hash(range)) from range(30000000)"}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (status, body.Contains("query-too-large", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.OK, (await api.SqlAsync("""{"sql": "select 1"}""")).Status);
    }

    [Fact]
    public async Task An_answer_past_its_size_says_so()
    {
        await using var api = await ApiHarness.StartAsync(options: new ReportsOptions { Threads = 1, AnswerBytesMax = 10_000, MemoryBytesMax = 64L * 1024 * 1024 });
        var (status, body) = await api.SqlAsync("""{"sql": "from range(100000)", "limit": 100000}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (status, body.Contains("answer-too-large", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_told_to_come_back()
    {
        await using var api = await ApiHarness.StartAsync(options: new ReportsOptions { QueriesRunning = 1, QueriesWaitingMax = 0, Threads = 1, MemoryBytesMax = 64L * 1024 * 1024 });
        using var pass = await api.Module.Engine.Gate.EnterAsync(TestContext.Current.CancellationToken);
        var (status, body) = await api.SqlAsync("""{"sql": "select 1"}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (status, body.Contains("\"busy\"", StringComparison.Ordinal)));
    }
}
