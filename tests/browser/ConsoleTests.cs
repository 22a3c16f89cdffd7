using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RailLife.Tests.Browser;

/// <summary>The console in a real browser over the real web host.</summary>
[Collection(BrowserTests.Name)]
public class ConsoleTests(Chromium chromium)
{
    private static readonly string[] Kpis = ["orders", "buyers", "gross", "refunds", "net", "average"];
    private static readonly string[] KpiColumns = ["orders", "buyers", "gross_minor", "refunds_minor", "net_minor", "average_order_minor"];

    [Theory]
    [InlineData("", "currency=GBP")]
    [InlineData("?from=2011-08-01&to=2011-08-31", "from=2011-08-01&to=2011-08-31&currency=GBP")]
    [InlineData("?from=2011-08-07&to=2011-08-07&grain=month", "from=2011-08-07&to=2011-08-07&currency=GBP")]
    [InlineData("?currency=EUR", "currency=EUR")]
    public async Task Every_key_figure_is_the_one_that_the_api_answers(string search, string query)
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url, search);
        var row = Assert.Single(await platform.ReportAsync($"summary?{query}"));
        foreach (var (kpi, column) in Kpis.Zip(KpiColumns))
            Assert.Equal(row[column].ValueKind == System.Text.Json.JsonValueKind.Null ? 0 : row[column].GetInt64(), await page.KpiAsync(kpi));
        await page.DrawnAsync();
        page.AssertNothingWentWrong();
    }

    [Fact]
    public async Task Money_is_shown_with_its_sign_and_every_minor_unit()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        var gross = await page.KpiAsync("gross");
        Assert.Equal((gross / 100m).ToString("'£'#,##0.00", CultureInfo.InvariantCulture), await page.KpiTextAsync("gross"));
    }

    [Fact]
    public async Task The_sales_table_has_the_rows_of_the_api_and_a_zero_for_closed_days()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url, "?from=2011-08-01&to=2011-08-31");
        await page.Panel("sales").GetByRole(AriaRole.Button, new() { Name = "Show as table" }).ClickAsync();
        await Expect(page.Panel("sales").Locator("tbody tr")).ToHaveCountAsync(31);
        var shown = await page.Panel("sales").Locator("tbody td:nth-of-type(3)").AllInnerTextsAsync();
        var answered = (await platform.ReportAsync("sales?from=2011-08-01&to=2011-08-31&currency=GBP")).ToDictionary(r => r["period"].GetString()!, r => r["gross_minor"].GetInt64());
        var expected = Enumerable.Range(1, 31).Select(day => answered.GetValueOrDefault($"2011-08-{day:00}") / 100m);
        Assert.Equal(expected.Select(amount => amount.ToString("'£'#,##0.00", CultureInfo.InvariantCulture)), shown);
        Assert.Contains("£0.00", shown);
    }

    [Fact]
    public async Task A_name_from_outside_is_text_never_markup()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await Expect(page.Panel("top-products").GetByText(ToyPlatform.HostileName)).ToBeVisibleAsync();
        await page.DrawnAsync();
        Assert.Equal("RailLife 轨道生活", await page.Page.TitleAsync());
        page.AssertNothingWentWrong();
    }

    [Theory]
    [InlineData("zh-CN", "销售总额", "白色挂心烛台")]
    [InlineData("en-GB", "Gross sales", "WHITE HANGING HEART")]
    [InlineData("fr-FR", "Gross sales", "WHITE HANGING HEART")]
    public async Task The_browser_s_language_is_the_default(string locale, string kpi, string product)
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(locale), platform.Url);
        await Expect(page.Page.Locator("[data-kpi='gross'] h3")).ToHaveTextAsync(kpi);
        await Expect(page.Panel("top-products")).ToContainTextAsync(product);
    }

    [Fact]
    public async Task A_chosen_language_is_remembered()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await page.ChooseLanguageAsync("zh");
        await Expect(page.Page.Locator("[data-kpi='orders'] h3")).ToHaveTextAsync("订单数");
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("[data-kpi='orders'] h3")).ToHaveTextAsync("订单数");
        Assert.Equal("zh-CN", await page.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        await page.ChooseLanguageAsync("en");
        await Expect(page.Page.Locator("[data-kpi='orders'] h3")).ToHaveTextAsync("Orders");
    }

    [Fact]
    public async Task A_chosen_period_is_asked_compared_and_kept_in_the_address()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await page.KpiAsync("orders");
        await page.Page.GetByRole(AriaRole.Combobox, new() { Name = "Period" }).ClickAsync();
        await page.Page.Locator(".ant-select-item-option", new() { HasText = "Last 7 days" }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync($"{platform.Url}/?from=2011-08-25&to=2011-08-31");
        var row = Assert.Single(await platform.ReportAsync("summary?from=2011-08-25&to=2011-08-31&currency=GBP"));
        await Expect(page.Page.Locator("[data-kpi='orders'] [data-value]")).ToHaveAttributeAsync("data-value", row["orders"].GetRawText());
        await Expect(page.Page.Locator("[data-kpi='orders'] .kpi-change")).ToContainTextAsync("18");
        await page.Page.GoBackAsync();
        await Expect(page.Page.Locator("[data-kpi='orders'] .kpi-change")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_page_moves_by_itself_when_an_order_comes()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        var before = await page.KpiAsync("orders");
        platform.PlaceOneMore();
        await Expect(page.Page.Locator("[data-kpi='orders'] [data-value]")).ToHaveAttributeAsync("data-value", (before + 1).ToString(CultureInfo.InvariantCulture));
        page.AssertNothingWentWrong();
    }

    [Fact]
    public async Task An_unchanged_answer_is_asked_for_with_its_etag_and_costs_a_304()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await page.KpiAsync("orders");
        var again = await page.Page.WaitForResponseAsync(response => response.Url.Contains("/v1/reports/summary", StringComparison.Ordinal));
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task A_range_beside_the_data_says_so_and_leads_back()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url, "?from=2020-01-01&to=2020-01-31");
        await Expect(page.Panel("outside")).ToContainTextAsync("2 Jul 2011");
        await page.Panel("outside").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Page.Locator("[data-kpi='orders'] [data-value]")).Not.ToHaveAttributeAsync("data-value", "0");
    }

    [Fact]
    public async Task Pipeline_health_shows_what_waits_what_was_rejected_and_what_failed()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        var panel = page.Panel("pipeline");
        foreach (var text in new[] { "1,234,567", "1,234,488", "7 behind", "1.5 s", "bad-number", "import:2011-01-01.csv", "subject_user", "failed", "Models failing: 1" })
            await Expect(panel).ToContainTextAsync(text);
    }
}
