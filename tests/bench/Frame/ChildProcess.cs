using System.Diagnostics;
using RailLife.Ingest;

namespace RailLife.Bench.Frame;

/// <summary>Another process of this program (a verb of <see cref="Catalog.Children"/>), for what only a real kill or a second process shows.</summary>
public sealed class ChildProcess : IDisposable
{
    readonly Process process;

    ChildProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static ChildProcess Start(string verb, params string[] args) => Start(verb, crashAt: null, args);

    /// <param name="crashAt">Where it is to kill itself, as <see cref="CrashPoint"/> reads it; null = nowhere.</param>
    public static ChildProcess Start(string verb, string? crashAt, string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment[CrashPoint.Variable] = crashAt;
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "raillife-bench.dll"));
        start.ArgumentList.Add(verb);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"cannot start {verb}"));
    }

    /// <summary>The child's next line; null when it has ended.</summary>
    public string? ReadLine() => process.StandardOutput.ReadLine();

    /// <summary>The rest of what it says; waits for its end.</summary>
    public string ReadToEnd()
    {
        var rest = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return rest;
    }

    /// <summary>Closes its standard input: a child that listens there ends in order.</summary>
    public void CloseInput() => process.StandardInput.Close();

    /// <summary>kill -9, and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public int ExitCode => process.ExitCode;

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
