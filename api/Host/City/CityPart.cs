using RailLife.Host.Platform;
using RailLife.Simulator.Services;

namespace RailLife.Host.City;

/// <summary>The city that a data folder began with, living on as long as the platform runs.</summary>
internal sealed class CityPart : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _rollFile;
    private readonly Task<CityRoll> _living;

    private CityPart(LivingCity city, string rollFile)
    {
        _rollFile = rollFile;
        _living = Task.Run(() => city.RunAsync(_stop.Token));
    }

    /// <summary>Null when the folder has no city, or it is to stand still.</summary>
    public static CityPart? Start(Installation installation)
    {
        var (settings, rollFile) = (installation.Settings, CityHistory.RollFile(installation));
        if (settings.Simulator.VisitsPerMinute == 0 || CityRoll.Read(rollFile) is not { } roll) return null;
        var options = settings.ToCommerce();
        Installation.Say($"the simulated city lives on: {roll.Members.Count} members, about {settings.Simulator.VisitsPerMinute} visits a minute (Simulator:VisitsPerMinute=0 makes it stand still)");
        return new(new(roll, installation.Core, installation.Ids, installation.Keys, installation.Log, options, new(settings.Simulator.VisitsPerMinute, options.Zone, Installation.Say)), rollFile);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            (await _living).Write(_rollFile);
        }
        catch (Exception e)
        {
            Installation.Say($"the simulated city had stopped: {e.Message}");
        }
        _stop.Dispose();
    }
}
