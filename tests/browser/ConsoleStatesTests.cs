using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace RailLife.Tests.Browser;

/// <summary>The console where there is nothing, where something fails, and on small and dark screens.</summary>
[Collection(BrowserTests.Name)]
public class ConsoleStatesTests(Chromium chromium)
{
    private const string ImportCommand = "./raillife import online-retail <folder>";
    private const string Problem = """{"type":"urn:raillife:problem:busy","title":"busy","status":503,"detail":"found 64 waiting","code":"busy"}""";

    [Theory]
    [InlineData("en-GB", "No orders yet")]
    [InlineData("zh-CN", "还没有订单")]
    public async Task Without_data_the_page_says_so_and_gives_the_import_command(string locale, string title)
    {
        await using var platform = await ToyPlatform.EmptyAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(locale), platform.Url);
        await Expect(page.Panel("empty").GetByRole(AriaRole.Heading)).ToHaveTextAsync(title);
        await Expect(page.Panel("empty").Locator("code")).ToHaveTextAsync(ImportCommand);
        await page.Panel("empty").GetByRole(AriaRole.Button).ClickAsync();
        Assert.Equal(ImportCommand, await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        page.AssertNothingWentWrong();
    }

    [Fact]
    public async Task The_first_order_replaces_the_empty_page()
    {
        await using var platform = await ToyPlatform.EmptyAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await Expect(page.Panel("empty")).ToBeVisibleAsync();
        platform.Tables.Refunds().Lines().Products().Users().Requests();
        platform.PlaceOneMore();
        await Expect(page.Page.Locator("[data-kpi='orders'] [data-value]")).Not.ToHaveAttributeAsync("data-value", "0");
        page.AssertNothingWentWrong();
    }

    [Theory]
    [InlineData("en-GB", "too many questions", "Try again")]
    [InlineData("zh-CN", "过多的查询", "重试")]
    public async Task A_problem_shows_its_code_what_to_do_and_a_way_to_try_again(string locale, string what, string retry)
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        var context = await chromium.ContextAsync(locale);
        await context.RouteAsync("**/v1/**", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = Problem }));
        await using var page = await ConsolePage.OpenAsync(context, platform.Url);
        var alert = page.Page.GetByRole(AriaRole.Alert).First;
        await Expect(alert).ToContainTextAsync(what);
        await Expect(alert).ToContainTextAsync("busy");
        await Expect(alert).ToContainTextAsync("found 64 waiting");
        await context.UnrouteAllAsync();
        await alert.GetByRole(AriaRole.Button, new() { Name = retry }).ClickAsync();
        Assert.True(await page.KpiAsync("orders") > 0);
    }

    [Fact]
    public async Task A_report_that_fails_leaves_the_others_standing()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        var context = await chromium.ContextAsync();
        await context.RouteAsync("**/v1/reports/rfm*", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = Problem }));
        await context.RouteAsync("**/v1/reports/buyers*", route => route.FulfillAsync(new() { Body = """{"name":"buyers","columns":[{"name":"x"}],"rows":[[1]],"versions":{},"as_of":null}""" }));
        await using var page = await ConsolePage.OpenAsync(context, platform.Url);
        await Expect(page.Panel("rfm").GetByRole(AriaRole.Alert)).ToContainTextAsync("busy");
        await Expect(page.Panel("buyers").GetByRole(AriaRole.Alert)).ToContainTextAsync("lacks period");
        Assert.True(await page.KpiAsync("orders") > 0);
        await Expect(page.Panel("top-products").Locator("tbody tr")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task A_lost_connection_keeps_the_last_figures_under_a_notice()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        var context = await chromium.ContextAsync();
        await using var page = await ConsolePage.OpenAsync(context, platform.Url);
        var orders = await page.KpiAsync("orders");
        await context.RouteAsync("**/v1/**", route => route.AbortAsync());
        await Expect(page.Page.GetByText("Connection lost")).ToBeVisibleAsync();
        Assert.Equal(orders, await page.KpiAsync("orders"));
        await context.UnrouteAllAsync();
        await Expect(page.Page.GetByText("Connection lost")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true, 360)]
    [InlineData(true, 390)]
    [InlineData(true, 768)]
    [InlineData(false, 360)]
    public async Task No_screen_scrolls_sideways(bool orders, int width)
    {
        await using var platform = orders ? await ToyPlatform.WithOrdersAsync() : await ToyPlatform.EmptyAsync();
        foreach (var locale in new[] { "en-GB", "zh-CN" })
        {
            await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(locale, width, 780), platform.Url);
            await Expect(page.Panel("pipeline")).ToBeVisibleAsync();
            if (orders)
                await page.DrawnAsync();
            Assert.False(await page.ScrollsSidewaysAsync());
            page.AssertNothingWentWrong();
        }
    }

    [Fact]
    public async Task A_dark_system_gets_a_dark_page()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(scheme: ColorScheme.Dark), platform.Url);
        await page.KpiAsync("orders");
        const string Lightness = "e => getComputedStyle(e).backgroundColor.match(/[0-9.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)";
        Assert.True(await page.Page.Locator("body").EvaluateAsync<double>(Lightness) < 150);
        Assert.True(await page.Page.Locator("[data-kpi='orders']").EvaluateAsync<double>(Lightness) < 150);
    }

    [Fact]
    public async Task The_keyboard_reaches_the_figures_and_an_rfm_cell_speaks()
    {
        await using var platform = await ToyPlatform.WithOrdersAsync();
        await using var page = await ConsolePage.OpenAsync(await chromium.ContextAsync(), platform.Url);
        await page.KpiAsync("orders");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("figures", await page.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        var cell = page.Panel("rfm").Locator("td[tabindex]").First;
        await cell.FocusAsync();
        await Expect(page.Page.GetByRole(AriaRole.Tooltip).Filter(new() { HasText = "recency 5" })).ToBeVisibleAsync();
        Assert.Contains("recency 5, frequency 1: 1 members", await cell.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
    }
}
