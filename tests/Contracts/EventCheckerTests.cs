using System.Text;
using RailLife.Contracts;

namespace RailLife.Tests.Contracts;

public class EventCheckerTests
{
    private readonly EventChecker checker = new();

    private static readonly string Good = Samples.Json(Samples.Placed);

    private Rejection? Check(string json, string? topic = Topics.Order) => Check(Encoding.UTF8.GetBytes(json), topic);

    private Rejection? Check(byte[] raw, string? topic = Topics.Order)
    {
        var parsed = default(ParsedEvent);
        checker.Check(raw, topic, Samples.NoonMicros, ref parsed);
        return parsed.Rejection;
    }

    public static TheoryData<string, string, string, string> OneMutation => new()
    {
        // what is replaced, by what, reason, path
        { "\"quantity\":6", "\"quantity\":\"6\"", Reasons.WrongType, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":6.0", Reasons.WrongType, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":0", Reasons.OutOfRange, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":99999999999999999999", Reasons.OutOfRange, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":null", Reasons.WrongType, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":NaN", Reasons.BadJson, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":Infinity", Reasons.BadJson, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":06", Reasons.BadJson, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":6,\"quantity\":6", Reasons.DuplicateKey, "/data/lines/0/quantity" },
        { "\"quantity\":6", "\"quantity\":6,\"gift\":1,\"g\\u0069ft\":2", Reasons.DuplicateKey, "/data/lines/0/gift" },
        { "\"quantity\":6,", "", Reasons.MissingField, "/data/lines/0/quantity" },
        { "\"unit_price\":\"2.55\"", "\"unit_price\":2.55", Reasons.WrongType, "/data/lines/0/unit_price" },
        { "\"unit_price\":\"2.55\"", "\"unit_price\":\"2,55\"", Reasons.WrongType, "/data/lines/0/unit_price" },
        { "\"unit_price\":\"2.55\"", "\"unit_price\":\"2.55555\"", Reasons.OutOfRange, "/data/lines/0/unit_price" },
        { "\"unit_price\":\"2.55\"", "\"unit_price\":\"-2.55\"", Reasons.OutOfRange, "/data/lines/0/unit_price" },
        { "\"business_date\":\"2024-05-01\"", "\"business_date\":\"2024-02-30\"", Reasons.WrongType, "/data/business_date" },
        { "\"currency\":\"CNY\"", "\"currency\":\"cny\"", Reasons.OutOfRange, "/data/currency" },
        { "\"region\":\"Shenzhen\"", "\"region\":[]", Reasons.WrongType, "/data/region" },
        { "\"region\":\"Shenzhen\"", "\"region\":\"a\\ud800b\"", Reasons.BadJson, "/data/region" },
        { "\"region\":\"Shenzhen\"", "\"region\":\"a\\u0000b\"", Reasons.BadJson, "/data/region" },
        { "\"region\":\"Shenzhen\"", "\"region\":\"a\tb\"", Reasons.BadJson, "/data/region" },
        { "\"lines\":[", "\"lines\":[1,", Reasons.WrongType, "/data/lines/0" },
        { "\"id\":\"e-1\"", "\"id\":\"\"", Reasons.OutOfRange, "/id" },
        { "\"id\":\"e-1\"", "\"id\":7", Reasons.WrongType, "/id" },
        { "\"id\":\"e-1\"", "\"id\":null", Reasons.MissingField, "/id" },
        { "\"id\":\"e-1\"", "\"id\":\"e-1\",\"id\":\"e-1\"", Reasons.DuplicateKey, "/id" },
        { "\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", Reasons.BadEnvelope, "/specversion" },
        { "\"datacontenttype\":\"application/json\"", "\"datacontenttype\":\"text/xml\"", Reasons.BadEnvelope, "/datacontenttype" },
        { "order.placed.v1", "order.placed.v9", Reasons.UnknownVersion, "/type" },
        { "order.placed.v1", "order.plaaced.v1", Reasons.UnknownType, "/type" },
        { "order.placed.v1", "page.viewed.v1", Reasons.WrongTopic, "/type" },
        { "\"time\":\"2024-05-01T12:00:00Z\"", "\"time\":\"1999-12-31T23:59:59Z\"", Reasons.AbsurdTime, "/time" },
        { "\"time\":\"2024-05-01T12:00:00Z\"", "\"time\":\"2024-05-02T12:00:01Z\"", Reasons.AbsurdTime, "/time" },
        { "\"time\":\"2024-05-01T12:00:00Z\"", "\"time\":\"yesterday\"", Reasons.WrongType, "/time" },
        { "\"circleid\":-1", "\"circleid\":-2", Reasons.OutOfRange, "/circleid" },
        { "\"circleid\":-1", "\"circleid\":\"7\"", Reasons.WrongType, "/circleid" },
        { "\"sequence\":0", "\"sequence\":1.5", Reasons.WrongType, "/sequence" },
        { "\"data\":{", "\"data_base64\":\"\",\"data\":{", Reasons.BadEnvelope, "/data_base64" },
        { "{\"order_id\"", "{\"new\":{\"a\":{\"b\":1,\"b\":2}},\"order_id\"", Reasons.DuplicateKey, "/data/?/?/b" },
    };

    [Theory]
    [MemberData(nameof(OneMutation))]
    public void One_thing_wrong_is_told_with_reason_and_place(string old, string with, string reason, string path)
    {
        var at = Good.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} is not in {Good}");
        var rejection = Check(Good[..at] + with + Good[(at + old.Length)..]);
        Assert.NotNull(rejection);
        Assert.Equal((reason, path), (rejection.Reason, rejection.Path));
        Assert.NotEmpty(rejection.Expected);
        Assert.NotEmpty(rejection.Found);
    }

    [Fact]
    public void Nothing_at_all_is_empty()
    {
        Assert.Equal(Reasons.Empty, Check("")?.Reason);
        Assert.Equal(Reasons.Empty, Check(" \r\n")?.Reason);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    public void Json_that_is_no_object_is_no_envelope(string json) => Assert.Equal(Reasons.BadEnvelope, Check(json)?.Reason);

    [Fact]
    public void Every_cut_of_a_good_event_is_bad_json()
    {
        for (var length = 1; length < Good.Length; length++) Assert.Equal(Reasons.BadJson, Check(Good[..length])?.Reason);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("{}")]
    [InlineData("\0")]
    public void Something_after_the_event_is_bad_json(string tail) => Assert.Equal(Reasons.BadJson, Check(Good + tail)?.Reason);

    [Fact]
    public void Two_megabytes_are_too_large_and_told_before_anything_else() =>
        Assert.Equal(Reasons.TooLarge, Check(new byte[2_000_000])?.Reason);

    [Fact]
    public void Bytes_that_are_no_utf8_are_told_with_their_place()
    {
        var raw = Encoding.UTF8.GetBytes(Good);
        var at = Good.IndexOf("Shenzhen", StringComparison.Ordinal);
        raw[at] = 0xC3;
        var rejection = Check(raw);
        Assert.Equal(Reasons.InvalidUtf8, rejection?.Reason);
        Assert.Contains($"at byte {at}", rejection?.Found);
    }

    [Theory]
    [InlineData(30, null)]
    [InlineData(31, Reasons.TooDeep)]
    [InlineData(100_000, Reasons.TooDeep)]
    public void Nesting_has_a_limit(int lists, string? reason)
    {
        var deep = new string('[', lists) + new string(']', lists);
        Assert.Equal(reason, Check(Good.Replace("{\"order_id\"", $"{{\"new\":{deep},\"order_id\""))?.Reason);
    }

    [Fact]
    public void A_personal_value_in_clear_is_refused_and_not_repeated()
    {
        var json = Samples.Json(new RailLife.Contracts.Members.MemberRegistered("m-1", RailLife.Contracts.Members.MemberKind.Member, "13800138000", null));
        var rejection = Check(json, Topics.Member);
        Assert.Equal((Reasons.PersonalInClear, "/data/mobile"), (rejection?.Reason, rejection?.Path));
        Assert.DoesNotContain("138", rejection?.Found);
    }

    [Fact]
    public void Every_sample_of_the_catalogue_is_accepted_in_its_topic_and_in_no_other()
    {
        Assert.Equal(EventCatalog.All.Count, Samples.All.Select(r => r.GetType()).Distinct().Count());
        foreach (var record in Samples.All)
        {
            var own = EventCatalog.For(record.GetType()).Topic;
            foreach (var topic in Topics.All)
                Assert.Equal(topic == own ? null : Reasons.WrongTopic, Check(Samples.Json(record), topic)?.Reason);
            Assert.Null(Check(Samples.Json(record), topic: null));
        }
    }

    [Fact]
    public void A_payload_before_its_type_is_checked_all_the_same()
    {
        var at = Good.IndexOf("\"data\":", StringComparison.Ordinal);
        var turned = "{" + Good[at..^1] + "," + Good[1..(at - 1)] + "}";
        Assert.Null(Check(turned));
        var rejection = Check(turned.Replace("\"quantity\":6", "\"quantity\":-6"));
        Assert.Equal((Reasons.OutOfRange, "/data/lines/0/quantity"), (rejection?.Reason, rejection?.Path));
    }

    [Fact]
    public void An_envelope_fault_is_told_before_a_payload_fault_and_json_before_both()
    {
        var both = Good.Replace("\"quantity\":6", "\"quantity\":-6").Replace("\"circleid\":-1", "\"circleid\":-9");
        Assert.Equal("/circleid", Check(both)?.Path);
        Assert.Equal(Reasons.BadJson, Check(both + "!")?.Reason);
    }

    [Fact]
    public void The_parts_of_an_accepted_event_are_found_and_unknown_ones_are_kept()
    {
        var json = Good.Replace("\"id\":\"e-1\"", "\"id\":\"e\\u002d\\u706f\", \"station\" : \"罗湖\"").Replace("\"sequence\":0", "\"sequence\":41,\"weight\":2.5")
            .Replace("{\"order_id\"", "{\"extra\":[1,{}],\"order_id\"");
        var raw = Encoding.UTF8.GetBytes(json);
        var parsed = default(ParsedEvent);
        Assert.True(checker.Check(raw, Topics.Order, Samples.NoonMicros, ref parsed), parsed.Rejection?.ToString());
        Assert.Equal("e-灯", checker.Text(parsed.Id, raw));
        Assert.Equal("tests/samples", checker.Text(parsed.Source, raw));
        Assert.Equal("o-1", checker.Text(parsed.Subject, raw));
        Assert.Equal("m-1", checker.Text(parsed.MemberId, raw));
        Assert.Null(checker.Text(parsed.RedriveOf, raw));
        Assert.Equal((-1, 41, Samples.NoonMicros), (parsed.CircleId, parsed.Sequence, parsed.TimeMicros));
        Assert.Equal("{\"station\" : \"罗湖\",\"weight\":2.5}", checker.Text(parsed.Extensions, raw));
        Assert.StartsWith("{\"extra\":[1,{}],\"order_id\":\"o-1\"", checker.Text(parsed.Data, raw));
        Assert.EndsWith("}", checker.Text(parsed.Data, raw));
        Assert.Equal("raillife.order.placed.v1", parsed.Contract?.Type);
    }

    [Fact]
    public void After_a_refusal_what_could_be_read_is_there()
    {
        var raw = Encoding.UTF8.GetBytes(Good.Replace("\"quantity\":6", "\"quantity\":NaN"));
        var parsed = default(ParsedEvent);
        Assert.False(checker.Check(raw, Topics.Order, Samples.NoonMicros, ref parsed));
        Assert.Equal(("e-1", "tests/samples", "raillife.order.placed.v1"), (checker.Text(parsed.Id, raw), checker.Text(parsed.Source, raw), checker.Text(parsed.Type, raw)));
        Assert.False(parsed.Data.Exists);
    }

    [Fact]
    public void Accepting_an_event_allocates_nothing()
    {
        var raw = Encoding.UTF8.GetBytes(Good);
        var parsed = default(ParsedEvent);
        for (var i = 0; i < 100; i++) checker.Check(raw, Topics.Order, Samples.NoonMicros, ref parsed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) checker.Check(raw, Topics.Order, Samples.NoonMicros, ref parsed);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Null(parsed.Rejection);
    }

    [Theory]
    [InlineData("2024-05-01T12:00:00Z", 0)]
    [InlineData("2024-05-01t14:00:00.0000019+02:00", 1)]
    [InlineData("2024-05-01T11:59:59.5-00:00", -500_000)]
    [InlineData("2024-05-01T00:30:00.25-11:30", 250_000)]
    public void Instants_are_read_to_the_microsecond_in_utc(string text, long afterNoon)
    {
        Assert.True(Rfc3339.TryInstant(Encoding.ASCII.GetBytes(text), out var micros));
        Assert.Equal(afterNoon, micros - Samples.NoonMicros);
    }

    [Theory]
    [InlineData("2024-05-01T12:00:00")]
    [InlineData("2024-05-01 12:00:00Z")]
    [InlineData("2023-02-29T12:00:00Z")]
    [InlineData("2024-05-01T24:00:00Z")]
    [InlineData("2024-05-01T12:00:60Z")]
    [InlineData("2024-05-01T12:00:00.Z")]
    [InlineData("2024-05-01T12:00:00+25:00")]
    [InlineData("2024-05-01T12:00:00+0800")]
    [InlineData("0000-05-01T12:00:00Z")]
    [InlineData("2024-05-0 T12:00:00Z")]
    [InlineData("2024-05-01T1 :00:00Z")]
    public void What_is_no_instant_is_refused(string text) => Assert.False(Rfc3339.TryInstant(Encoding.ASCII.GetBytes(text), out _));
}
