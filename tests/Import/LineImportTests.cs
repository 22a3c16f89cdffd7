using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Import;

namespace RailLife.Tests.Import;

public class LineImportTests : ImportBench
{
    private const string Request = """{"time": "17/May/2015:10:05:32 +0200", "remote_ip": "93.180.71.3", "remote_user": "anna", "request": "GET /downloads/product_1?token=secret HTTP/1.1", "response": 304, "bytes": 0, "referrer": "https://example.org/private/anna", "agent": "Debian APT"}""";

    [Fact]
    public async Task A_request_becomes_an_event_that_holds_no_address_query_or_user()
    {
        Write("access.log", Request, Request);
        Assert.Equal(2, (await RunAsync("weblog")).RowsAccepted);
        var (entry, logged) = Log.Events("log.accessed").First();
        var data = logged.GetProperty("data");
        Assert.Equal(("2015-05-17T08:05:32Z", "/downloads/product_1", 304), (logged.GetProperty("time").GetString(), data.GetProperty("path").GetString(), data.GetProperty("status").GetInt32()));
        Assert.Equal(("example.org", Hash.Of(PersonalKind.Address, "93.180.71.3")), (data.GetProperty("referrer_host").GetString(), data.GetProperty("client").GetString()));
        Assert.Equal(data.GetProperty("client").GetString(), Encoding.UTF8.GetString(entry.Key.Span));
        Assert.All(Log.Texts(), text => Assert.All(["93.180", "secret", "anna", "private"], word => Assert.DoesNotContain(word, text)));
        Assert.Equal(2, Log.Events().Select(e => e.Event.GetProperty("id").GetString()).Distinct().Count());
    }

    [Theory]
    [InlineData("{\"time\":", Reasons.BadJson, "")]
    [InlineData("[]", Reasons.WrongType, "")]
    [InlineData("{\"time\":1}", Reasons.MissingField, "/time")]
    [InlineData("""{"time":"yesterday","remote_ip":"::1","request":"GET / HTTP/1.1","response":200,"bytes":1}""", Reasons.WrongType, "/time")]
    [InlineData("""{"time":"17/May/2015:10:05:32 +0200","remote_ip":" ","request":"GET / HTTP/1.1","response":200,"bytes":1}""", Reasons.MissingField, "/remote_ip")]
    [InlineData("""{"time":"17/May/2015:10:05:32 +0200","remote_ip":"::1","request":"\u0016\u0003","response":200,"bytes":1}""", Reasons.WrongType, "/request")]
    [InlineData("""{"time":"17/May/2015:10:05:32 +0200","remote_ip":"::1","request":"GET / HTTP/1.1","response":999,"bytes":1}""", Reasons.OutOfRange, "/data/status")]
    [InlineData("""{"time":"17/May/2015:10:05:32 +0200","remote_ip":"::1","request":"GET / HTTP/1.1","response":200,"bytes":-1}""", Reasons.OutOfRange, "/data/bytes")]
    [InlineData("""{"time":"17/May/1915:10:05:32 +0200","remote_ip":"::1","request":"GET / HTTP/1.1","response":200,"bytes":1}""", Reasons.AbsurdTime, "/time")]
    public async Task A_line_that_is_no_request_is_kept_with_its_reason(string line, string reason, string column)
    {
        Write("access.log", Request, line, Request);
        var report = await RunAsync("weblog");
        Assert.Equal((3, 2), (report.Rows, report.RowsAccepted));
        var rejection = Assert.Single(Rejected.Values);
        Assert.Equal((reason, column, 2L), (rejection.Rejection.Reason, rejection.Rejection.Path, rejection.Line));
    }

    [Fact]
    public async Task A_log_that_has_grown_keeps_the_ids_of_the_requests_it_had()
    {
        Write("access.log", Request, Request);
        await RunAsync("weblog");
        Write("access.log", Request, Request, Request);
        await RunAsync("weblog");
        Assert.Equal(5, Log.Entries.Count);
        Assert.Equal(3, Log.Texts().Distinct().Count());
    }

    [Fact]
    public async Task Events_go_to_the_topic_of_their_type_and_personal_fields_leave_hashed()
    {
        var clear = Samples.Json(new MemberRegistered("m-1", MemberKind.Member, "138 0013 8000", null));
        Write("e.jsonl", [.. Samples.All.Select(Samples.Json), clear, "{\"specversion\":\"1.0\"}", "", "nonsense"]);
        var report = await RunAsync("events");
        Assert.Equal((Samples.All.Count + 1, 2), (report.RowsAccepted, report.RowsRefused));
        Assert.All(Log.Events(), e => Assert.Equal(EventCatalog.Find(e.Event.GetProperty("type").GetString() ?? "")?.Topic, e.Entry.Topic));
        Assert.All(Log.Entries, e => Assert.Equal("o-1", Encoding.UTF8.GetString(e.Key.Span)));
        Assert.Contains(Hash.Of(PersonalKind.Mobile, "13800138000"), Log.Texts().Last());
        Assert.Equal([Reasons.MissingField, Reasons.BadJson], Rejected.OrderBy(r => r.Key.Line).Select(r => r.Value.Rejection.Reason));
    }

    [Theory]
    [InlineData("weblog", "access.log", "{\"a\":1}", "found a")]
    [InlineData("weblog", "access.log", "GET / HTTP/1.1", "no JSON object")]
    [InlineData("events", "e.jsonl", "{\"a\":1}", "specversion")]
    [InlineData("events", "e.jsonl", "", "specversion")]
    public async Task A_file_of_another_kind_is_told(string kind, string name, string line, string told)
    {
        Write(name, line);
        Assert.Contains(told, (await Assert.ThrowsAsync<ImportException>(() => RunAsync(kind))).Message);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    public async Task Progress_tells_rows_bytes_and_refusals_and_ends_complete()
    {
        Write("a.log", [.. Enumerable.Repeat(Request, 2500), "bad"]);
        var told = new List<ImportProgress>();
        await RunAsync("weblog", progress: new Listener(told));
        var last = told[^1];
        Assert.Equal((1, 1, last.Bytes, 2500, 1, 2500), (last.FilesDone, last.Files, last.BytesDone, last.RowsAccepted, last.RowsRefused, last.EventsAppended));
        Assert.True(told.Count > 2);
        Assert.Equal(told.Select(t => t.EventsAppended).Order(), told.Select(t => t.EventsAppended));
    }

    private sealed class Listener(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }
}
