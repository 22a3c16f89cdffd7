using RailLife.Reports.Definitions;

namespace RailLife.Tests.Reports;

/// <summary>What each figure about visitors means, by rows in and rows out.</summary>
public sealed class BehaviourReportTests
{
    private static FakeTables Visits() => new FakeTables().Sessions(
        "'a', 'm1', 'weixin', 'cpc', 'spring', 3, 2, 65, false, false, false, date '2026-03-01'",
        "'m1', 'm1', 'direct', 'none', null, 1, 1, 0, true, false, false, date '2026-03-02'",
        "'b', null, 'weixin', 'cpc', 'spring', 2, 1, 10, false, false, true, date '2026-03-02'",
        "'c', null, 'example.org', 'referral', null, 9, 9, 99, false, true, false, date '2026-03-02'");

    [Theory]
    [InlineData("", """
        2026-03-01 1 1 1 2 3 0 65
        2026-03-02 2 2 1 2 3 1 5
        """)]
    [InlineData("grain=week", """
        2026-02-23 1 1 1 2 3 0 65
        2026-03-02 2 2 1 2 3 1 5
        """)]
    [InlineData("grain=month", "2026-03-01 3 2 1 4 6 1 25")]
    [InlineData("grain=month&simulated=exclude", "2026-03-01 2 1 1 3 4 1 33")]
    [InlineData("from=2026-03-02&bots=include", "2026-03-02 3 3 1 11 12 1 36")]
    [InlineData("from=2026-03-05", "")]
    public async Task A_visitor_who_signed_in_counts_once_and_robots_do_not(string query, string rows)
    {
        using var reports = new ReportHarness(Visits());
        Assert.Equal(Lines(rows), await reports.RowsAsync("visits", query));
    }

    // A Sunday evening in UTC is Monday morning in Shanghai.
    [Theory]
    [InlineData("", """
        1 8 2 1
        2 0 1 1
        """)]
    [InlineData("simulated=exclude&bots=include", """
        1 8 2 2
        2 0 1 1
        """)]
    [InlineData("utc_offset_minutes=-60", """
        1 15 1 1
        7 23 2 1
        """)]
    [InlineData("from=2026-03-03", "")]
    public async Task Visits_count_in_the_hour_in_which_they_began(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables().Rows("fct_session", "person_key varchar, started_at timestamptz, business_date date, is_bot boolean, is_simulated boolean",
            "'a', timestamptz '2026-03-02 00:00:00+00', date '2026-03-02', false, false", "'a', timestamptz '2026-03-02 00:59:59+00', date '2026-03-02', false, true",
            "'b', timestamptz '2026-03-02 16:30:00+00', date '2026-03-02', false, false", "'r', timestamptz '2026-03-02 00:10:00+00', date '2026-03-02', true, false"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("visit-hours", query));
    }

    [Theory]
    [InlineData("", """
        weixin cpc spring 2 2 1 3 0
        direct none null 1 1 1 1 1
        """)]
    [InlineData("simulated=exclude&bots=include&limit=1", "direct none null 1 1 1 1 1")]
    public async Task Sources_stand_by_their_visits(string query, string rows)
    {
        using var reports = new ReportHarness(Visits());
        Assert.Equal(Lines(rows), await reports.RowsAsync("sources", query));
    }

    [Theory]
    [InlineData("", """
        /home Start 3 2 2 1 20
        /cart null 1 1 0 1 null
        """)]
    [InlineData("simulated=exclude", """
        /home Home 2 1 1 1 20
        /cart null 1 1 0 1 null
        """)]
    public async Task Pages_say_where_visits_begin_and_end(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables().PageViews(
            "'m1', '/home', 'Home', true, false, 20, false, false, date '2026-03-01', 1", "'m1', '/cart', null, false, true, null, false, false, date '2026-03-01', 2",
            "'m1', '/home', 'Home', false, true, null, false, false, date '2026-03-01', 3", "'b', '/home', 'Start', true, false, 40, false, true, date '2026-03-02', 4",
            "'c', '/home', 'Bot', true, true, null, true, false, date '2026-03-02', 5"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("pages", query));
    }

    // a: in order; b: the second step comes first; c: too late for the third; d: two tries, the later one gets further; e: on two devices; f: a robot; s: simulated.
    private static FakeTables Steps()
    {
        static string Step(string person, string step, int minute, int offset, bool isBot = false, bool isSimulated = false, string day = "2026-03-01") =>
            $"'{person}', '{step}', timestamptz '{day} 00:00:00+00' + to_minutes({minute}), date '{day}', {isBot}, {isSimulated}, 0, {offset}";
        return new FakeTables().Events(
            Step("a", "view", 0, 1), Step("a", "cart", 1, 2), Step("a", "pay", 5, 3), Step("b", "cart", 0, 4), Step("b", "view", 1, 5), Step("c", "view", 0, 6), Step("c", "cart", 10, 7), Step("c", "pay", 61, 8),
            Step("d", "view", 0, 9), Step("d", "view", 100, 10), Step("d", "cart", 103, 11), Step("d", "other", 104, 12), Step("e", "view", 7, 13), Step("e", "cart", 7, 14),
            Step("f", "view", 0, 15, isBot: true), Step("s", "view", 0, 16, isSimulated: true), Step("g", "view", 0, 17, day: "2026-03-02"));
    }

    [Theory]
    [InlineData("steps=view,cart,pay&window_minutes=60", """
        1 view 7 100.00 null null
        2 cart 4 57.14 57.14 60
        3 pay 1 14.29 25.00 240
        """)]
    [InlineData("steps= View , cart.,pay&window_minutes=61&to=2026-03-01&simulated=exclude", """
        1 view 5 100.00 null null
        2 cart_ 0 0.00 0.00 null
        3 pay 0 0.00 null null
        """)]
    [InlineData("steps=view,cart,pay&window_minutes=61&to=2026-03-01&simulated=exclude", """
        1 view 5 100.00 null null
        2 cart 4 80.00 80.00 60
        3 pay 2 40.00 50.00 240
        """)]
    [InlineData("steps=view,view&bots=include&from=2026-03-01", """
        1 view 8 100.00 null null
        2 view 1 12.50 12.50 6000
        """)]
    [InlineData("steps=nothing,'; select 1", """
        1 nothing 0 null null null
        2 ';_select_1 0 null null null
        """)]
    public async Task A_funnel_counts_who_took_the_steps_in_order_within_the_window(string query, string rows)
    {
        using var reports = new ReportHarness(Steps());
        Assert.Equal(Lines(rows), await reports.RowsAsync("funnel", query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Steps_that_are_no_text_are_refused(string steps)
    {
        using var reports = new ReportHarness(new FakeTables());
        Assert.Equal("steps", ReportArguments.Check(reports.Module.Catalog.Find("funnel")!, [KeyValuePair.Create("steps", steps)]).Bad!.Name);
    }

    private static string Lines(string rows) => rows.ReplaceLineEndings("\n").Trim();
}
