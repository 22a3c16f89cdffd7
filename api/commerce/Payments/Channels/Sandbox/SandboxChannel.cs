using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>A channel without a contract [沙箱渠道]: keeps its own books, waits for its payer, and misbehaves as it is told to.</summary>
/// <remarks>Catalogue PAY-06. For installations without a channel yet, for simulations and for tests; its callbacks come over HTTP like anybody's.</remarks>
public sealed class SandboxChannel(CoreDatabase database, KeyRing ring, SandboxBank bank) : IPayChannel
{
    private readonly TokenSigner signer = new(ring, "sandbox");

    public string Name => "sandbox";

    public string Acknowledgement => "ok";

    public Task<PrepayAnswer> PrepayAsync(PrepayRequest request, CancellationToken ct) => AnswerAsync(request.TradeNo, async tx =>
    {
        var manner = await SandboxBank.MannerAsync(tx, request.TradeNo);
        await tx.ExecuteAsync(
            """
            insert into pay_sandbox_trade (trade_no, amount_minor, currency, state, refunded_minor, pays_at, is_failing, created_at)
            values (@TradeNo, @AmountMinor, @Currency, 'waiting', 0, @PaysAt, @IsFailing, @NowMicros) on conflict do nothing
            """,
            new { request.TradeNo, request.AmountMinor, request.Currency, PaysAt = tx.NowMicros + manner.PaysAfterMs * 1_000, IsFailing = manner.IsFailing ? 1L : 0L, tx.NowMicros });
        if (manner.PaysAfterMs is { } later) tx.WhenCommitted(() => bank.Bell.RingIn(TimeSpan.FromMilliseconds(later)));
        return new PrepayAnswer(null, $"sandbox:{request.TradeNo}");
    }, ct);

    public Task<ChannelReport> QueryAsync(string tradeNo, CancellationToken ct) => AnswerAsync(tradeNo, tx => ReportAsync(tx, tradeNo), ct);

    public Task<ChannelReport> CloseAsync(string tradeNo, CancellationToken ct) => AnswerAsync(tradeNo, async tx =>
    {
        await tx.ExecuteAsync("update pay_sandbox_trade set state = 'closed', pays_at = null where trade_no = @tradeNo and state = 'waiting'", new { tradeNo });
        return await ReportAsync(tx, tradeNo);
    }, ct);

    public Task<ChannelRefundReport> RefundAsync(ChannelRefund refund, CancellationToken ct) => AnswerAsync(refund.TradeNo, async tx =>
    {
        if (await FindRefundAsync(tx, refund.RefundNo) is { } known) return known;
        var manner = await SandboxBank.MannerAsync(tx, refund.TradeNo);
        var isGiven = !manner.RefundsFail && await tx.ExecuteOneAsync(
            "update pay_sandbox_trade set refunded_minor = refunded_minor + @AmountMinor where trade_no = @TradeNo and state = 'paid' and refunded_minor + @AmountMinor <= amount_minor", refund);
        // A refusal is no document: the same number may be tried again.
        if (!isGiven) return new ChannelRefundReport(ChannelRefundState.Failed, "refund-refused");
        await tx.ExecuteAsync("insert into pay_sandbox_refund (refund_no, trade_no, amount_minor, state) values (@RefundNo, @TradeNo, @AmountMinor, 'succeeded')", refund);
        await bank.TellAsync(tx, manner, new SandboxNews(refund.TradeNo, "paid", null, refund.RefundNo, "succeeded"), 0);
        return new ChannelRefundReport(ChannelRefundState.Succeeded);
    }, ct);

    public Task<ChannelRefundReport> QueryRefundAsync(ChannelRefund refund, CancellationToken ct) =>
        AnswerAsync(refund.TradeNo, async tx => await FindRefundAsync(tx, refund.RefundNo) ?? new ChannelRefundReport(ChannelRefundState.NotFound), ct);

    public ChannelNotice? Read(Notification notification) => SandboxNews.Read(signer, notification);

    private async Task<T> AnswerAsync<T>(string tradeNo, Func<CoreTransaction, Task<T>> call, CancellationToken ct)
    {
        var isMute = false;
        var outcome = await database.WriteAsync<T>(async tx =>
        {
            isMute = (await SandboxBank.MannerAsync(tx, tradeNo)).IsMute;
            return await call(tx);
        }, ct);
        return isMute ? throw new ChannelException("the sandbox was told to be mute") : outcome.Value;
    }

    private static async Task<ChannelReport> ReportAsync(CoreTransaction tx, string tradeNo) =>
        await tx.FindAsync<SandboxTradeRow>("select trade_no, amount_minor, state, is_failing from pay_sandbox_trade where trade_no = @tradeNo", new { tradeNo }) is { } trade
            ? SandboxNews.ReportOf(tradeNo, trade.State, trade.AmountMinor)
            : new ChannelReport(ChannelState.NotFound);

    private static async Task<ChannelRefundReport?> FindRefundAsync(CoreTransaction tx, string refundNo) =>
        await tx.FindAsync<string>("select state from pay_sandbox_refund where refund_no = @refundNo", new { refundNo }) is { } state ? new ChannelRefundReport(SandboxNews.RefundStateOf(state)) : null;
}

internal sealed record SandboxTradeRow
{
    public string TradeNo { get; init; } = "";
    public long AmountMinor { get; init; }
    public string State { get; init; } = "";
    public long IsFailing { get; init; }
}
