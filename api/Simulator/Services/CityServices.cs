using RailLife.Commerce;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Simulator.Services;

/// <summary>The trade services as the city uses them: put together as the product does, called in this process, everything they say under the simulator's name.</summary>
internal sealed class CityServices : IAsyncDisposable
{
    /// <summary>Log events that may be on their way before somebody waits for them: half of what would be lost beyond.</summary>
    public const int WaitingMax = 8_000;

    private readonly LoopHandler network = new();
    private readonly CommerceModule module;

    /// <param name="isClockElsewhere">True = the platform's own clock runs the timers.</param>
    public CityServices(NamedDatabase database, IdSource ids, KeyRing keys, IEventLog log, CommerceOptions options, CancellationToken ct, bool isClockElsewhere = false)
    {
        module = new CommerceModule(database, ids, keys, log, options with { EventSource = SimulatorEvents.Source, ChannelCallsAtOnce = 1, IsSandbox = true, Members = options.Members with { IsSandbox = true } }, network);
        var routes = new RouteTable();
        module.Map(routes);
        Door = network.Door = new ServiceDoor(routes, ct);
        module.ListensAt(new Uri("http://city.invalid"));
        Due = new DueRounds(isClockElsewhere ? [] : module.DueWork, ct);
        Tokens = new AccessTokens(keys, database.Clock);
    }

    public ServiceDoor Door { get; }

    public DueRounds Due { get; }

    public AccessTokens Tokens { get; }

    public long Waiting => module.EventsWaiting;

    public long Lost => module.EventsLost;

    public Task FlushAsync(CancellationToken ct) => module.FlushAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await module.DisposeAsync();
        network.Dispose();
    }
}
