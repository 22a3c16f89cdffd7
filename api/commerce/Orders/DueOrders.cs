using RailLife.Commerce.Edge;
using RailLife.Contracts.Orders;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What falls due with orders: unpaid ones end, shipped ones count as received, received ones are settled.</summary>
/// <remarks>Catalogue ORD-11, ORD-13. Each order in its own transaction; two sweeps at once do no harm.</remarks>
public sealed class DueOrders(CoreDatabase database, OrdersParts parts)
{
    public IReadOnlyList<IDueWork> Works =>
    [
        new DueWork("unpaid-orders", TimeSpan.FromSeconds(5), UnpaidAsync),
        new DueWork("orders-to-sign", TimeSpan.FromMinutes(1), ToSignAsync),
        new DueWork("orders-to-complete", TimeSpan.FromMinutes(1), ToCompleteAsync),
    ];

    /// <summary>Everything that is due now.</summary>
    public async Task<int> RunDueAsync(CancellationToken ct) => await UnpaidAsync(ct) + await ToSignAsync(ct) + await ToCompleteAsync(ct);

    private async Task<int> UnpaidAsync(CancellationToken ct)
    {
        var release = new ReleaseOrder(parts);
        return await EachAsync("select id from order_head where payment = 'unpaid' and parent_id is null and expires_at <= @now order by expires_at limit @most",
            async (tx, id) => (await release.RunAsync(tx, Actor.Platform, id, CancelReason.Timeout, null)).IsDone, ct);
    }

    private async Task<int> ToSignAsync(CancellationToken ct)
    {
        var receive = new ReceiveOrder(parts);
        return await EachAsync("select id from order_head where state = 'wait-receive' and signs_at <= @now order by signs_at limit @most", async (tx, id) =>
        {
            var held = await OrderRow.HeldAsync(tx, Actor.Platform, id);
            if (!held.IsDone || held.Value.State != Words.Of(OrderState.WaitReceive) || held.Value.AfterSalesOpen > 0) return false;
            await receive.DoneAsync(tx, Actor.Platform, held.Value, "signed-by-time");
            return true;
        }, ct);
    }

    private async Task<int> ToCompleteAsync(CancellationToken ct)
    {
        var complete = new CompleteOrder(parts);
        return await EachAsync("select id from order_head where state = 'success' and completed_at is null and completes_at <= @now and after_sales_open = 0 order by completes_at limit @most", complete.RunAsync, ct);
    }

    private async Task<int> EachAsync(string dueSql, Func<CoreTransaction, string, Task<bool>> one, CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(tx => tx.ListAsync<string>(dueSql, new { now, most = parts.Limits.DueAtOnce }), ct);
        var done = 0;
        var broken = new List<Exception>();
        foreach (var id in due)
        {
            try
            {
                // What somebody else moved in between is refused as a whole: nothing of the try stays.
                var outcome = await database.WriteAsync<bool>(async tx => await one(tx, id) ? true : Refusal.Conflict("not-due", $"the order '{id}' was moved in between"), ct);
                if (outcome.IsDone) done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One order that cannot go on keeps no other one back.
                broken.Add(new InvalidOperationException($"order '{id}' is due and cannot go on", e));
            }
        }
        return broken.Count == 0 ? done : throw new AggregateException(broken);
    }
}
