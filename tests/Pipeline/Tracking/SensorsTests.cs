using System.IO.Compression;
using System.Net;
using System.Text;
using RailLife.Contracts;
using RailLife.Tests.EventLog;

namespace RailLife.Tests.Pipeline.Tracking;

/// <summary>The Sensors Analytics [神策] HTTP API, event by event; its real libraries are in ClientTests.</summary>
public sealed class SensorsTests
{
    private const string Path = "/sa?project=default&token=" + TrackingBed.Key;

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 15, 59, 0, TimeSpan.Zero);

    private static string Track(string more = "", string distinct = "a-1") =>
        $$"""{"_track_id":12345,"type":"track","event":"product_viewed","time":1772380680000,"distinct_id":"{{distinct}}","properties":{"product_id":"p"}{{more}}}""";

    private static string Base64(string json, bool gzip)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (!gzip) return Convert.ToBase64String(bytes);
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionMode.Compress)) stream.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }

    private static StringContent Form(string json, bool gzip = false, string field = "data_list", bool escape = true)
    {
        var text = Base64(json, gzip);
        return new StringContent($"{field}={(escape ? Uri.EscapeDataString(text) : text)}&gzip={(gzip ? 1 : 0)}", Encoding.UTF8, "text/plain");
    }

    private static int CheckSum(string text) => text.Aggregate(0, (sum, c) => unchecked((sum * 31) + c));

    public static TheoryData<string> Undecodable => ["", "data=", "nothing=1", "data=%%%", "data_list=bm8ganNvbg==", "data=e30&gzip=1", "data=W10gW10=", "data=e30=&ext=crc%3D17"];

    [Theory, MemberData(nameof(Undecodable))]
    public async Task What_cannot_be_decoded_is_told_so_and_kept(string form)
    {
        await using var bed = await TrackingBed.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await bed.SendAsync(HttpMethod.Post, Path, new StringContent(form))).Status);
        Assert.Single(await bed.RejectedAsync());
    }

    [Theory]
    [InlineData("/sa", 401)]
    [InlineData("/sa?project=default", 401)]
    [InlineData("/sa?token=other", 401)]
    [InlineData("/sa.gif?token=key-1", 200)]
    public async Task The_token_says_whose_events_they_are(string path, int status)
    {
        await using var bed = await TrackingBed.StartAsync();
        Assert.Equal(status, (int)(await bed.SendAsync(HttpMethod.Post, path, Form($"[{Track()}]"))).Status);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task A_list_comes_packed_or_not_escaped_or_not(bool gzip, bool escape)
    {
        await using var bed = await TrackingBed.StartAsync();
        var list = $"[{Track()},{Track(distinct: "a-2")}]";
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync(HttpMethod.Post, Path, Form(list, gzip, escape: escape))).Status);
        Assert.Equal(2, (await bed.RowsAsync("id")).Count);
    }

    [Theory]
    [InlineData(null, false, 200, 1)]
    [InlineData("true", false, 200, 0)]
    [InlineData(null, true, 400, 0)]
    [InlineData("true", true, 400, 0)]
    public async Task Debug_mode_says_what_is_wrong_and_writes_what_is_right_unless_it_is_a_dry_run(string? dryRun, bool isWrong, int status, int written)
    {
        await using var bed = await TrackingBed.StartAsync();
        var list = isWrong ? $$"""[{{Track()}},{"type":"nonsense","time":1772380680000,"distinct_id":"a"}]""" : $"[{Track()}]";
        (string, string)[] headers = dryRun is null ? [] : [("Dry-Run", dryRun)];
        var (answered, body, _) = await bed.SendAsync(HttpMethod.Post, $"/debug?project=default&token={TrackingBed.Key}", Form(list), null, headers);
        Assert.Equal(status, (int)answered);
        Assert.Contains(isWrong ? "/data/kind" : "\"success\":true", body, StringComparison.Ordinal);
        Assert.Equal(written, (await bed.RowsAsync("id")).Count);
        Assert.Empty(await bed.RejectedAsync());
    }

    [Theory]
    [InlineData("/debug", 401)]
    [InlineData("/debug?token=key-1", 400)]
    public async Task Debug_mode_wants_a_token_and_data_too_and_keeps_nothing(string path, int status)
    {
        await using var bed = await TrackingBed.StartAsync();
        Assert.Equal(status, (int)(await bed.SendAsync(HttpMethod.Post, path, new StringContent("data=%%%"))).Status);
        Assert.Empty(await bed.RejectedAsync());
    }

    [Fact]
    public async Task A_pixel_is_answered_with_a_picture_of_one_dot()
    {
        await using var bed = await TrackingBed.StartAsync();
        var data = Base64(Track(), gzip: false);
        var (status, body, answer) = await bed.SendAsync(HttpMethod.Get, $"/sa.gif?project=default&token={TrackingBed.Key}&data={Uri.EscapeDataString(data)}&ext={Uri.EscapeDataString($"crc={CheckSum(data)}")}");
        Assert.Equal((HttpStatusCode.OK, "image/gif"), (status, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("GIF89a", body, StringComparison.Ordinal);
        Assert.Equal(["a-1", "track", "product_viewed"], await bed.OnlyAsync("subject, data ->> '$.kind', data ->> '$.name'"));
    }

    [Fact]
    public async Task The_same_event_gets_the_same_id_whenever_it_is_flushed_and_another_one_another()
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        await bed.SendAsync(HttpMethod.Post, Path, Form($"[{Track(",\"_flush_time\":1772380740000")}]"));
        await bed.SendAsync(HttpMethod.Post, Path, Form($"[{Track(",\"_flush_time\":1772380741000")},{Track().Replace("12345", "12346", StringComparison.Ordinal)}]"));
        var ids = await bed.RowsAsync("id");
        Assert.Equal(2, ids.Select(r => r[0]).Distinct().Count());
        Assert.Equal(2, ids.Count);
        Assert.Empty(await bed.RejectedAsync());
    }

    [Theory]
    [InlineData(null, "2026-03-01 15:58:00", null)]
    [InlineData("1772387942000", "2026-03-01 13:58:00", "120")]
    public async Task The_clients_clock_is_set_right_by_its_time_of_flushing(string? flush, string time, string? skew)
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        await bed.SendAsync(HttpMethod.Post, Path, Form($"[{Track(flush is null ? "" : $",\"_flush_time\":{flush}")}]"));
        Assert.Equal([time, skew], await bed.OnlyAsync("strftime(time at time zone 'UTC', '%Y-%m-%d %H:%M:%S'), data ->> '$.skew_minutes'"));
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"type":"eat","event":"x","distinct_id":"a","time":1772380680000}""", "out-of-range /data/kind" },
        { """{"type":"track","event":"x","time":1772380680000}""", "missing-field /subject" },
        { """{"type":"track","distinct_id":"a","time":1772380680000}""", "missing-field /data/name" },
        { """{"type":"track","event":"x","distinct_id":"a","time":"noon"}""", "wrong-type /time" },
        { """{"type":"track","event":"x","distinct_id":"a","time":9772380680000}""", "absurd-time /time" },
        { """{"type":"profile_set","distinct_id":"a","time":1772380680000,"properties":"x"}""", "wrong-type /data/traits" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task An_event_that_fails_its_contract_is_rejected_and_its_neighbour_is_not(string wrong, string why)
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        Assert.Equal(HttpStatusCode.OK, (await bed.SendAsync(HttpMethod.Post, Path, Form($"[{wrong},{Track()}]"))).Status);
        Assert.Equal([why], await bed.RejectedAsync());
        Assert.Equal(["product_viewed"], await bed.OnlyAsync("data ->> '$.name'"));
    }

    [Theory]
    [InlineData("""{"type":"track","event":"x","distinct_id":"a"}""", "track", "a", null, "x")]
    [InlineData("""{"type":"track","event":"$pageview","distinct_id":"a","properties":{"$url":"https://s.example/home?x=1","$referrer":"https://From.example/y"}}""", "page", "a", null, "$pageview")]
    [InlineData("""{"type":"track","event":"x","distinct_id":"m","login_id":"m","anonymous_id":"a"}""", "track", "a", "m", "x")]
    [InlineData("""{"type":"track","event":"x","distinct_id":"m","identities":{"$identity_login_id":"m","$identity_cookie_id":"a"}}""", "track", "a", "m", "x")]
    [InlineData("""{"type":"track","event":"x","distinct_id":"m","properties":{"$is_login_id":true}}""", "track", "m", "m", "x")]
    [InlineData("""{"type":"track_signup","event":"$SignUp","distinct_id":"m","original_id":"a"}""", "signup", "a", "m", "$SignUp")]
    [InlineData("""{"type":"profile_set_once","distinct_id":"a","properties":{"$name":"Anna Schmidt"}}""", "profile", "a", null, "profile")]
    [InlineData("""{"type":"profile_increment","distinct_id":"a","properties":{"coins":2}}""", "profile", "a", null, "profile")]
    [InlineData("""{"type":"profile_append","distinct_id":"a","properties":{"films":["x"]}}""", "profile", "a", null, "profile")]
    [InlineData("""{"type":"profile_unset","distinct_id":"a","properties":{"coins":true}}""", "profile", "a", null, "profile")]
    [InlineData("""{"type":"profile_delete","distinct_id":"a","properties":{}}""", "profile", "a", null, "profile")]
    [InlineData("""{"type":"item_set","item_type":"book","item_id":"7","properties":{"title":"x"}}""", "item", "item/book/7", null, "item")]
    [InlineData("""{"type":"item_delete","item_type":"book","item_id":7}""", "item", "item/book/7", null, "item")]
    public async Task Each_call_says_what_happened_and_to_whom(string json, string kind, string visitor, string? member, string name)
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        await bed.SendAsync(HttpMethod.Post, Path, Form(json.Insert(1, "\"time\":1772380680000,"), field: "data"));
        Assert.Empty(await bed.RejectedAsync());
        Assert.Equal([kind, visitor, member, name], await bed.OnlyAsync("data ->> '$.kind', subject, memberid, data ->> '$.name'"));
        if (kind == "page") Assert.Equal(["/home", "from.example"], await bed.OnlyAsync("data ->> '$.page', data ->> '$.referrer_host'"));
        await bed.AssertNowhereAsync("Schmidt");
    }

    [Fact]
    public async Task A_signing_in_by_phone_number_leaves_no_number()
    {
        await using var bed = await TrackingBed.StartAsync(new ManualClock { Now = Now });
        await bed.SendAsync(HttpMethod.Post, Path, Form("""{"type":"track_signup","event":"$SignUp","distinct_id":"13800138000","original_id":"a","time":1772380680000,"properties":{"手机号":"+86 138-0013-8000"}}""", field: "data"));
        var mobile = bed.Hash.Of(PersonalKind.Mobile, "13800138000");
        Assert.Equal([mobile, mobile], await bed.OnlyAsync("memberid, data ->> '$.properties.\"手机号\"'"));
        await bed.AssertNowhereAsync("13800138000");
    }
}
