using Microsoft.Playwright;
using RailLife.Tests.EndToEnd;
using static Microsoft.Playwright.Assertions;

namespace RailLife.Tests.Browser;

/// <summary>From a file to the figures on the page, with nothing put in between.</summary>
[Collection(BrowserTests.Name)]
public class RunningBinaryTests(Chromium chromium)
{
    // Two members and an anonymous buyer, a refund on the second day, a unit price of four decimals.
    private const string Orders = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
        536366,22633,HAND WARMER,2,2010-12-01 09:00:00,1.0050,13047.0,France
        C536370,22633,HAND WARMER,-1,2010-12-02 10:00:00,1.00,13047.0,France
        536367,22634,"LAMP, RED",3,2010-12-02 11:00:00,0.85,,United Kingdom

        """;

    [Fact]
    public async Task An_import_fills_the_open_page()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var context = await chromium.ContextAsync();
        await using var platform = await RunningBinary.UpAsync(ct);
        await using var page = await ConsolePage.OpenAsync(context, platform.Url);
        await Expect(page.Panel("empty")).ToBeVisibleAsync();

        Assert.Equal(0, await platform.RunAsync(ct, "import", "online-retail", await platform.FolderWithAsync("2010-12.csv", Orders, ct)));

        await Expect(page.Page.Locator("[data-kpi='refunds'] [data-value]")).ToHaveTextAsync("£1.00");
        foreach (var (kpi, value) in new[] { ("orders", 3), ("buyers", 2), ("gross", 1986), ("refunds", 100), ("net", 1886), ("average", 662) })
            await Expect(page.Page.Locator($"[data-kpi='{kpi}'] [data-value]")).ToHaveAttributeAsync("data-value", value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Expect(page.Panel("top-products").Locator("tbody th")).ToHaveTextAsync(["WHITE HANGING HEART", "LAMP, RED", "HAND WARMER"]);
        await Expect(page.Panel("rfm").Locator("td[tabindex]").First).ToBeVisibleAsync();
        await Expect(page.Panel("pipeline").Locator("tr", new() { HasText = "subject_order" })).ToContainTextAsync("ok");
        page.AssertNothingWentWrong();
    }
}
