using System.CommandLine;
using RailLife.Host.City;
using RailLife.Host.Platform;
using RailLife.Simulator.City;
using RailLife.Simulator.Services;
using RailLife.Store;

namespace RailLife.Host.Verbs;

/// <summary>The whole platform in one process; on a platform that runs already, just its address.</summary>
internal static class UpVerb
{
    private const string AddressFile = "address";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    private static readonly Option<bool> Empty = new("--empty") { Description = "On an empty data folder: begin with nothing instead of a small simulated city" };

    public static Verb Verb { get; } = new("up", "Starts the whole platform in one process and prints its address.", "up --port 5080", command =>
    {
        foreach (var flag in new Option[] { Flags.Port, Flags.Listen, Flags.Kafka, Empty }) command.Options.Add(flag);
        command.SetAction((parsed, ct) => RunAsync(new(parsed.Settings(), TimeProvider.System), parsed.GetValue(Empty), ct));
    });

    private static async Task<int> RunAsync(Installation opened, bool isEmpty, CancellationToken ct)
    {
        await using var installation = opened;
        var data = installation.Settings.Data;
        Directory.CreateDirectory(data);
        var address = Path.Combine(data, AddressFile);
        using var lease = Lease.TryTake(data, Leases.Platform, installation.Clock);
        if (lease is null) return await SayAddressAsync(address, installation, ct);

        File.Delete(address);   // of a process that was killed
        if (!isEmpty && installation.Settings.Simulator.Begin && CityHistory.IsEmpty(installation)) await BeginAsync(installation, ct);
        await using var platform = await RunningPlatform.StartAsync(installation, PartSet.All, ct);
        await using var city = CityPart.Start(installation);
        await File.WriteAllTextAsync(address, platform.Url, ct);
        Console.WriteLine($"RailLife is up: {platform.Url}");
        await UntilStopped(ct);
        File.Delete(address);
        return 0;
    }

    private static async Task BeginAsync(Installation installation, CancellationToken ct)
    {
        var (simulator, options) = (installation.Settings.Simulator, installation.Settings.ToCommerce());
        Installation.Say($"{installation.Settings.Data} is empty: it begins with a small simulated city of {simulator.Members} members, {simulator.Merchants} merchants and {simulator.Days} days of history; `up --empty` begins without it");
        var city = new MadeCity(new(simulator.Members, simulator.Merchants, simulator.Days, simulator.Seed, installation.Clock.GetUtcNow(), options.Zone));
        var report = await ProgressBar.RunAsync("simulating", (bar, token) => CityHistory.RunAsync(installation, city, options, bar.Of<HistoryProgress>(p => (p.DaysDone, p.Days, $"{p.At:yyyy-MM-dd}, {p.Orders:N0} orders")), token), ct);
        report.Roll.Write(CityHistory.RollFile(installation));
    }

    private static async Task<int> SayAddressAsync(string address, Installation installation, CancellationToken ct)
    {
        var started = installation.Clock.GetTimestamp();
        while (!File.Exists(address) || new FileInfo(address).Length == 0)
        {
            if (installation.Clock.GetElapsedTime(started) > StartMax)
                throw new UserException($"{Lease.HolderOf(installation.Settings.Data, Leases.Platform)} but does not answer yet; look at its output");
            await Task.Delay(100, ct);
        }
        Console.WriteLine($"RailLife is up: {await File.ReadAllTextAsync(address, ct)}");
        return 0;
    }

    internal static async Task UntilStopped(CancellationToken ct)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C or a termination signal: an orderly stop, not an error.
            Installation.Say("stopping");
        }
    }
}
