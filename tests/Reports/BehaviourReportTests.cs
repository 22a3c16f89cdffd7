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

    private static string Lines(string rows) => rows.ReplaceLineEndings("\n").Trim();
}
