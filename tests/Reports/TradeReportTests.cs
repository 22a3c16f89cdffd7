namespace RailLife.Tests.Reports;

/// <summary>What each figure about trade means, by rows in and rows out.</summary>
public sealed class TradeReportTests
{
    private static FakeTables Books() => new FakeTables().Postings(
        "'ActuallyReceived', 'channel/sandbox/CNY', null, 'order-paid', 'CNY', 1000, date '2026-03-01'", "'Receivable', 'platform/receivable/CNY', null, 'order-paid', 'CNY', -1000, date '2026-03-01'",
        "'Payable', 'merchant/s1/payable/CNY', null, 'order-confirmed', 'CNY', -700, date '2026-03-02'", "'Payable', 'merchant/s2/payable/CNY', null, 'order-confirmed', 'CNY', -200, date '2026-03-02'",
        "'Payable', 'merchant/s1/payable/CNY', null, 'refund', 'CNY', 50, date '2026-03-03'", "'Payable', 'member/m1/wallet/CNY', 'wallet', 'wallet-recharged', 'CNY', -300, date '2026-03-02'",
        "'Expense', 'platform/points-issued', null, 'points-earned', 'PTS', 120, date '2026-03-01'", "'Payable', 'member/m1/points', 'points', 'points-earned', 'PTS', -100, date '2026-03-01'",
        "'Receivable', 'member/m1/points-debt', 'points-debt', 'points-earned', 'PTS', -20, date '2026-03-01'", "'Payable', 'member/m2/points', 'points', 'points-used', 'PTS', 30, date '2026-03-02'",
        "'Payable', 'member/m2/points', 'points', 'points-returned', 'PTS', -10, date '2026-03-02'", "'Payable', 'member/m1/points', 'points', 'points-expired', 'PTS', 5, date '2026-03-09'",
        "'Payable', 'member/m1/points', 'points', 'points-clawed-back', 'PTS', 15, date '2026-03-10'", "'Receivable', 'member/m1/points-debt', 'points-debt', 'points-clawed-back', 'PTS', 40, date '2026-03-10'",
        "'Payable', 'member/m1/points', 'points', 'reversal', 'PTS', 3, date '2026-03-10'");

    [Fact]
    public async Task Sales_say_what_was_taken_off()
    {
        using var reports = new ReportHarness(new FakeTables().Refunds().Sales("'o1', 'm1', null, 'CNY', 900, date '2026-03-01', 100, 's1'", "'o2', 'm1', null, 'CNY', 500, date '2026-03-01', 0, 's1'", "'o3', 'm1', null, 'CNY', 1, null, 77, 's1'"));
        Assert.Equal("1400 100", await reports.RowsAsync("sales", "", "gross_minor", "discount_minor"));
    }

    [Theory]
    [InlineData("", """
        2026-03-01 2 1 0 0 0 0 0 0 1500 1000 CNY
        2026-03-02 0 0 1 0 0 1 0 0 0 0 CNY
        2026-03-09 1 1 0 1 1 0 1 1 7 7 CNY
        """)]
    [InlineData("grain=month", "2026-03-01 3 2 1 1 1 1 1 1 1507 1007 CNY")]
    [InlineData("from=2026-03-02&to=2026-03-02", "2026-03-02 0 0 1 0 0 1 0 0 0 0 CNY")]
    [InlineData("currency=EUR", "")]
    [InlineData("from=2026-03-05&to=2026-03-04", "")]
    public async Task Every_step_of_an_order_counts_on_its_own_day(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables().OrderLives(
            "'o1', 1000, 'CNY', date '2026-03-01', date '2026-03-01', date '2026-03-02', date '2026-03-09', date '2026-03-09', null, null, null",
            "'o2', 500, 'CNY', date '2026-03-01', null, null, null, null, date '2026-03-02', null, null",
            "'o3', 7, 'CNY', date '2026-03-09', date '2026-03-09', null, null, null, null, date '2026-03-09', date '2026-03-09'"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("order-funnel", query));
    }

    [Theory]
    [InlineData("", """
        s1 Shop active 2 2 2001 100 500 1501 250 2 1 1 CNY
        s2 s2 null 1 0 9 0 0 9 0 0 0 0 CNY
        s3 三 deregistered 0 0 0 0 40 -40 null 0 0 0 CNY
        """)]
    [InlineData("from=2026-03-02", """
        s1 Shop active 1 1 1001 0 500 501 500 1 1 1 CNY
        s3 三 deregistered 0 0 0 0 40 -40 null 0 0 0 CNY
        """)]
    [InlineData("currency=EUR", "")]
    public async Task Merchants_by_gross_with_their_refund_rate_and_after_sales(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables()
            .Sales("'o1', 'm1', null, 'CNY', 1000, date '2026-03-01', 100, 's1'", "'o2', 'm2', null, 'CNY', 1001, date '2026-03-02', 0, 's1'", "'o3', null, null, 'CNY', 9, date '2026-03-01', 0, 's2'", "'o4', 'm1', null, 'CNY', 5, null, 0, 's2'")
            .MerchantRefunds("'p', null, 500, 'CNY', date '2026-03-03', 's1'", "'p', null, 40, 'CNY', date '2026-03-03', 's3'")
            .AfterSales("'a1', 's1', 'CNY', date '2026-03-01', false, false", "'a2', 's1', 'CNY', date '2026-03-03', true, true")
            .Merchants("'s1', null, 'Shop', 'active'", "'s3', '三', null, 'deregistered'"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("merchants", query));
    }

    [Theory]
    [InlineData("", """
        2026-03-01 2 1 1 0 2
        2026-03-02 1 0 0 2 3
        2026-03-04 0 0 0 1 3
        """)]
    [InlineData("grain=month", "2026-03-01 3 1 1 2 3")]
    [InlineData("from=2026-03-02", """
        2026-03-02 1 0 0 2 3
        2026-03-04 0 0 0 1 3
        """)]
    [InlineData("from=2026-03-03&to=2026-03-03", "")]
    public async Task Members_register_once_and_are_active_when_they_buy(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables()
            .Members("'m1', 'gold', true, timestamptz '2026-03-01 23:59:59+00', 2", "'m2', 'gold', false, timestamptz '2026-03-01 00:00:00+00', 0", "'m3', null, false, timestamptz '2026-03-02 00:00:00+00', 0", "'m4', null, false, null, 1")
            .Sales("'o1', 'm1', null, 'CNY', 10, date '2026-03-02', 0, 's1'", "'o2', 'm1', null, 'CNY', 10, date '2026-03-02', 0, 's1'", "'o3', 'm4', null, 'CNY', 10, date '2026-03-02', 0, 's1'", "'o4', 'm4', null, 'CNY', 10, date '2026-03-04', 0, 's1'", "'o5', null, null, 'CNY', 10, date '2026-03-04', 0, 's1'"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("members", query));
    }

    [Theory]
    [InlineData("", """
        gold 2 1 1 2 30 CNY
        gold 2 1 1 1 7 EUR
        silver 1 0 0 0 0 XXX
        null 1 0 1 1 10 CNY
        """)]
    [InlineData("to=2026-03-01", """
        gold 2 1 1 1 10 CNY
        silver 1 0 0 0 0 XXX
        null 1 0 0 0 0 XXX
        """)]
    public async Task Levels_with_who_bought_of_them(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables()
            .Members("'m1', 'gold', true, null, 2", "'m2', 'gold', false, null, 0", "'m3', 'silver', false, null, 0", "'m4', null, false, null, 1")
            .Sales("'o1', 'm1', null, 'CNY', 10, date '2026-03-01', 0, 's1'", "'o2', 'm1', null, 'CNY', 20, date '2026-03-02', 0, 's1'", "'o3', 'm4', null, 'CNY', 10, date '2026-03-02', 0, 's1'", "'o4', 'm1', null, 'EUR', 7, date '2026-03-04', 0, 's1'", "'o5', null, null, 'CNY', 99, date '2026-03-04', 0, 's1'"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("member-levels", query));
    }

    [Theory]
    [InlineData("", """
        null platform 2 1 500 300 200 CNY
        null platform 0 1 9 9 0 EUR
        s1 Shop 1 0 0 0 0 XXX
        """)]
    [InlineData("currency=CNY&to=2026-03-02", """
        null platform 1 1 500 300 200 CNY
        """)]
    [InlineData("from=2027-01-01", "")]
    public async Task Coupons_by_issuer_and_who_bears_them(string query, string rows)
    {
        using var reports = new ReportHarness(new FakeTables()
            .Templates("'t0', null", "'t1', 's1'").Merchants("'s1', '店', 'Shop', 'active'")
            .Coupons("'c1', 't0', timestamptz '2026-03-02 23:59:59+00'", "'c2', 't0', timestamptz '2026-03-03 00:00:00+00'", "'c3', 't1', timestamptz '2026-03-03 00:00:00+00'")
            .CouponCosts("'c1', 't0', null, 300, 'CNY', date '2026-03-02'", "'c1', 't0', 's1', 200, 'CNY', date '2026-03-02'", "'c2', 't0', null, 9, 'EUR', date '2026-03-03'"));
        Assert.Equal(Lines(rows), await reports.RowsAsync("coupons", query));
    }

    [Theory]
    [InlineData("", """
        2026-03-01 0 120 0 0 0 0 120
        2026-03-02 120 0 20 0 0 0 100
        2026-03-09 100 0 0 5 0 0 95
        2026-03-10 95 0 0 0 55 -3 37
        """)]
    [InlineData("grain=week&from=2026-03-02", """
        2026-03-02 120 0 20 0 0 0 100
        2026-03-09 100 0 0 5 55 -3 37
        """)]
    [InlineData("from=2026-03-03&to=2026-03-08", "")]
    public async Task Points_open_and_close_every_period(string query, string rows)
    {
        using var reports = new ReportHarness(Books());
        Assert.Equal(Lines(rows), await reports.RowsAsync("points", query));
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-09&currency=CNY", """
        ActuallyReceived 实收 channel/sandbox/CNY 1000 0 0 1000 0 CNY
        Payable 应付 member/*/wallet/CNY 0 300 0 300 1 CNY
        Payable 应付 merchant/*/payable/CNY 0 900 50 850 3 CNY
        Receivable 应收 platform/receivable/CNY -1000 0 0 -1000 0 CNY
        """)]
    [InlineData("currency=PTS&to=2026-03-01", """
        Expense 费用 platform/points-issued 0 120 0 120 1 PTS
        Payable 应付 member/*/points 0 100 0 100 1 PTS
        Receivable 应收 member/*/points-debt 0 0 20 -20 1 PTS
        """)]
    [InlineData("to=2026-02-28", "")]
    public async Task The_books_by_class_on_the_side_that_makes_it_grow(string query, string rows)
    {
        using var reports = new ReportHarness(Books());
        Assert.Equal(Lines(rows), await reports.RowsAsync("ledger", query, "account_class", "class_zh", "account", "opening_minor", "in_minor", "out_minor", "closing_minor", "postings", "unit"));
    }

    private static string Lines(string text) => text.Trim().ReplaceLineEndings("\n");
}
