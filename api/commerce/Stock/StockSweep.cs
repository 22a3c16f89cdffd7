using RailLife.Contracts;
using RailLife.Contracts.Products;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <summary>Frees what waits for orders that were not paid in time. One at a time is enough; two at once do no harm.</summary>
/// <remarks>Catalogue ORD-25; law I-36: what has expired when a run begins is free when it ends.</remarks>
public sealed class StockSweep(CoreDatabase database, IdSource ids)
{
    private const int BatchMax = 500;

    /// <returns>How many orders' pieces came free.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var move = new MoveStock(new StockHold(ids));
        var actor = Edge.Actor.Platform.ToString();
        var (freed, now) = (0, database.Clock.GetUtcNow().ToMicros());
        while (true)
        {
            var orders = await database.ReadAsync(tx => tx.ListAsync<string>("select order_id from stock_hold where state = 'locked' and expires_at <= @now order by expires_at limit @BatchMax", new { now, BatchMax }), ct);
            foreach (var orderId in orders)
            {
                var outcome = await database.WriteAsync<bool>(async tx =>
                {
                    // It may have been paid or cancelled since it was read.
                    if (!await tx.ExecuteOneAsync("update stock_hold set updated_at = @NowMicros where order_id = @orderId and state = 'locked' and expires_at <= @now", new { tx.NowMicros, orderId, now })) return false;
                    var released = await move.RunAsync(tx, orderId, null, StockMove.Release, actor, StockReleaseReason.Expired);
                    return released.IsDone ? true : released.Refusal!;
                }, ct);
                if (outcome.Value) freed++;
            }
            if (orders.Count < BatchMax) return freed;
        }
    }
}
