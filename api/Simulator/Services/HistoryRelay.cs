using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Simulator.Services;

/// <summary>Takes the history's events from the outbox to the log while the history goes on; in the outbox's order, which is the history's.</summary>
internal sealed class HistoryRelay : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly OutboxRelay relay;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public HistoryRelay(CoreDatabase database, IEventLog log)
    {
        relay = new OutboxRelay(database, log);
        loop = Task.Run(LoopAsync);
    }

    public long Published { get; private set; }

    public Task TrimAsync(CancellationToken ct) => loop.IsFaulted ? loop : relay.TrimAsync(ct);

    /// <summary>Returns when nothing is left in the outbox.</summary>
    public async Task DrainAsync()
    {
        await stop.CancelAsync();
        await loop;
        while (await OnceAsync() > 0) { }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!stop.IsCancellationRequested)
            if (await OnceAsync() < OutboxRelay.BatchMax) await Task.Delay(Pause, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<int> OnceAsync()
    {
        var published = await relay.PublishAsync(CancellationToken.None);
        Published += published;
        return published;
    }
}
