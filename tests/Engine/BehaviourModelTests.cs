namespace RailLife.Tests.Engine;

/// <summary>Visitors, members and visits: what the behaviour models make of what was told.</summary>
public sealed class BehaviourModelTests
{
    private const string Told = "visitor_id, member_id, kind, event_name, happened_at, business_date, utm_source, log_offset, event_id, page, event_source, is_bot";

    private static string Event(int offset, string at, string visitor = "a", string? member = null, string kind = "track", string name = "x", string? campaign = null, string? page = null, string source = "web", string day = "2026-03-01", bool isBot = false) =>
        $"('{visitor}', {Sql(member)}, '{kind}', '{name}', timestamptz '2026-03-01 {at}+00', date '{day}', {Sql(campaign)}, {offset}, 'e{offset}', {Sql(page)}, '{source}', {isBot})";

    private static string Sql(string? text) => text is null ? "null" : $"'{text}'";

    // Log partition 0 throughout: the tests' staging rows leave it out.
    private static ModelTest Events(params string[] rows) =>
        new ModelTest("fct_event").Given("stg_visitor__told", Told + ", log_partition", [.. rows.Select(r => r[..^1] + ", 0)")]);

    [Theory]
    [InlineData("null", "m1", "m1")]              // what came before signing in is the member's
    [InlineData("m1", "null", "m1 m1")]           // and so is what the client no longer names after it
    [InlineData("m1", "m2", "m1 m2")]             // two members of one device stay two
    public void An_event_belongs_to_the_member_that_its_visitor_turns_out_to_be(string first, string second, string members)
    {
        using var test = Events(Event(1, "10:00:00", member: first == "null" ? null : first), Event(2, "10:01:00", member: second == "null" ? null : second));
        Assert.Equal(members.Contains(' ') ? members : $"{members} {members}", test.One("select string_agg(member_id, ' ' order by log_offset) from ({0})"));
    }

    [Fact]
    public void Between_two_members_of_one_device_what_nobody_named_is_the_next_ones()
    {
        using var test = Events(Event(1, "10:00:00"), Event(2, "10:01:00", member: "m1"), Event(3, "10:02:00"), Event(4, "10:03:00", member: "m2"), Event(5, "10:04:00"), Event(6, "10:04:00", visitor: "b"));
        test.Expect("log_offset, member_id, person_key", "(1, 'm1', 'm1')", "(2, 'm1', 'm1')", "(3, 'm2', 'm2')", "(4, 'm2', 'm2')", "(5, 'm2', 'm2')", "(6, null, 'b')");
    }

    [Fact]
    public void A_signing_in_names_the_former_id_and_the_members_own()
    {
        using var identified = new ModelTest("fct_identification").Given("stg_visitor__told", Told,
            Event(1, "10:00:00", "a", "m1", "signup"), Event(2, "10:00:00", "m2", "m2", "identify"), Event(3, "10:00:00", "c", null, "identify"), Event(4, "10:00:00", "d", "m1", "track"));
        identified.Expect("log_offset, visitor_id, member_id", "(1, 'a', 'm1')", "(1, 'm1', 'm1')", "(2, 'm2', 'm2')");

        using var events = Events(Event(1, "10:00:00", "m1"), Event(2, "09:00:00", "old", "old"), Event(3, "10:00:00", "other", "other"))
            .Given("fct_identification", "visitor_id, member_id, identified_at, log_partition, log_offset", "('m1', 'm1', timestamptz '2026-03-01 12:00:00+00', 0, 9)", "('old', 'm1', timestamptz '2026-03-01 12:00:00+00', 0, 8)");
        events.Expect("visitor_id, member_id", "('m1', 'm1')", "('old', 'm1')", "('other', 'other')");
    }

    [Theory]
    [InlineData("10:00:00", "10:30:00", 1)]
    [InlineData("10:00:00", "10:30:01", 2)]
    public void Half_an_hour_without_behaviour_ends_a_visit(string one, string other, int sessions)
    {
        using var test = Events(Event(1, one), Event(2, other), Event(3, "10:15:00", kind: "identify", member: "m"), Event(4, "10:16:00", visitor: "b", kind: "profile"));
        Assert.Equal($"{sessions} 2", test.One("select concat_ws(' ', count(distinct session_id), count(*) filter (session_id is null)) from ({0})"));
    }

    [Fact]
    public void Midnight_and_another_campaign_begin_a_new_visit_and_the_same_one_does_not()
    {
        using var test = Events(
            Event(1, "15:50:00"), Event(2, "15:51:00", campaign: "weixin"), Event(3, "15:52:00"), Event(4, "15:53:00", campaign: "weixin"), Event(5, "15:54:00", campaign: "douyin"),
            Event(6, "16:01:00", day: "2026-03-02"), Event(7, "16:02:00", campaign: "douyin", day: "2026-03-02"));
        test.Expect("log_offset, session_id", "(1, 'a/0-1')", "(2, 'a/0-2')", "(3, 'a/0-2')", "(4, 'a/0-2')", "(5, 'a/0-5')", "(6, 'a/0-6')", "(7, 'a/0-7')");
    }

    [Fact]
    public void Names_have_one_spelling_and_the_clients_own_is_kept()
    {
        using var test = Events(Event(1, "10:00:00", name: "Product Viewed"), Event(2, "10:00:00", name: "product.viewed"), Event(3, "10:00:00", name: "product_viewed", source: "/raillife/simulator"));
        test.Expect("event, event_name, is_simulated", "('product_viewed', 'Product Viewed', false)", "('product_viewed', 'product.viewed', false)", "('product_viewed', 'product_viewed', true)");
    }

    [Fact]
    public void A_visit_says_where_it_came_from_and_what_it_was()
    {
        const string Columns = "visitor_id, session_id, member_id, kind, page, referrer_host, utm_source, utm_campaign, happened_at, business_date, is_bot, is_simulated, log_partition, log_offset";
        static string Row(int offset, string session, string kind, string? page, string? referrer, string? source, string? campaign, string at) =>
            $"('a', {Sql(session)}, 'm', '{kind}', {Sql(page)}, {Sql(referrer)}, {Sql(source)}, {Sql(campaign)}, timestamptz '2026-03-01 {at}+00', date '2026-03-01', false, false, 0, {offset})";
        using var test = new ModelTest("fct_session").Given("fct_event", Columns,
            Row(1, "s1", "page", "/home", "example.org", null, null, "10:00:00"), Row(2, "s1", "track", null, null, "weixin", "spring", "10:00:30"), Row(3, "s1", "page", "/cart", null, null, null, "10:01:05"),
            Row(4, "s2", "page", "/home", "example.org", null, null, "11:00:00"), Row(5, "s3", "track", null, null, null, null, "12:00:00"), $"('a', null, 'm', 'identify', null, null, null, null, timestamptz '2026-03-01 13:00:00+00', date '2026-03-01', false, false, 0, 6)");
        test.Expect("session_id, source, medium, campaign, entry_page, exit_page, count_events, count_page_views, duration_seconds, is_bounce",
            "('s1', 'weixin', 'none', 'spring', '/home', '/cart', 3, 2, 65, false)",
            "('s2', 'example.org', 'referral', null, '/home', '/home', 1, 1, 0, true)",
            "('s3', 'direct', 'none', null, null, null, 1, 0, 0, true)");
    }

    [Fact]
    public void Pages_stand_in_the_order_of_the_visit()
    {
        static string Row(int offset, string session, string kind, string? page, string at) =>
            $"('a', {Sql(session)}, '{kind}', {Sql(page)}, 'Cart', timestamptz '2026-03-01 {at}+00', date '2026-03-01', 'web', 'e{offset}', 0, {offset})";
        using var test = new ModelTest("fct_page_view").Given("fct_event", "visitor_id, session_id, kind, page, event_name, happened_at, business_date, event_source, event_id, log_partition, log_offset",
            Row(1, "s1", "page", "/home", "10:00:00"), Row(2, "s1", "track", "/home", "10:00:10"), Row(3, "s1", "screen", null, "10:00:40"), Row(4, "s2", "page", "/home", "11:00:00"));
        test.Expect("event_id, page, position, is_entry, is_exit, dwell_seconds", "('e1', '/home', 1, true, false, 40)", "('e3', 'Cart', 2, false, true, null)", "('e4', '/home', 1, true, true, null)");
    }
}
