using static RailLife.Tests.Reports.FakeTables;

namespace RailLife.Tests.Reports;

/// <summary>Without what is simulated, a report says what it would say if there had never been a city.</summary>
public sealed class SimulatedReportTests
{
    private static FakeTables Real(Func<string, string[]> city) => new FakeTables()
        .Sales(["'o1', 'm1', null, 'CNY', 1000, date '2026-03-01', 0, 's1'", .. city("sales")])
        .MerchantRefunds(["'p', null, 40, 'CNY', date '2026-03-03', 's1'", .. city("refunds")])
        .AfterSales(["'a1', 's1', 'CNY', date '2026-03-03', true, false", .. city("after-sales")])
        .Merchants("'s1', null, 'Shop', 'active'", "'s9', null, 'City shop', 'active'")
        .Templates("'t0', null")
        .Coupons(["'c1', 't0', timestamptz '2026-03-01 00:00:00+00'", .. city("coupons")])
        .CouponCosts("'c1', 't0', null, 300, 'CNY', date '2026-03-01'", "'c9', 't0', null, 99, 'CNY', date '2026-03-01'")
        .Postings(["'Payable', 'member/m1/points', 'points', 'points-earned', 'PTS', -100, date '2026-03-01'", .. city("postings")]);

    private static FakeTables WithCity() => Real(table => table switch
    {
        "sales" => [Simulated("'o9', 'm9', null, 'CNY', 7, date '2026-03-02', 0, 's9'"), Simulated("'o8', 'm1', null, 'CNY', 5, date '2026-03-01', 0, 's1'")],
        "refunds" => [Simulated("'p', null, 2, 'CNY', date '2026-03-03', 's9'")],
        "after-sales" => [Simulated("'a9', 's1', 'CNY', date '2026-03-03', true, true")],
        "coupons" => [Simulated("'c9', 't0', timestamptz '2026-03-01 00:00:00+00'")],
        _ => [Simulated("'Payable', 'member/m9/points', 'points', 'points-earned', 'PTS', -30, date '2026-03-01'")],
    });

    private static FakeTables Users(bool hasCity, FakeTables tables) => tables.Users(
        ["'m1', 5, 5, 1, 1000, 'CNY', date '2026-03-01'", .. hasCity ? [Simulated("'m9', 1, 1, 1, 7, 'CNY', date '2026-03-02'")] : Array.Empty<string>()]);

    private static FakeTables Members(bool hasCity, FakeTables tables) => tables.Members(
        ["'m1', 'gold', true, timestamptz '2026-03-01 00:00:00+00', 1", .. hasCity ? [Simulated("'m9', 'gold', false, timestamptz '2026-03-01 00:00:00+00', 1")] : Array.Empty<string>()]);

    [Theory]
    [InlineData("merchants", "s1 Shop active 1 1 1000 0 40 960 40 1 1 0 CNY", 2)]
    [InlineData("members", "2026-03-01 1 1 1 1 1", 2)]
    [InlineData("member-levels", "gold 1 1 1 1 1000 CNY", 1)]
    [InlineData("rfm", "champion 5 5 1 1 1000 1000 CNY", 2)]
    [InlineData("coupons", "null platform 1 1 300 300 0 CNY", 1)]
    [InlineData("points", "2026-03-01 0 100 0 0 0 0 100", 1)]
    [InlineData("ledger", "Payable 应付 Payable member/*/points 0 100 0 100 1 PTS", 1)]
    public async Task Without_the_city_it_never_was(string report, string rows, int rowsWithIt)
    {
        FakeTables Tables(bool hasCity) => (report == "rfm" ? Users : (Func<bool, FakeTables, FakeTables>)Members)(hasCity, hasCity ? WithCity() : Real(_ => []));
        using var alone = new ReportHarness(Tables(hasCity: false));
        using var both = new ReportHarness(Tables(hasCity: true));
        // The city's coupon was used as well: its cost is a row of a table that does not say whose it is.
        if (report != "coupons") Assert.Equal(rows, await alone.RowsAsync(report));
        Assert.Equal(rows, await both.RowsAsync(report, "simulated=exclude"));
        var with = await both.RowsAsync(report);
        Assert.NotEqual(rows, with);
        Assert.Equal(rowsWithIt, with.Split('\n').Length);
        Assert.Equal(with, await both.RowsAsync(report, "simulated=include"));
    }

    [Fact]
    public void Every_report_of_members_merchants_orders_and_visits_can_leave_it_out()
    {
        using var reports = new ReportHarness(new FakeTables());
        Assert.Equal(["traffic"], reports.Module.Catalog.All.Where(r => r.Parameters.All(p => p.Name != "simulated")).Select(r => r.Name));
    }
}
