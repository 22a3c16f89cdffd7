using RailLife.Commerce;
using RailLife.EventLog;
using RailLife.Host.Platform;
using RailLife.Store;

namespace RailLife.Host.Trade;

/// <summary>Takes the outbox to the event log as long as the process runs and holds the lease; one per installation.</summary>
public sealed class RelayPart : IAsyncDisposable
{
    /// <summary>Another process may write to the outbox: it is looked at this often even when nobody here rang.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromMinutes(1);

    private readonly CoreDatabase _database;
    private readonly OutboxRelay _relay;
    private readonly CancellationToken _lost;
    private readonly DueBell _bell = new();
    private readonly Repeating _loop;
    private long _trimmed;

    /// <param name="lost">The lease is lost: nothing more is published, not even at the end.</param>
    public RelayPart(CoreDatabase database, IEventLog log, CancellationToken lost)
    {
        (_database, _lost) = (database, lost);
        _relay = new OutboxRelay(_database, log);
        _trimmed = _database.Clock.GetTimestamp();
        _database.OutboxWritten += _bell.Ring;
        _loop = new Repeating("relay", OnceAsync);
    }

    private async Task<TimeSpan> OnceAsync(CancellationToken ct)
    {
        var published = await _relay.PublishAsync(ct);
        if (_database.Clock.GetElapsedTime(_trimmed) > TrimEvery)
        {
            await _relay.TrimAsync(ct);
            _trimmed = _database.Clock.GetTimestamp();
        }
        if (published == 0) await _bell.WaitAsync(LookEvery, ct);
        return TimeSpan.Zero;
    }

    public async ValueTask DisposeAsync()
    {
        _database.OutboxWritten -= _bell.Ring;
        await _loop.DisposeAsync();
        try
        {
            while (!_lost.IsCancellationRequested && await _relay.PublishAsync(_lost) > 0) { }   // an orderly stop leaves nothing behind
        }
        catch (OperationCanceledException) when (_lost.IsCancellationRequested)
        {
            // The next holder goes on where the cursor stands.
        }
    }
}
