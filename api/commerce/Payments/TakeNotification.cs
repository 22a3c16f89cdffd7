using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>The door for the channels' callbacks [异步通知].</summary>
/// <remarks>Catalogue PAY-02, law I-24: doubled, reordered, late and corrupted ones change state at most once. What is not known here is acknowledged too: repeating it would not help.</remarks>
internal sealed class TakeNotification(PaymentsFacade payments, SettleAttempt settle, SettleRefund settleRefund)
{
    public async Task<Outcome<string>> RunAsync(Call call, CoreTransaction tx)
    {
        if (payments.Channels.Find(call.Path("channel")) is not { } channel) return Refusal.NotFound("channel", call.Path("channel"));
        if (channel.Read(new Notification(call.Body, call.Header)) is not { } notice) return new Refusal(401, "bad-notification", "the signature, its age or what it covers is not to be trusted; nothing was changed");
        if (notice.Payment is { } report) await settle.RunAsync(tx, Actor.Platform, notice.TradeNo, report);
        if (notice is { RefundNo: { } refundNo, Refund: { } refund }) await settleRefund.RunAsync(tx, Actor.Platform, refundNo, refund);
        return channel.Acknowledgement;
    }
}
