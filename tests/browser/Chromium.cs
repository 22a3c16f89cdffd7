using Microsoft.Playwright;

namespace RailLife.Tests.Browser;

/// <summary>One headless Chromium for all browser tests. Without one on the machine they are skipped, with the reason.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Background networking off: a machine without the internet otherwise sees hundreds of refused look-ups.
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private const float PatienceMs = 90_000;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        var executable = Places.FirstOrDefault(File.Exists);
        if (executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        // Patience costs nothing where the page is quick, and a busy machine is no failure.
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
    }

    /// <summary>A fresh profile: nothing remembered, the given language and screen.</summary>
    public async Task<IBrowserContext> ContextAsync(string locale = "en-GB", int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null)
            Assert.Skip($"found no Chromium at {string.Join(", ", Places)}; './raillife test' installs it");
        var context = await _browser.NewContextAsync(new() { Locale = locale, ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, Permissions = ["clipboard-read", "clipboard-write"] });
        context.SetDefaultTimeout(PatienceMs);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
