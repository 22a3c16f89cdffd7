using System.Collections.Concurrent;
using RailLife.DuckDb;

namespace RailLife.Reports.Running;

/// <summary>Runs queries: one in-memory DuckDB, a few connections, a gate, a time limit, an interrupt when the caller goes away.</summary>
public sealed class QueryEngine : IDisposable
{
    private readonly ReportsOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _opening = new();
    private Instance _instance;
    private long _queries;
    private long _failed;

    public QueryEngine(ReportsOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        Gate = new QueryGate(options.QueriesRunning, options.QueriesWaitingMax);
        _instance = new Instance(options);
    }

    public QueryGate Gate { get; }

    /// <summary>Queries run since the start, and those of them that failed.</summary>
    public (long Run, long Failed) Counts => (Interlocked.Read(ref _queries), Interlocked.Read(ref _failed));

    /// <summary>Runs a piece of work on a connection of its own, once it is its turn.</summary>
    /// <exception cref="QueryBusyException">Too many wait, or its turn did not come in time.</exception>
    /// <exception cref="QueryTimeoutException">It ran too long.</exception>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    /// <exception cref="DuckDbException">DuckDB's own message.</exception>
    public async Task<T> RunAsync<T>(Func<QuerySession, T> work, CancellationToken ct)
    {
        var limit = TimeSpan.FromSeconds(_options.QuerySecondsMax);
        var started = _time.GetTimestamp();
        using var pass = await EnterAsync(limit, ct).ConfigureAwait(false);
        // DuckDB blocks its caller's thread; the gate keeps these few.
        return await Task.Run(() => Run(work, limit, limit - _time.GetElapsedTime(started), ct), CancellationToken.None).ConfigureAwait(false);
    }

    public void Dispose()
    {
        Gate.Dispose();
        _instance.Dispose();
    }

    private async ValueTask<QueryGate.Pass> EnterAsync(TimeSpan limit, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waiting.CancelAfter(limit);
        try
        {
            return await Gate.EnterAsync(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new QueryBusyException(_options.QueriesWaitingMax);
        }
    }

    private T Run<T>(Func<QuerySession, T> work, TimeSpan limit, TimeSpan left, CancellationToken ct)
    {
        Interlocked.Increment(ref _queries);
        var instance = Volatile.Read(ref _instance);
        var session = instance.Take();
        try
        {
            using (session.Connection.Limit(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), ct))
                return work(session);
        }
        catch (DuckDbException stopped) when (stopped.Kind == DuckDbErrorKind.Timeout)
        {
            throw new QueryTimeoutException(limit);
        }
        catch (DuckDbException broken) when (broken.Kind == DuckDbErrorKind.Fatal)
        {
            Interlocked.Increment(ref _failed);
            Reopen(instance);
            throw;
        }
        catch (DuckDbException)
        {
            Interlocked.Increment(ref _failed);
            throw;
        }
        finally
        {
            instance.Give(session);
        }
    }

    // After an internal error DuckDB answers nothing more from that instance; the next query gets a new one.
    private void Reopen(Instance broken)
    {
        lock (_opening)
        {
            if (!ReferenceEquals(_instance, broken))
                return;
            Volatile.Write(ref _instance, new Instance(_options));
            broken.Dispose();
        }
    }

    private sealed class Instance(ReportsOptions options) : IDisposable
    {
        private readonly ConcurrentBag<QuerySession> _idle = [];
        private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions
        {
            Threads = options.Threads,
            MemoryLimitBytes = options.MemoryBytesMax,
            TempDirectory = options.TempDirectory,
            TempLimitBytes = options.TempDirectory is null ? null : options.TempBytesMax,
            LockSettings = true,
        });
        private volatile bool _disposed;

        public QuerySession Take() => _idle.TryTake(out var session) ? session : new QuerySession(_database.Connect());

        public void Give(QuerySession session)
        {
            if (_disposed)
                session.Dispose();
            else
                _idle.Add(session);
        }

        public void Dispose()
        {
            _disposed = true;
            while (_idle.TryTake(out var session))
                session.Dispose();
            _database.Dispose();
        }
    }
}
