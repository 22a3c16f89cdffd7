namespace RailLife.Tests.Reports;

/// <summary>What each figure means, by rows in and rows out.</summary>
public sealed class ReportFiguresTests
{
    private static FakeTables Shop() => new FakeTables()
        .Orders(
            "'o1', 'm1', 'UK', 'GBP', 1000, date '2026-01-01'",      // a Thursday
            "'o2', 'm1', 'UK', 'GBP', 0, date '2026-01-01'",         // amount 0 is an order
            "'o3', null, 'FR', 'GBP', 333, date '2026-01-01'",       // an anonymous buyer
            "'o4', 'm2', 'FR', 'GBP', 2, date '2026-01-04'",         // Sunday of the same week
            "'o5', 'm1', 'UK', 'GBP', 5, date '2026-01-05'",         // Monday of the next
            "'o6', 'm3', null, 'CNY', 70000, date '2026-02-01'",
            "'o7', 'm3', 'UK', 'GBP', 9, null")                      // never paid
        .Refunds(
            "'p1', 'UK', 400, 'GBP', date '2026-01-05'",
            "'p1', 'UK', 100, 'GBP', date '2026-01-07'",             // no sale that day
            "'p2', 'FR', 50, 'EUR', date '2026-01-07'")              // no sale in that currency
        .Lines(
            "'o1', 'p1', 2, 900, 'GBP', date '2026-01-01'",
            "'o1', 'p1', 1, 100, 'GBP', date '2026-01-01'",          // the same product twice in an order
            "'o3', 'p2', 3, 333, 'GBP', date '2026-01-01'",
            "'o5', 'p3', 1, 5, 'GBP', date '2026-01-05'",
            "'o6', 'p1', 7, 70000, 'CNY', date '2026-02-01'",
            "'o7', 'p9', 1, 9, 'GBP', null")
        .Products("'p1', '茶', 'Tea'", "'p2', '杯', 'Cup'");

    [Theory]
    [InlineData("", "2026-01-01 2 2 1500 0 1500 750 0 GBP")]
    [InlineData("simulated=include", "2026-01-01 2 2 1500 0 1500 750 0 GBP")]
    [InlineData("simulated=exclude", "2026-01-01 1 1 1000 0 1000 1000 0 GBP")]
    public async Task Sales_can_leave_out_what_the_simulator_placed(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables()
            .MarkedSales("'o1', 'm1', 'UK', 'GBP', 1000, date '2026-01-01', 0, null, false", "'o2', 'm2', 'UK', 'GBP', 500, date '2026-01-01', 0, null, true").Refunds());
        Assert.Equal(Lines(rows), await reports.RowsAsync("sales", query));
    }

    [Theory]
    [InlineData("", """
        2026-01-01 3 1 1333 0 1333 444 0 GBP
        2026-01-04 1 1 2 0 2 2 0 GBP
        2026-01-05 1 1 5 400 -395 5 0 GBP
        2026-01-07 0 0 0 50 -50 null 0 EUR
        2026-01-07 0 0 0 100 -100 null 0 GBP
        2026-02-01 1 1 70000 0 70000 70000 0 CNY
        """)]
    [InlineData("grain=week", """
        2025-12-29 4 2 1335 0 1335 334 0 GBP
        2026-01-05 0 0 0 50 -50 null 0 EUR
        2026-01-05 1 1 5 500 -495 5 0 GBP
        2026-01-26 1 1 70000 0 70000 70000 0 CNY
        """)]
    [InlineData("grain=month&currency=GBP", "2026-01-01 5 2 1340 500 840 268 0 GBP")]
    [InlineData("from=2026-01-04&to=2026-01-05", """
        2026-01-04 1 1 2 0 2 2 0 GBP
        2026-01-05 1 1 5 400 -395 5 0 GBP
        """)]
    [InlineData("from=2026-01-02&to=2026-01-03", "")]
    [InlineData("from=2026-01-05&to=2026-01-04", "")]
    [InlineData("currency=USD", "")]
    public async Task Sales_by_period_and_currency(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("sales", query));
    }

    [Theory]
    [InlineData("", """
        1 1 70000 0 70000 70000 2026-02-01 2026-02-01 CNY
        0 0 0 50 -50 null 2026-01-07 2026-01-07 EUR
        5 2 1340 500 840 268 2026-01-01 2026-01-07 GBP
        """)]
    [InlineData("from=2026-01-04&to=2026-01-05&currency=GBP", "2 2 7 400 -393 4 2026-01-04 2026-01-05 GBP")]      // 3.5 goes up
    [InlineData("from=2026-01-02&to=2026-01-03", "")]
    public async Task Summary_counts_a_buyer_once_over_the_whole_range(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("summary", query));
    }

    [Theory]
    [InlineData(1, 2, 1)]      // 0.5 goes up
    [InlineData(3, 2, 2)]
    [InlineData(1, 3, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(5, 10, 1)]
    [InlineData(4, 10, 0)]
    public async Task The_average_is_rounded_half_away_from_zero(int gross, int orders, int average)
    {
        var rows = Enumerable.Range(0, orders).Select(i => $"'o{i}', 'm', 'UK', 'GBP', {(i == 0 ? gross : 0)}, date '2026-01-01'").ToList();
        using var reports = new ReportHarness(new FakeTables().Orders(rows).Refunds());
        Assert.Equal($"{average}", await reports.RowsAsync("sales", "", "average_order_minor"));
    }

    [Theory]
    [InlineData("", """
        1 1 70000 0 70000 70000 2026-02-01 2026-02-01 CNY
        0 0 0 50 -50 null 2026-01-07 2026-01-07 EUR
        5 2 1340 500 840 268 2026-01-01 2026-01-07 GBP
        """)]
    [InlineData("to=2026-01-04", "4 2 1335 0 1335 334 2026-01-01 2026-01-04 GBP")]
    [InlineData("from=2027-01-01", "")]
    public async Task Summary_counts_a_buyer_once_over_the_range(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("summary", query));
    }

    [Fact]
    public async Task Whole_numbers_keep_every_digit()
    {
        using var reports = new ReportHarness(new FakeTables().Orders("'o', 'm', 'UK', 'GBP', 4503599627370497, date '2026-01-01'", "'p', 'm', 'UK', 'GBP', 4503599627370496, date '2026-01-01'").Refunds());
        Assert.Equal("9007199254740993", await reports.RowsAsync("sales", "", "gross_minor"));
    }

    [Theory]
    [InlineData("", """
        1 p1 Tea 1 7 70000 0 70000 CNY
        1 p1 Tea 1 3 1000 500 500 GBP
        2 p2 Cup 1 3 333 0 333 GBP
        3 p3 p3 1 1 5 0 5 GBP
        """)]
    [InlineData("limit=1", """
        1 p1 Tea 1 7 70000 0 70000 CNY
        1 p1 Tea 1 3 1000 500 500 GBP
        """)]
    [InlineData("from=2026-01-05&currency=GBP", "1 p3 p3 1 1 5 0 5 GBP")]
    [InlineData("to=2025-12-31", "")]
    public async Task Top_products_by_gross_within_a_currency(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("top-products", query, "rank", "product_id", "name", "orders", "quantity", "gross_minor", "refunds_minor", "net_minor", "currency"));
        if (query == "limit=1") Assert.Equal("1 7\n1 14", await reports.RowsAsync("top-products", query, "rank", "discount_minor"));
    }

    [Theory]
    [InlineData("", """
        1 null 1 1 70000 0 70000 CNY
        1 UK 3 1 1005 500 505 GBP
        2 FR 2 1 335 0 335 GBP
        """)]
    [InlineData("limit=1&to=2026-01-31", "1 UK 3 1 1005 500 505 GBP")]
    [InlineData("from=2027-01-01", "")]
    public async Task Top_regions_by_gross_within_a_currency(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("top-regions", query));
    }

    [Theory]
    [InlineData("grain=month", """
        2026-01-01 2 2 0 1007 0 1 333 GBP
        2026-02-01 1 1 0 70000 0 0 0 CNY
        """)]
    [InlineData("", """
        2026-01-01 1 1 0 1000 0 1 333 GBP
        2026-01-04 1 1 0 2 0 0 0 GBP
        2026-01-05 1 0 1 0 5 0 0 GBP
        2026-02-01 1 1 0 70000 0 0 0 CNY
        """)]
    [InlineData("grain=month&from=2026-01-05&to=2026-01-31", "2026-01-01 1 0 1 0 5 0 0 GBP")]
    [InlineData("from=2026-01-02&to=2026-01-03", "")]
    public async Task Buyers_are_new_once(string query, string rows)
    {
        using var reports = new ReportHarness(Shop());
        Assert.Equal(Lines(rows), await reports.RowsAsync("buyers", query));
    }

    [Fact]
    public async Task Rfm_counts_members_by_cell_and_names_the_segment()
    {
        using var reports = new ReportHarness(new FakeTables().Users(
            "'a', 5, 5, 10, 1001, 'GBP', date '2026-01-05'", "'b', 5, 5, 11, 1000, 'GBP', date '2026-01-04'", "'c', 1, 4, 9, 10, 'GBP', date '2025-01-01'",
            "'d', 4, 1, 1, 3, 'GBP', date '2026-01-01'", "'e', 3, 2, 1, 3, 'CNY', date '2026-01-01'", "'f', 2, 2, 1, 3, 'CNY', date '2025-06-01'", "'g', null, null, 0, 0, 'CNY', null", "'h', 3, 4, 2, 9, 'CNY', date '2026-01-02'"));
        Assert.Equal(Lines("""
            loyal 3 4 1 2 9 9 CNY
            promising 3 2 1 1 3 3 CNY
            lost 2 2 1 1 3 3 CNY
            champion 5 5 2 21 2001 1001 GBP
            new 4 1 1 1 3 3 GBP
            at-risk 1 4 1 9 10 10 GBP
            """), await reports.RowsAsync("rfm"));
        Assert.Equal("champion 2", await reports.RowsAsync("rfm", "from=2026-01-04&currency=GBP", "segment", "members"));
    }

    [Fact]
    public async Task Traffic_by_hour()
    {
        using var reports = new ReportHarness(new FakeTables().Requests(
            "timestamptz '2026-01-01 23:59:59+00', timestamptz '2026-01-01 23:00:00+00', 200, 10, 'x'",
            "timestamptz '2026-01-02 00:00:00+00', timestamptz '2026-01-02 00:00:00+00', 404, 20, 'x'",
            "timestamptz '2026-01-02 00:59:00+00', timestamptz '2026-01-02 00:00:00+00', 503, 30, 'y'",
            "timestamptz '2026-01-02 00:59:00+00', timestamptz '2026-01-02 00:00:00+00', 301, 0, 'y'"));
        Assert.Equal(Lines("""
            2026-01-01T23:00:00Z 1 0 0 1 10
            2026-01-02T00:00:00Z 3 2 1 2 50
            """), await reports.RowsAsync("traffic"));
        Assert.Equal("2026-01-01T23:00:00Z", await reports.RowsAsync("traffic", "from=2026-01-01&to=2026-01-01", "hour"));
    }

    [Fact]
    public async Task Before_anything_was_built_every_report_is_empty_and_says_its_columns()
    {
        using var reports = new ReportHarness(new FakeTables());
        foreach (var report in reports.Module.Catalog.All)
        {
            Assert.Equal("", await reports.RowsAsync(report.Name));
            Assert.EndsWith("""
                "rows":[],"versions":{},"as_of":null}
                """.Trim(), ReportHarness.Text(await reports.AnswerAsync(report.Name)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_header_of_each_report_says_the_types_that_DuckDB_gives()
    {
        using var reports = new ReportHarness(Shop().Users().Requests().OrderLives().AfterSales().Merchants().Templates().Coupons().CouponCosts().Postings().Sessions().PageViews().Events());
        foreach (var report in reports.Module.Catalog.All)
        {
            var arguments = RailLife.Reports.Definitions.ReportArguments.Check(report, []).Arguments!;
            var sql = RailLife.Reports.Definitions.ReportFile.Expand(report.Sql, t => reports.Tables.Current.Find(t)!.Relation, arguments.Literal);
            var found = await reports.Module.Engine.RunAsync(s => s.Connection.Rows($"describe {sql}"), TestContext.Current.CancellationToken);
            Assert.Equal(report.Columns.Select(c => $"{c.Name} {c.Type}"), found.Select(r => $"{r[0]} {((string)r[1]!).ToLowerInvariant()}"));
        }
    }

    private static string Lines(string text) => text.Trim().ReplaceLineEndings("\n");
}
