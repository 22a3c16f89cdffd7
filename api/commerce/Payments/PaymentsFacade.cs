using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Payments and refunds of orders, for the services after it: a call here writes down what is wanted; the clock's work carries it to the channels.</summary>
/// <remarks>Catalogue PAY-01..06. A caller that also locks its own row calls here first: a success arrives with the payment locked before the order.</remarks>
public sealed class PaymentsFacade
{
    private readonly CreatePayment create;
    private readonly ClosePayment close;
    private readonly AskRefund refund;

    public PaymentsFacade(LedgerFacade ledger, IdSource ids, CommerceOptions options, ChannelSet channels)
    {
        var events = new PaymentEvents(ids, options);
        Risk = new RiskGate(ids, options);
        Start = new StartAttempt(ledger, ids, options, channels, events, Risk, Bell);
        create = new CreatePayment(ids, events, Start);
        close = new ClosePayment(ledger, events, Risk);
        refund = new AskRefund(ledger, ids, options, events);
        (Ledger, Ids, Options, Channels, Events) = (ledger, ids, options, channels, events);
    }

    /// <summary>Rings when a try is to be carried to its channel.</summary>
    internal DueBell Bell { get; } = new();
    internal LedgerFacade Ledger { get; }
    internal IdSource Ids { get; }
    internal CommerceOptions Options { get; }
    internal ChannelSet Channels { get; }
    internal PaymentEvents Events { get; }
    internal RiskGate Risk { get; }
    internal StartAttempt Start { get; }
    internal ClosePayment Close => close;
    internal AskRefund Refund => refund;

    /// <summary>Makes an order payable. With tenders it is tried at once: own parts are held now, the rest follows in the clock's work. A payable of 0 succeeds there.</summary>
    public Task<Outcome<PaymentView>> CreateAsync(CoreTransaction tx, Actor actor, PaymentRequest request) => create.RunAsync(tx, actor, request);

    /// <summary>Nobody can pay it any more. Refused (<c>already-paid</c>) when somebody has; closed again is closed. Money that comes later goes back by itself.</summary>
    public Task<Outcome<PaymentView>> CloseAsync(CoreTransaction tx, string orderId, Actor actor) => close.OfOrderAsync(tx, orderId, actor);

    /// <summary>Gives money back. Done when <see cref="IPaymentOutcomes.RefundedAsync"/> is told; the sum of all never passes what was paid (I-23). A repeated id gives the first refund.</summary>
    public Task<Outcome<RefundView>> RefundAsync(CoreTransaction tx, Actor actor, RefundRequest request) => refund.RunAsync(tx, actor, request);

    /// <summary>The payment of an order; null when there is none.</summary>
    public async Task<PaymentView?> FindAsync(CoreTransaction tx, string orderId) => await PaymentRows.OfOrderAsync(tx, orderId) is { } payment ? await PaymentViews.OfAsync(tx, payment) : null;
}

/// <summary>What Orders and After-sales do when money has moved; told in the transaction that moved it.</summary>
public interface IPaymentOutcomes
{
    /// <summary>The order is paid in full. Told once.</summary>
    Task PaidAsync(CoreTransaction tx, PaymentDone payment);

    /// <summary>Its time ran out unpaid. Not told when the order's own service closed it.</summary>
    Task ExpiredAsync(CoreTransaction tx, string orderId);

    /// <summary>All of the refund is with its owner. Told once; never for money that came in surplus.</summary>
    Task RefundedAsync(CoreTransaction tx, RefundDone refund);

    /// <summary>A channel would not give it back; staff has been alarmed and may try again.</summary>
    Task RefundFailedAsync(CoreTransaction tx, RefundDone refund, string code);
}

/// <param name="Channel">The outside channel; null when only own means were used.</param>
public sealed record PaymentDone(string OrderId, string PaymentId, string MemberId, long PaidMinor, string Currency, string? Channel, IReadOnlyList<TenderView> Tenders);

public sealed record RefundDone(string OrderId, string RefundId, string PaymentId, long AmountMinor, string Currency);

/// <param name="MerchantIds">Whose goods are paid: they are told, and their limits count.</param>
/// <param name="Description">What the payer reads in his channel.</param>
/// <param name="Tenders">Empty = the member chooses at the cashier.</param>
public sealed record PaymentRequest(string OrderId, string MemberId, long PayableMinor, string Currency, string Description, IReadOnlyList<string> MerchantIds, DateTimeOffset ExpiresAt, IReadOnlyList<TenderAsk> Tenders)
{
    /// <summary>Where the payer stands: native, jsapi, h5, app.</summary>
    public string Scene { get; init; } = "native";

    /// <summary>The payer as the channel names him.</summary>
    public string? Payer { get; init; }

    /// <summary>The payer's device as its client names it.</summary>
    public string? Device { get; init; }
}

/// <param name="RefundId">The asker's own id: asked again it is the same refund.</param>
public sealed record RefundRequest(string OrderId, string RefundId, long AmountMinor, string Reason);
