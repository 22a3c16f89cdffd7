using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Tenders">Sum to what is payable: any of wallet, staff-cash, staff-welfare, instant-credit, subsidy, and one channel at most.</param>
/// <param name="Scene">Where the payer stands: native, jsapi, h5, app; null = native.</param>
/// <param name="Payer">The payer as the channel names him.</param>
/// <param name="Device">The payer's device as its client names it.</param>
public sealed record PayBody([Items(1, 10)] IReadOnlyList<TenderAsk> Tenders, [Text(20)] string? Scene, string? Payer, string? Device);

/// <summary>A member at the cashier [收银台]: pays an order's payment with one or several means.</summary>
/// <remarks>Catalogue PAY-01, PAY-02. Own means alone are settled here and now; a channel answers by the payment's state.</remarks>
internal sealed class PayOrder(PaymentsFacade payments, SettleAttempt settle)
{
    public async Task<Outcome<PaymentView>> RunAsync(Call call, PayBody body, CoreTransaction tx)
    {
        var payment = await PaymentRows.LockAsync(tx, call.Path("id"));
        if (payment is null || !call.Actor.IsMember(payment.MemberId)) return Refusal.NotFound("payment", call.Path("id"));
        var attempt = await payments.Start.RunAsync(tx, call.Actor, payment, new AttemptAsk(body.Tenders, body.Scene ?? "native", body.Payer, body.Device));
        if (!attempt.IsDone) return attempt.Refusal!;
        if (attempt.Value is { Todo: "settle" } own && own.TodoAt <= tx.NowMicros) await settle.RunAsync(tx, call.Actor, own.TradeNo, new ChannelReport(ChannelState.Paid, 0));
        return await PaymentViews.OfAsync(tx, await PaymentRows.FindAsync(tx, payment.Id) ?? payment);
    }

    public static async Task<Outcome<PaymentView>> FindAsync(Call call, CoreTransaction tx) => Own(call, await PaymentRows.FindAsync(tx, call.Path("id"))) is { } payment
        ? await PaymentViews.OfAsync(tx, payment)
        : Refusal.NotFound("payment", call.Path("id"));

    public static async Task<Outcome<PaymentView>> OfOrderAsync(Call call, CoreTransaction tx) => Own(call, await PaymentRows.OfOrderAsync(tx, call.Path("orderId"))) is { } payment
        ? await PaymentViews.OfAsync(tx, payment)
        : Refusal.NotFound("payment", call.Path("orderId"));

    private static PaymentRow? Own(Call call, PaymentRow? payment) => payment is not null && (call.Actor.IsMember(payment.MemberId) || call.Actor.Kind is ActorKind.Staff) ? payment : null;
}
