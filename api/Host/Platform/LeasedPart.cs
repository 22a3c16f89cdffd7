using RailLife.Store;

namespace RailLife.Host.Platform;

/// <summary>A part that only one process of a PostgreSQL database runs: it starts when the lease is taken, stops when it is lost, and starts again when it is regained.</summary>
public sealed class LeasedPart : IAsyncDisposable
{
    /// <summary>A process that lost its lease leaves it to another one that waits: that one's connection is the better one.</summary>
    private static readonly TimeSpan OthersFirst = TimeSpan.FromSeconds(2);

    private readonly CoreDatabase _database;
    private readonly string _name;
    private readonly Func<CancellationToken, IAsyncDisposable> _start;
    private readonly LeaseTaker _taker = LeaseTaker.New();
    private readonly Repeating _loop;

    /// <param name="start">Starts the part; the token tells it that the lease is lost. Disposing it ends all that is under way.</param>
    public LeasedPart(CoreDatabase database, string name, Func<CancellationToken, IAsyncDisposable> start)
    {
        (_database, _name, _start) = (database, name, start);
        _loop = new Repeating(name, HoldAsync);
    }

    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private async Task<TimeSpan> HoldAsync(CancellationToken ct)
    {
        await using var lease = await PostgresLease.TakeAsync(_database, _name, _taker,
            holder => Installation.Say($"waiting: '{_name}' is held by {holder?.ToString() ?? "another process"} of this database"), ct);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, ct);
        await using (_start(lease.Lost)) await Task.WhenAny(Task.Delay(Timeout.Infinite, end.Token));
        if (!lease.Lost.IsCancellationRequested) return TimeSpan.Zero;
        Installation.Say($"'{_name}' stopped: its lease went with the connection to the database; it starts again when the lease is taken again");
        return OthersFirst;
    }
}
