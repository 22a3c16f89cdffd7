using RailLife.Commerce.Edge;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Closes payments whose time is over. The channel is asked first: whoever paid in the last second has paid.</summary>
/// <remarks>Catalogue PAY-04, law I-25.</remarks>
internal sealed class TimeoutWork(CoreDatabase database, PaymentsFacade payments, ChannelWork channels, IPaymentOutcomes outcomes)
{
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(tx => tx.ListAsync<string>("select id from pay_payment where state = 'pending' and expires_at <= @now order by expires_at limit 100", new { now }), ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (id, stop) => await CloseAsync(id, stop));
        return due.Count;
    }

    private async Task CloseAsync(string paymentId, CancellationToken ct)
    {
        var attempts = await database.ReadAsync(tx => PaymentRows.AttemptsAsync(tx, paymentId), ct);
        foreach (var attempt in attempts.Where(a => a.State is "pending" or "unknown" or "closing")) await channels.CloseNowAsync(attempt, ct);
        await database.WriteAsync(async tx =>
        {
            if (await PaymentRows.LockAsync(tx, paymentId) is not { IsPending: true } payment) return;
            var closed = await payments.Close.RunAsync(tx, Actor.Platform, payment, PaymentCloseReason.Timeout);
            if (closed.IsDone) await outcomes.ExpiredAsync(tx, payment.OrderId);
        }, ct);
    }
}
