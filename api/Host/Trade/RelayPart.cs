using RailLife.Commerce;
using RailLife.Host.Platform;
using RailLife.Store;

namespace RailLife.Host.Trade;

/// <summary>Takes the outbox to the event log as long as the process runs; one per installation, by lease.</summary>
internal sealed class RelayPart : IAsyncDisposable
{
    /// <summary>Another process may write to the outbox: it is looked at this often even when nobody here rang.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    private readonly CoreDatabase _database;
    private readonly OutboxRelay _relay;
    private readonly TimeProvider _clock;
    private readonly DueBell _bell = new();
    private readonly Repeating _loop;
    private long _trimmed;

    public RelayPart(Installation installation)
    {
        (_database, _clock) = (installation.Core, installation.Clock);
        _relay = new OutboxRelay(_database, installation.Log);
        _trimmed = _clock.GetTimestamp();
        _database.OutboxWritten += _bell.Ring;
        _loop = new Repeating("relay", OnceAsync);
    }

    /// <summary>Events published by this process.</summary>
    public long Published { get; private set; }

    private async Task<TimeSpan> OnceAsync(CancellationToken ct)
    {
        var published = await _relay.PublishAsync(ct);
        Published += published;
        if (_clock.GetElapsedTime(_trimmed) > TrimEvery)
        {
            await _relay.TrimAsync(ct);
            _trimmed = _clock.GetTimestamp();
        }
        if (published == 0) await _bell.WaitAsync(LookEvery, ct);
        return TimeSpan.Zero;
    }

    public async ValueTask DisposeAsync()
    {
        _database.OutboxWritten -= _bell.Ring;
        await _loop.DisposeAsync();
        while (await _relay.PublishAsync(CancellationToken.None) > 0) { }   // an orderly stop leaves nothing behind
    }
}
