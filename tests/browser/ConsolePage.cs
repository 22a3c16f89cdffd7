using Microsoft.Playwright;

namespace RailLife.Tests.Browser;

/// <summary>The opened console, with everything that went wrong in the browser meanwhile.</summary>
internal sealed class ConsolePage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _wrong = [];

    private ConsolePage(IBrowserContext context, IPage page, string url)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) => { if (message.Type is "error" or "warning") _wrong.Add($"{message.Type}: {message.Text}"); };
        page.PageError += (_, error) => _wrong.Add($"exception: {error}");
        page.Request += (_, request) => { if (!request.Url.StartsWith(url, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) _wrong.Add($"asked elsewhere: {request.Url}"); };
    }

    public IPage Page { get; }

    public static async Task<ConsolePage> OpenAsync(IBrowserContext context, string url, string search = "")
    {
        var page = new ConsolePage(context, await context.NewPageAsync(), url);
        await page.Page.GotoAsync($"{url}/{search}");
        return page;
    }

    public ILocator Panel(string name) => Page.Locator($"[data-panel='{name}']");

    /// <summary>The figure of a card as the whole number behind it, once it is there.</summary>
    public async Task<long> KpiAsync(string name) => long.Parse((await Page.Locator($"[data-kpi='{name}'] [data-value]").GetAttributeAsync("data-value"))!, System.Globalization.CultureInfo.InvariantCulture);

    public async Task<string> KpiTextAsync(string name) => await Page.Locator($"[data-kpi='{name}'] [data-value]").InnerTextAsync();

    public Task ChooseLanguageAsync(string language) => Page.Locator($"[data-language='{language}']").ClickAsync();

    /// <summary>True when something reaches beyond the right edge of the screen.</summary>
    public Task<bool> ScrollsSidewaysAsync() => Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > window.innerWidth");

    /// <summary>Waits until every chart and picker is drawn and nothing loads.</summary>
    public async Task DrawnAsync()
    {
        await Page.Locator("[role='img'] svg").First.WaitForAsync();
        await Assertions.Expect(Page.Locator(".ant-skeleton")).ToHaveCountAsync(0);
    }

    public void AssertNothingWentWrong() => Assert.Empty(_wrong);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
