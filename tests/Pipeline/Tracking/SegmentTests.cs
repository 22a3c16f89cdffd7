using System.Net;
using System.Text;
using RailLife.Contracts;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline.Tracking;

/// <summary>The Segment HTTP API, event by event; its real library is in ClientTests.</summary>
public sealed class SegmentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 15, 59, 0, TimeSpan.Zero);

    private static string Event(string more) => $$"""{"messageId":"e-1","anonymousId":"a-1","timestamp":"2026-03-01T15:58:00Z",{{more}}}""";

    [Theory]
    [InlineData("{", 400, "bad-json")]
    [InlineData("[]", 400, "bad-json")]
    [InlineData("""{"events":[]}""", 400, "bad-json")]
    [InlineData("""{"batch":{}}""", 400, "bad-json")]
    [InlineData("""{"batch":[]} x""", 400, "bad-json")]
    public async Task A_body_that_holds_no_events_is_told_so_and_kept(string body, int status, string code)
    {
        await using var bed = await TrackingBed.StartAsync();
        var answer = await bed.SegmentAsync("batch", body);
        Assert.Equal(status, (int)answer.Status);
        Assert.Contains($"\"{code}\"", answer.Body, StringComparison.Ordinal);
        Assert.Single(await bed.RejectedAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("other")]
    public async Task Without_a_known_write_key_nothing_is_taken(string? key)
    {
        await using var bed = await TrackingBed.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await bed.SegmentAsync("track", Event("\"event\":\"x\""), key)).Status);
        Assert.Empty(await bed.RowsAsync("id"));
    }

    [Fact]
    public async Task The_key_for_trying_out_is_not_taken_from_elsewhere()
    {
        await using var bed = await TrackingBed.StartAsync();
        var body = new StringContent(Event("\"event\":\"x\""), Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.Unauthorized, (await bed.SendAsync(HttpMethod.Post, "/v1/track", body, "raillife-dev", ("X-Forwarded-For", "203.0.113.7"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await bed.SegmentAsync("track", Event("\"event\":\"x\""), "raillife-dev")).Status);
    }

    [Fact]
    public async Task A_browser_may_say_the_key_in_the_body_and_ask_first()
    {
        await using var bed = await TrackingBed.StartAsync();
        var asked = await bed.SendAsync(HttpMethod.Options, "/v1/track", null, null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"));
        Assert.Equal((HttpStatusCode.NoContent, "https://shop.example"), (asked.Status, asked.Answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        var (status, body, _) = await bed.SegmentAsync("track", Event($"\"event\":\"x\",\"writeKey\":\"{TrackingBed.Key}\""), key: null);
        Assert.Equal((HttpStatusCode.OK, """{"success":true}"""), (status, body));
        Assert.Equal([TrackingBed.Source], await bed.OnlyAsync("source"));
    }

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "track", "\"anonymousId\":null,\"event\":\"x\"", "missing-field /subject" },
        { "track", "\"userId\":\"\"", "missing-field /data/name" },
        { "track", $"\"event\":\"{new string('x', 201)}\"", "out-of-range /data/name" },
        { "track", "\"event\":\"x\",\"properties\":[1]", "wrong-type /data/properties" },
        { "track", "\"event\":\"x\",\"properties\":{\"a\":1,\"a\":2}", "duplicate-key /data/properties/a" },
        { "track", "\"event\":\"x\",\"timestamp\":\"yesterday\"", "wrong-type /time" },
        { "track", "\"event\":\"x\",\"timestamp\":\"1999-03-01T00:00:00Z\"", "absurd-time /time" },
        { "track", $"\"event\":\"x\",\"properties\":{{\"a\":{new string('[', 100)}{new string(']', 100)}}}", "too-deep" },
        { "batch", "\"type\":\"eat\"", "out-of-range /data/kind" },
        { "batch", "\"event\":\"x\"", "missing-field /data/kind" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task An_event_that_fails_its_contract_is_rejected_and_its_neighbours_are_not(string call, string what, string why)
    {
        await using var bed = await TrackingBed.StartAsync();
        var wrong = """{"messageId":"e-1",""" + (what.Contains("anonymousId", StringComparison.Ordinal) ? "" : "\"anonymousId\":\"a-1\",") + what + "}";
        var good = """{"messageId":"e-2","anonymousId":"a-1","type":"track","event":"x"}""";
        if (call == "track") wrong = $$"""{"type":"track",{{wrong[1..]}}""";
        var (status, body, _) = await bed.SegmentAsync("batch", $$"""{"batch":[{{wrong}},3,{{good}}]}""");

        Assert.Equal((HttpStatusCode.OK, """{"success":true}"""), (status, body));
        Assert.Equal(["e-2"], await bed.OnlyAsync("id"));
        Assert.Equal(2, (await bed.RejectedAsync()).Count);
        Assert.Contains(await bed.RejectedAsync(), r => r.StartsWith(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("track", 33_000, 413)]
    [InlineData("track", 30_000, 200)]
    [InlineData("batch", 520_000, 413)]
    public async Task What_is_too_large_is_refused(string call, int bytes, int status)
    {
        await using var bed = await TrackingBed.StartAsync();
        var one = Event($"\"type\":\"track\",\"event\":\"x\",\"properties\":{{\"noise\":\"{new string('n', bytes)}\"}}");
        Assert.Equal(status, (int)(await bed.SegmentAsync(call, call == "batch" ? $"{{\"batch\":[{one}]}}" : one)).Status);
    }

    [Fact]
    public async Task An_event_of_a_batch_that_is_too_large_is_rejected_alone()
    {
        await using var bed = await TrackingBed.StartAsync();
        var large = Event($"\"type\":\"track\",\"event\":\"x\",\"properties\":{{\"noise\":\"{new string('n', 40_000)}\"}}");
        Assert.Equal(HttpStatusCode.OK, (await bed.SegmentAsync("batch", $"{{\"batch\":[{large},{Event("\"type\":\"track\",\"event\":\"x\"").Replace("e-1", "e-2", StringComparison.Ordinal)}]}}")).Status);
        Assert.Equal(["out-of-range /data/bytes"], await bed.RejectedAsync());
        Assert.Equal(["e-2"], await bed.OnlyAsync("id"));
    }

    [Fact]
    public async Task Clients_behind_one_proxy_each_have_a_pace_of_their_own_on_the_same_connection()
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now }, o => o with { EventsPerMinutePerClient = 60 });
        async Task<HttpStatusCode> SendAsync(string? client, int events)
        {
            var body = new StringContent($"{{\"batch\":[{string.Join(',', Enumerable.Repeat(Event("\"type\":\"track\",\"event\":\"x\""), events))}]}}", Encoding.UTF8, "application/json");
            return (await bed.SendAsync(HttpMethod.Post, "/v1/batch", body, TrackingBed.Key, client is null ? [] : [("X-Forwarded-For", client)])).Status;
        }
        foreach (var client in new[] { null, "203.0.113.7", "203.0.113.8" })
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(client, 10));
            Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(client, 1));
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, await SendAsync(null, 1));
    }

    [Fact]
    public async Task Who_sends_too_much_is_told_when_to_come_again()
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now }, o => o with { EventsPerMinutePerClient = 60 });
        var ten = $"{{\"batch\":[{string.Join(',', Enumerable.Range(0, 10).Select(i => Event("\"type\":\"track\",\"event\":\"x\"").Replace("e-1", $"e-{i}", StringComparison.Ordinal)))}]}}";
        Assert.Equal(HttpStatusCode.OK, (await bed.SegmentAsync("batch", ten)).Status);
        var (status, _, answer) = await bed.SegmentAsync("batch", ten);
        Assert.Equal((HttpStatusCode.TooManyRequests, 10), (status, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        Assert.Equal(10, (await bed.RowsAsync("id")).Count);
    }

    [Theory]
    [InlineData("2026-03-01T15:58:00Z", null, "2026-03-01 15:58:00", null, "2026-03-01")]
    [InlineData("2026-03-01T15:58:00Z", "2026-03-01T15:59:20Z", "2026-03-01 15:58:00", null, "2026-03-01")]   // the way, not the clock
    [InlineData("2026-03-01T17:58:00Z", "2026-03-01T17:59:02Z", "2026-03-01 15:58:00", "120", "2026-03-01")]
    [InlineData("2026-03-01T13:03:00.5Z", "2026-03-01T13:00:00Z", "2026-03-01 16:02:00.5", "-179", "2026-03-02")]
    public async Task The_clients_clock_is_set_right_by_its_time_of_sending(string timestamp, string? sentAt, string time, string? skew, string day)
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        var sent = sentAt is null ? "" : $"\"sentAt\":\"{sentAt}\",";
        await bed.SegmentAsync("batch", $$"""{{{sent}}"batch":[{"messageId":"e-1","anonymousId":"a-1","type":"track","event":"x","timestamp":"{{timestamp}}"}]}""");
        Assert.Equal([time, skew, day], await bed.OnlyAsync("strftime(time at time zone 'UTC', '%Y-%m-%d %H:%M:%S') || rtrim(strftime(time at time zone 'UTC', '.%f'), '0.'), data ->> '$.skew_minutes', data ->> '$.business_date'"));
    }

    [Fact]
    public async Task An_event_that_is_sent_again_counts_once_whenever_and_however_it_comes()
    {
        await using var bed = await TrackingBed.StartAsync();
        var one = Event("\"type\":\"track\",\"event\":\"x\",\"properties\":{\"a\":1}");
        await bed.SegmentAsync("batch", $"{{\"batch\":[{one},{one}],\"sentAt\":\"{DateTimeOffset.UtcNow:O}\"}}");
        await bed.SegmentAsync("batch", $"{{\"sentAt\":\"{DateTimeOffset.UtcNow.AddSeconds(-9):O}\",\"batch\":[{one}]}}");
        await bed.Bed.DrainAsync(TrackingBed.Ct);
        Assert.Equal(["e-1"], await bed.OnlyAsync("id"));
        Assert.Empty(await bed.RejectedAsync());
    }

    [Fact]
    public async Task Properties_arrive_as_they_were_sent()
    {
        const string Properties = """{"price":2.50,"n":12345678901234567890,"字":"红\u0041\n","list":[1,null,{"x":[]}],"flag":false,"empty":""}""";
        await using var bed = await TrackingBed.StartAsync();
        await bed.SegmentAsync("track", Event($"\"event\":\"Product Viewed\",\"properties\":{Properties},\"context\":{{\"app\":{{\"v\":1.0}}}}"));
        var data = Assert.IsType<string>((await bed.OnlyAsync("data"))[0]);
        Assert.Contains($"\"properties\":{Properties},", data, StringComparison.Ordinal);
        Assert.Contains("\"context\":{\"app\":{\"v\":1.0}}", data, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Product Viewed\"", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personal_values_leave_as_hashes_wherever_they_stand()
    {
        await using var bed = await TrackingBed.StartAsync();
        await bed.SegmentAsync("identify", Event("""
            "userId":"anna@example.com","traits":{"name":"Anna Schmidt","phone":13800138000,"e-mail":"x","$Email":" Anna@example.com","address":{"city":"Chongqing","lines":["Renmin Road 7"]},"level":"gold"},
            "context":{"ip":"203.0.113.77","traits":{"name":"Anna Schmidt"},"page":{"path":"/a","url":"https://s.example/a?mobile=%2B8613800138000&q=lamp#top"}}
            """));
        var row = await bed.OnlyAsync("memberid, data ->> '$.traits.phone', data ->> '$.traits.\"$Email\"', data ->> '$.traits.level', data ->> '$.context.ip', data ->> '$.context.page.url', data ->> '$.traits.address.city'");
        var (email, mobile) = (bed.Hash.Of(PersonalKind.Email, "anna@example.com"), bed.Hash.Of(PersonalKind.Mobile, "13800138000"));
        Assert.Equal([email, mobile, email, "gold", bed.Hash.Of(PersonalKind.Address, "203.0.113.77"), $"https://s.example/a?mobile={mobile}&q=lamp#top", bed.Hash.Of(PersonalKind.PostalAddress, "Chongqing")], row);
        foreach (var clear in new[] { "Schmidt", "13800138000", "nna@example.com", "203.0.113.77", "Renmin" }) await bed.AssertNowhereAsync(clear);
    }

    [Fact]
    public async Task An_escape_hides_no_personal_value()
    {
        await using var bed = await TrackingBed.StartAsync();
        await bed.SegmentAsync("identify", Event("""
            "userId":"anna\u0040example.com","traits":{"ph\u006fne":"13800138000"},"context":{"page":{"path":"/a","url":"https://s.example/a\u003fmobile=13800138000"}}
            """));
        var (email, mobile) = (bed.Hash.Of(PersonalKind.Email, "anna@example.com"), bed.Hash.Of(PersonalKind.Mobile, "13800138000"));
        Assert.Equal([email, mobile, $"https://s.example/a?mobile={mobile}"], await bed.OnlyAsync("memberid, data ->> '$.traits.phone', data ->> '$.context.page.url'"));
        foreach (var clear in new[] { "13800138000", "nna@example.com", "nna\\u0040" }) await bed.AssertNowhereAsync(clear);
    }

    [Fact]
    public async Task A_rejected_event_hides_what_it_holds()
    {
        await using var bed = await TrackingBed.StartAsync();
        await bed.SegmentAsync("track", """{"messageId":"e-1","properties":{"secret-note":"Renmin Road 7"}}""");
        Assert.Single(await bed.RejectedAsync());
        await bed.AssertNowhereAsync("Renmin");
    }

    [Theory]
    [InlineData("product.viewed", """{"product_id":"p"}""", true, null)]
    [InlineData("Product Viewed", """{"product_id":"p","$os":"x","station_id":"s"}""", true, null)]
    [InlineData("Product Viewed", """{"product_id":"p","colour":"red","size":1}""", false, """["colour","size"]""")]
    [InlineData("Product Eaten", """{"product_id":"p"}""", false, null)]
    public async Task What_the_plan_does_not_have_is_marked_and_kept(string name, string properties, bool isPlanned, string? unplanned)
    {
        await using var bed = await TrackingBed.StartAsync();
        await bed.SegmentAsync("track", Event($"\"event\":\"{name}\",\"properties\":{properties}"));
        Assert.Equal([isPlanned ? "true" : "false", unplanned], await bed.OnlyAsync("data ->> '$.is_planned', json_extract(data, '$.unplanned')::varchar"));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", null, true)]
    [InlineData("Mozilla/5.0 (Linux; Android 9; CUBOT X20) AppleWebKit/537.36", null, false)]
    [InlineData("analytics-node-next/latest", "Mozilla/5.0 HeadlessChrome/120", true)]
    [InlineData("curl/8.0", "Mozilla/5.0 (iPhone)", false)]
    public async Task Robots_are_marked_by_what_they_call_themselves(string agent, string? inContext, bool isBot)
    {
        await using var bed = await TrackingBed.StartAsync();
        var context = inContext is null ? "" : $",\"context\":{{\"userAgent\":\"{inContext}\"}}";
        await bed.SendAsync(HttpMethod.Post, "/v1/track", new StringContent(Event($"\"event\":\"x\"{context}")), TrackingBed.Key, ("User-Agent", agent));
        Assert.Equal([isBot ? "true" : "false"], await bed.OnlyAsync("data ->> '$.is_bot'"));
    }

    [Theory]
    [InlineData("track", "\"event\":\"x\",\"userId\":\"m-1\"", "track", "a-1", "m-1", "x")]
    [InlineData("track", "\"event\":\"x\",\"anonymousId\":\"\",\"userId\":17", "track", "17", "17", "x")]
    [InlineData("identify", "\"userId\":\"m-1\"", "identify", "a-1", "m-1", "identify")]
    [InlineData("alias", "\"userId\":\"m-1\",\"previousId\":\"old\"", "alias", "old", "m-1", "alias")]
    [InlineData("group", "\"userId\":\"m-1\",\"groupId\":\"g\",\"traits\":{\"name\":\"ACME\"}", "group", "a-1", "m-1", "group")]
    [InlineData("screen", "\"name\":\"Cart\"", "screen", "a-1", null, "Cart")]
    [InlineData("page", "\"properties\":{\"url\":\"https://s.example/cart?x=1\"}", "page", "a-1", null, "page")]
    public async Task Each_call_says_what_happened_and_to_whom(string call, string what, string kind, string visitor, string? member, string name)
    {
        await using var bed = await TrackingBed.StartAsync();
        var anonymous = what.Contains("anonymousId", StringComparison.Ordinal) ? "" : "\"anonymousId\":\"a-1\",";
        await bed.SegmentAsync(call, $$"""{"messageId":"e-1",{{anonymous}}{{what}}}""");
        Assert.Equal([kind, visitor, member, name], await bed.OnlyAsync("data ->> '$.kind', subject, memberid, data ->> '$.name'"));
        if (call == "group") Assert.Equal(["ACME", "g"], await bed.OnlyAsync("data ->> '$.traits.name', data ->> '$.properties.groupId'"));
        if (call == "page") Assert.Equal(["/cart"], await bed.OnlyAsync("data ->> '$.page'"));
    }
}
