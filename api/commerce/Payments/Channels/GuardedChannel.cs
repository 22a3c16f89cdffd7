namespace RailLife.Commerce.Payments;

/// <summary>A channel behind a circuit breaker: one that does not answer is left alone for a while.</summary>
/// <remarks>Catalogue PGW-04. A call that is not made is a <see cref="ChannelException"/> like one that was not answered: it comes back on its ladder.</remarks>
public sealed class GuardedChannel(IPayChannel channel, CircuitBreaker breaker) : IPayChannel
{
    public string Name => channel.Name;

    public string Acknowledgement => channel.Acknowledgement;

    public Task<PrepayAnswer> PrepayAsync(PrepayRequest request, CancellationToken ct) => CallAsync(() => channel.PrepayAsync(request, ct));

    public Task<ChannelReport> QueryAsync(string tradeNo, CancellationToken ct) => CallAsync(() => channel.QueryAsync(tradeNo, ct));

    public Task<ChannelReport> CloseAsync(string tradeNo, CancellationToken ct) => CallAsync(() => channel.CloseAsync(tradeNo, ct));

    public Task<ChannelRefundReport> RefundAsync(ChannelRefund refund, CancellationToken ct) => CallAsync(() => channel.RefundAsync(refund, ct));

    public Task<ChannelRefundReport> QueryRefundAsync(ChannelRefund refund, CancellationToken ct) => CallAsync(() => channel.QueryRefundAsync(refund, ct));

    public ChannelNotice? Read(Notification notification) => channel.Read(notification);

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        if (!breaker.TryEnter()) throw new ChannelException($"{Name} is left alone until {breaker.ReopensAt:O}: it did not answer before");
        var answered = false;
        try
        {
            var answer = await call();
            answered = true;
            return answer;
        }
        finally
        {
            // A cancelled probe counts as unanswered, or the breaker would wait for it for ever.
            breaker.Leave(answered);
        }
    }
}
