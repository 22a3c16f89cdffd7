namespace RailLife.Reports.Running;

/// <summary>Lets a few queries run at once and queues the others in order of arrival: DuckDB is fastest so, and one caller cannot starve another.</summary>
public sealed class QueryGate : IDisposable
{
    private readonly SemaphoreSlim _free;
    private readonly int _queueMax;
    private int _waiting;
    private int _running;

    /// <param name="running">Queries that run at once.</param>
    /// <param name="queueMax">Queries that may wait; more are turned away.</param>
    public QueryGate(int running, int queueMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(running, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(queueMax);
        (_free, _queueMax) = (new SemaphoreSlim(running, running), queueMax);
    }

    public int Waiting => Volatile.Read(ref _waiting);

    public int Running => Volatile.Read(ref _running);

    /// <summary>Waits for a place; dispose the pass to give it back.</summary>
    /// <exception cref="QueryBusyException">The queue is full.</exception>
    public async ValueTask<Pass> EnterAsync(CancellationToken ct)
    {
        if (!_free.Wait(0, CancellationToken.None))
        {
            if (Interlocked.Increment(ref _waiting) > _queueMax)
            {
                Interlocked.Decrement(ref _waiting);
                throw new QueryBusyException(_queueMax);
            }
            try
            {
                await _free.WaitAsync(ct).ConfigureAwait(false);
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
        Interlocked.Increment(ref _running);
        return new Pass(this);
    }

    public void Dispose() => _free.Dispose();

    private void Leave()
    {
        Interlocked.Decrement(ref _running);
        _free.Release();
    }

    /// <summary>A place in the gate; dispose it once.</summary>
    public readonly struct Pass(QueryGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}

/// <summary>More queries wait than the queue takes.</summary>
public sealed class QueryBusyException(int queueMax) : Exception($"{queueMax} queries are waiting already; try again in a moment");

/// <summary>A query ran longer than it may and was interrupted.</summary>
public sealed class QueryTimeoutException(TimeSpan limit) : Exception($"the query ran longer than {limit.TotalSeconds:0.#} s and was stopped; ask for a shorter range or fewer columns");

/// <summary>An answer outgrew its limit in bytes.</summary>
public sealed class AnswerTooLargeException(long bytesMax) : Exception($"the answer is larger than {bytesMax} bytes; ask for fewer rows or columns, or use `raillife sql` on the machine itself");
