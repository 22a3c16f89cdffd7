using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RailLife.Tests.EndToEnd;

/// <summary>The product's own binary as a process of its own, on a data folder that goes with it.</summary>
internal sealed class RunningBinary : IAsyncDisposable
{
    private const string UpLine = "RailLife is up: ";

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private RunningBinary(Process process, DirectoryInfo data, string url) => (_process, _data, Url) = (process, data, url);

    /// <summary>Address of the page, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>Its data, while it runs.</summary>
    public string DataFolder => Path.Combine(_data.FullName, "data");

    /// <summary>`raillife up --empty` on a free port and a new data folder; returns once it says that it is up.</summary>
    public static Task<RunningBinary> UpAsync(CancellationToken ct) => UpAsync(ct, new Dictionary<string, string>());

    /// <param name="settings">Environment of the process: <c>RAILLIFE__SECTION__NAME</c>.</param>
    public static Task<RunningBinary> UpAsync(CancellationToken ct, IReadOnlyDictionary<string, string> settings) => StartAsync(ct, settings, "up", "--empty");

    /// <summary>`raillife up` as a newcomer calls it: it begins with a simulated city.</summary>
    public static Task<RunningBinary> UpWithCityAsync(CancellationToken ct, IReadOnlyDictionary<string, string> settings) => StartAsync(ct, settings, "up");

    private static async Task<RunningBinary> StartAsync(CancellationToken ct, IReadOnlyDictionary<string, string> settings, params string[] verb)
    {
        var data = Directory.CreateTempSubdirectory("raillife-browser-");
        var process = Start(data, settings, [.. verb, "--port", FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
            if (line.StartsWith(UpLine, StringComparison.Ordinal))
                return new RunningBinary(process, data, line[UpLine.Length..].TrimEnd('/'));
        throw new InvalidOperationException($"raillife up ended with exit code {process.ExitCode} before it said its address");
    }

    /// <summary>A folder with one file, beside the data.</summary>
    public async Task<string> FolderWithAsync(string file, string text, CancellationToken ct)
    {
        var folder = _data.CreateSubdirectory("given");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), text, ct);
        return folder.FullName;
    }

    /// <summary>Runs another verb on the same data to its end; returns its exit code.</summary>
    public async Task<int> RunAsync(CancellationToken ct, params string[] arguments) => (await RunAsync(_data, ct, arguments)).ExitCode;

    /// <summary>Runs another verb on the same data, with the same settings.</summary>
    public async Task<int> RunAsync(CancellationToken ct, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(_data, settings, arguments);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0) TestContext.Current.SendDiagnosticMessage(output);
        return process.ExitCode;
    }

    /// <summary>What another verb prints on the same data.</summary>
    public async Task<string> OutputAsync(CancellationToken ct, params string[] arguments) => (await RunAsync(_data, ct, arguments)).Output;

    /// <summary>Runs a verb on the data in a folder, with no platform beside it; exit code and standard output.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(DirectoryInfo folder, CancellationToken ct, params string[] arguments)
    {
        using var process = Start(folder, new Dictionary<string, string>(), arguments);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private static Process Start(DirectoryInfo data, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = data.FullName };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "raillife.dll"), .. arguments, "--data", Path.Combine(data.FullName, "data")])
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("cannot start dotnet");
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
