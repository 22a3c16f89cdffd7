using System.CommandLine;
using RailLife.Host.Platform;
using RailLife.Store;

namespace RailLife.Host.Verbs;

/// <summary>The whole platform in one process; on a platform that runs already, just its address.</summary>
internal static class UpVerb
{
    private const string AddressFile = "address";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);

    public static Verb Verb { get; } = new("up", "Starts the whole platform in one process and prints its address.", "up --port 5080", command =>
    {
        foreach (var flag in new[] { Flags.Port, Flags.Listen, Flags.Kafka }) command.Options.Add(flag);
        command.SetAction((parsed, ct) => RunAsync(new(parsed.Settings(), TimeProvider.System), ct));
    });

    private static async Task<int> RunAsync(Installation opened, CancellationToken ct)
    {
        await using var installation = opened;
        var data = installation.Settings.Data;
        Directory.CreateDirectory(data);
        var address = Path.Combine(data, AddressFile);
        using var lease = Lease.TryTake(data, Leases.Platform, installation.Clock);
        if (lease is null) return await SayAddressAsync(address, installation, ct);

        File.Delete(address);   // of a process that was killed
        await using var platform = await RunningPlatform.StartAsync(installation, PartSet.All, ct);
        await File.WriteAllTextAsync(address, platform.Url, ct);
        Console.WriteLine($"RailLife is up: {platform.Url}");
        await UntilStopped(ct);
        File.Delete(address);
        return 0;
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
