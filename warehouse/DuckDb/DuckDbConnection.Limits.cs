namespace RailLife.DuckDb;

public sealed partial class DuckDbConnection
{
    private readonly List<QueryLimit> _limits = [];

    /// <summary>Stops this connection's queries when the time is up or the token is cancelled, until disposed.</summary>
    /// <param name="time">From now on; null = no limit. The query then fails with <see cref="DuckDbErrorKind.Timeout"/>.</param>
    /// <param name="ct">When cancelled, the query fails with <see cref="OperationCanceledException"/>.</param>
    public IDisposable Limit(TimeSpan? time, CancellationToken ct = default)
    {
        var limit = new QueryLimit(this, time, ct);
        _limits.Add(limit);
        return limit;
    }

    internal void Lift(QueryLimit limit) => _limits.Remove(limit);

    /// <summary>An interrupt that a limit caused becomes that limit's own error.</summary>
    internal Exception Translate(DuckDbException e) =>
        e.Kind == DuckDbErrorKind.Interrupted && _limits.Find(l => l.IsOver) is { } limit ? limit.Error(e) : e;

    private void ThrowIfOverLimit()
    {
        if (_limits.Find(l => l.IsOver) is { } limit)
        {
            throw limit.Error(null);
        }
    }
}
