using System.Globalization;

namespace RailLife.DuckDb;

/// <summary>A time limit and a token that interrupt a connection.</summary>
internal sealed class QueryLimit : IDisposable
{
    // DuckDB forgets an interrupt that comes just before a query starts, so it is said again until heard.
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly DuckDbConnection _connection;
    private readonly TimeSpan? _time;
    private readonly CancellationToken _ct;
    private readonly Timer? _timer;
    private readonly CancellationTokenRegistration _registration;
    private volatile bool _timeIsUp;
    private bool _disposed;

    public QueryLimit(DuckDbConnection connection, TimeSpan? time, CancellationToken ct)
    {
        _connection = connection;
        _time = time;
        _ct = ct;
        if (time is not null || ct.CanBeCanceled)
        {
            _timer = new Timer(_ => Stop(), null, Timeout.InfiniteTimeSpan, RepeatAfter);
            _timer.Change(time ?? Timeout.InfiniteTimeSpan, RepeatAfter);
        }

        _registration = ct.UnsafeRegister(static me => ((QueryLimit)me!).Cancelled(), this);
    }

    public bool IsOver => _timeIsUp || _ct.IsCancellationRequested;

    public Exception Error(DuckDbException? interrupted) => _ct.IsCancellationRequested
        ? new OperationCanceledException("the query was cancelled", interrupted, _ct)
        : new DuckDbException(DuckDbErrorKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"the query was stopped at its time limit of {_time!.Value.TotalSeconds:0.###} s; raise the limit or ask for less"), interrupted);

    public void Dispose()
    {
        // The lock keeps an interrupt that is under way from hitting the next query.
        lock (_gate)
        {
            _disposed = true;
        }

        _timer?.Dispose();
        _registration.Dispose();
        _connection.Lift(this);
    }

    private void Cancelled()
    {
        Stop();
        try
        {
            _timer?.Change(RepeatAfter, RepeatAfter);
        }
        catch (ObjectDisposedException)
        {
            // Disposed meanwhile: nothing is left to stop.
        }
    }

    private void Stop()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (!_ct.IsCancellationRequested)
            {
                _timeIsUp = true;
            }

            _connection.Interrupt();
        }
    }
}
