using RailLife.Bench.Frame;
using RailLife.Host.Platform;
using RailLife.Host.Settings;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>The trade part of the product - services, clock, relay, embedded log - as a process that can be killed.</summary>
internal sealed class TradeProcess : IDisposable
{
    private const string Verb = "trade-life";
    private const string Up = "up ";
    private const int MinutesToPay = 1;

    private readonly ChildProcess child;

    private TradeProcess(ChildProcess child) => this.child = child;

    /// <summary>Where it listens; null when it died before it was up.</summary>
    public string? Url { get; private init; }

    /// <param name="ahead">How far its clock is ahead.</param>
    /// <param name="crashAt">Where it is to kill itself; null = nowhere.</param>
    public static TradeProcess Start(string data, string? connection, TimeSpan ahead, string? crashAt)
    {
        var child = ChildProcess.Start(Verb, crashAt, [data, connection ?? "", $"{ahead.TotalDays}"]);
        string? line;
        do line = child.ReadLine();
        while (line is not null && !line.StartsWith(Up, StringComparison.Ordinal));
        return new TradeProcess(child) { Url = line?[Up.Length..] };
    }

    /// <summary>Waits until it dies by itself; after <paramref name="most"/> it is killed.</summary>
    /// <returns>True when it died by itself.</returns>
    public async Task<bool> DieAsync(TimeSpan most)
    {
        var end = Task.Run(child.ReadToEnd);
        var diedItself = await Task.WhenAny(end, Task.Delay(most)) == end;
        if (!diedItself) child.Kill();
        await end;
        return diedItself;
    }

    /// <summary>An orderly end.</summary>
    public async Task EndAsync()
    {
        child.CloseInput();
        await Task.Run(child.ReadToEnd);
        if (child.ExitCode != 0) throw new InvalidOperationException($"the trade process ended with {child.ExitCode}");
    }

    public void Dispose() => child.Dispose();

    /// <summary>The installation as the process sees it, its clock ahead by as much.</summary>
    public static Installation Open(string data, string? connection, TimeSpan ahead)
    {
        Directory.CreateDirectory(data);
        return new Installation(new PlatformSettings
        {
            Data = data, Core = new() { Connection = connection }, Http = new() { Port = 0 },
            Commerce = new() { UnpaidMinutesMax = MinutesToPay }, Log = new() { RetentionDays = 3_650 },
        }, new ClockAhead(ahead));
    }

    /// <summary>The child: runs until its standard input is closed, or it is killed.</summary>
    public static async Task<int> ChildAsync(string[] args)
    {
        await using var installation = Open(args[0], args[1].Length == 0 ? null : args[1], TimeSpan.FromDays(double.Parse(args[2])));
        await using (var running = await RunningPlatform.StartAsync(installation, new PartSet(Commerce: true, Relay: true), CancellationToken.None))
        {
            Console.WriteLine($"{Up}{running.Url}");
            await Console.In.ReadToEndAsync();
        }
        return 0;
    }

    private sealed class ClockAhead(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
