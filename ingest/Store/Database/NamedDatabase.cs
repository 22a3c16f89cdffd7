using System.Data.Common;

namespace RailLife.Store;

/// <summary>A core database whose use cases speak under a source of their own: what a simulation does in it can be told from what people do.</summary>
/// <param name="inner">Stays the owner of the connections: it is not disposed with this.</param>
/// <param name="source">Source of every event that is emitted through this.</param>
public sealed class NamedDatabase(CoreDatabase inner, string source) : CoreDatabase(inner.Clock)
{
    public override SqlDialect Dialect => inner.Dialect;

    public override Task<Outcome<T>> WriteAsync<T>(Func<CoreTransaction, Task<Outcome<T>>> useCase, CancellationToken ct) => inner.WriteAsync(tx =>
    {
        tx.EventSource = source;
        return useCase(tx);
    }, ct);

    public override Task<T> ReadAsync<T>(Func<CoreTransaction, Task<T>> query, CancellationToken ct) => inner.ReadAsync(query, ct);

    public override Task<DbConnection> OpenAsync(CancellationToken ct) => inner.OpenAsync(ct);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
