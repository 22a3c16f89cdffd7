using System.Diagnostics;
using System.Globalization;

namespace RailLife.Bench.Proofs.Clients;

/// <summary>The real client libraries: where they lie, and how each is made to send a load.</summary>
public static class ClientLibraries
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Background networking off: a machine without the internet otherwise sees hundreds of refused look-ups.
    private static readonly string[] BrowserArguments =
        ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];

    /// <summary><c>tests/clients</c>, with its packages installed by <c>npm ci</c>.</summary>
    public static string Folder { get; } = Find();

    public static bool AreInstalled => Directory.Exists(Path.Combine(Folder, "node_modules"));

    public static bool HasBrowser => Browsers.Any(File.Exists);

    /// <summary>Runs a script of <see cref="Folder"/> to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static async Task SendByNodeAsync(string script, string address, int count, CancellationToken ct)
    {
        using var process = Start("node", [Path.Combine(Folder, script), address, FlakyServer.WriteKey, count.ToString(CultureInfo.InvariantCulture)]);
        await using var _ = ct.Register(() => process.Kill(entireProcessTree: true));
        var said = process.StandardError.ReadToEndAsync(ct);
        await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {await said}");
    }

    /// <summary>Opens a page of another origin in Chromium that sends by sa-sdk-javascript, until it says that all is sent.</summary>
    /// <exception cref="InvalidOperationException">The page failed; the message holds what it said.</exception>
    public static async Task SendByBrowserAsync(string address, int count, string profile, CancellationToken ct)
    {
        await using var page = new ShopPage();
        await page.StartAsync(ct);
        var url = $"{page.Address}/?address={Uri.EscapeDataString(address)}&key={FlakyServer.WriteKey}&count={count}";
        using var process = Start(Browsers.First(File.Exists), [.. BrowserArguments, $"--user-data-dir={profile}", "--remote-debugging-port=0", url]);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var said = await page.Done.WaitAsync(ct);
            if (said != "sent") throw new InvalidOperationException(said);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start) ?? throw new InvalidOperationException($"cannot start {program}");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "tests", "clients", "package.json"))) return Path.Combine(folder.FullName, "tests", "clients");
        throw new InvalidOperationException($"found no tests/clients above {AppContext.BaseDirectory}");
    }
}
