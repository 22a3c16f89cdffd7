using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Carries refunds to their channels, asks what became of them, and completes those whose parts were all the operator's own.</summary>
/// <remarks>Catalogue PAY-03.</remarks>
internal sealed class RefundWork(CoreDatabase database, PaymentsFacade payments, SettleRefund settle)
{
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var now = database.Clock.GetUtcNow().ToMicros();
        var due = await database.ReadAsync(tx => RefundRows.DueAsync(tx, now), ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = payments.Options.ChannelCallsAtOnce, CancellationToken = ct }, async (part, stop) => await DoAsync(part, stop));
        return due.Count;
    }

    private async Task DoAsync(RefundPartRow part, CancellationToken ct)
    {
        var isMine = (await database.WriteAsync<bool>(async tx => await tx.ExecuteOneAsync(
            "update pay_refund_part set todo_at = @Until, tries = tries + 1 where refund_no = @RefundNo and todo_at = @TodoAt and state = @State",
            new { Until = (tx.Now + Claim).ToMicros(), part.RefundNo, part.TodoAt, part.State }), ct)).Value;
        if (!isMine) return;
        var report = Tenders.IsOwn(part.Tender) ? new ChannelRefundReport(ChannelRefundState.Succeeded) : await AskAsync(part, ct);
        await database.WriteAsync(async tx => await settle.RunAsync(tx, Actor.Platform, part.RefundNo, report), ct);
    }

    private async Task<ChannelRefundReport> AskAsync(RefundPartRow part, CancellationToken ct)
    {
        var (tradeNo, paid, refund) = await database.ReadAsync(async tx =>
        {
            var refund = await RefundRows.FindAsync(tx, part.RefundId) ?? throw new InvalidOperationException($"the part '{part.RefundNo}' has no refund");
            var attempt = await PaymentRows.AttemptAsync(tx, refund.AttemptId) ?? throw new InvalidOperationException($"the refund '{refund.Id}' has no attempt");
            return (attempt.TradeNo, attempt.OutsideMinor, refund);
        }, ct);
        var ask = new ChannelRefund(tradeNo, part.RefundNo, part.AmountMinor, paid, refund.Currency, refund.Reason);
        try
        {
            var channel = payments.Channels.Get(part.Tender);
            // Asked for before: look first. The number makes a second asking harmless, but the answer to a look is the plainer one.
            return part.State == "unknown" ? await channel.QueryRefundAsync(ask, ct) : await channel.RefundAsync(ask, ct);
        }
        catch (ChannelException)
        {
            return new ChannelRefundReport(ChannelRefundState.Processing);
        }
    }
}
