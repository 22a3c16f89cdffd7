using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="Outcomes">What Orders and After-sales do when money has moved.</param>
/// <param name="Proofs">How a payer proves himself.</param>
/// <param name="Http">For merchants' hooks; its timeout is how long one is waited for.</param>
/// <param name="AllowsHttpHooks">Hooks without TLS, for tests and closed networks.</param>
/// <param name="Sandbox">Null where only real channels are set up.</param>
public sealed record PaymentsParts(CoreDatabase Database, PaymentsFacade Facade, IPaymentOutcomes Outcomes, IPayerProof Proofs, RawSealer Sealer, HttpClient Http, bool AllowsHttpHooks, SandboxBank? Sandbox);

/// <summary>Payments [支付中心]: endpoints and the clock's work.</summary>
public sealed class PaymentsModule
{
    private readonly PaymentsParts parts;
    private readonly SettleAttempt settle;
    private readonly SettleRefund settleRefund;
    private readonly ChannelWork channels;

    public PaymentsModule(PaymentsParts parts)
    {
        this.parts = parts;
        var notices = new QueueNotices(parts.Facade.Ids);
        settle = new SettleAttempt(parts.Facade, parts.Outcomes, notices);
        settleRefund = new SettleRefund(parts.Facade, parts.Outcomes, notices);
        channels = new ChannelWork(parts.Database, parts.Facade, settle);
    }

    /// <summary>What the clock part calls.</summary>
    public IReadOnlyList<IDueWork> Work =>
    [
        new DueWork("payment-channels", TimeSpan.FromMilliseconds(500), channels.RunDueAsync) { Bell = parts.Facade.Bell },
        new DueWork("payment-refunds", TimeSpan.FromMilliseconds(500), new RefundWork(parts.Database, parts.Facade, settleRefund).RunDueAsync),
        new DueWork("payment-timeouts", TimeSpan.FromSeconds(5), new TimeoutWork(parts.Database, parts.Facade, channels, parts.Outcomes).RunDueAsync),
        new DueWork("payment-notices", TimeSpan.FromSeconds(1), new SendNotices(parts.Database, parts.Facade.Ids, parts.Sealer, parts.Http).RunDueAsync),
        .. parts.Sandbox is { } bank ? [new DueWork("payment-sandbox", TimeSpan.FromMilliseconds(500), bank.RunDueAsync) { Bell = bank.Bell }] : Array.Empty<IDueWork>(),
    ];

    public void Map(CommerceRoutes routes)
    {
        var facade = parts.Facade;
        var pay = new PayOrder(facade, settle);
        var reviews = new RiskReviews(facade, parts.Proofs);
        var quotas = new Quotas(facade.Ledger, facade.Ids, facade.Options);
        var rules = new RiskRules(facade.Ids);
        var hooks = new Hooks(parts.Sealer, parts.AllowsHttpHooks);

        routes.Get("/v1/payments/{id}", Access.Member | Access.Staff, "PAY-01", "A payment with its last try", PayOrder.FindAsync);
        routes.Get("/v1/payments/of-order/{orderId}", Access.Member | Access.Staff, "PAY-01", "The payment of an order", PayOrder.OfOrderAsync);
        routes.Post<PayBody, PaymentView>("/v1/payments/{id}/attempts", Access.Member, "PAY-01, PAY-02", "Pay with one or several means", pay.RunAsync);
        routes.Post<ProofBody, PaymentView>("/v1/payments/{id}/verification", Access.Member, "RSK-02", "Prove to be the payer when the risk rules ask for it", reviews.ProveAsync);
        routes.Callback("/v1/payments/notify/{channel}", "PAY-02", "Where channels report", new TakeNotification(facade, settle, settleRefund).RunAsync);

        routes.Get("/v1/payments/refunds", Access.Staff, "PAY-03", "Refunds, by state", RefundDesk.ListAsync, "state", "limit", "cursor");
        routes.Get("/v1/payments/refunds/{id}", Access.Staff, "PAY-03", "A refund with its parts", RefundDesk.FindAsync);
        routes.Post<Nothing, RefundView>("/v1/payments/refunds/{id}/retry", Access.Staff, "PAY-03", "Try a failed refund again", RefundDesk.RetryAsync);
        routes.Get("/v1/payments/alarms", Access.Staff, "PAY-02", "What only a person can settle", AlarmDesk.ListAsync, "limit", "cursor");
        routes.Post<HandleBody, AlarmView>("/v1/payments/alarms/{id}/handled", Access.Staff, "PAY-02", "Somebody has seen to an alarm", AlarmDesk.HandleAsync);
        routes.Post<BuyQuotaBody, QuotaView>("/v1/payments/subsidy-quotas", Access.Staff, "PLT-18", "A quota of instant discounts was bought from the bank", quotas.BuyAsync);
        routes.Get("/v1/payments/subsidy-quotas", Access.Staff, "PLT-18", "Quotas with what is left", quotas.ListAsync, "limit", "cursor");

        routes.Put<HookBody, HookView>("/v1/payments/hook", Access.Merchant, "PAY-05", "Where the merchant's system is told", hooks.SetAsync);
        routes.Get("/v1/payments/hook", Access.Merchant, "PAY-05", "Where the merchant's system is told", Hooks.FindAsync);
        routes.Get("/v1/payments/notices", Access.Staff, "PAY-05", "Notices by state; dead ones when none is named", DeadLetters.ListAsync, "state", "limit", "cursor");
        routes.Post<Nothing, NoticeView>("/v1/payments/notices/{id}/resend", Access.Staff, "PAY-05", "Send a dead notice again", DeadLetters.ResendAsync);

        routes.Post<RiskRuleBody, RiskRuleView>("/v1/risk/rules", Access.Staff, "RSK-01", "Set a limit", rules.AddAsync);
        routes.Put<RiskRuleBody, RiskRuleView>("/v1/risk/rules/{id}", Access.Staff, "RSK-01", "Change a limit", rules.ChangeAsync);
        routes.Get("/v1/risk/rules", Access.Staff, "RSK-01", "Limits", rules.ListAsync, "limit", "cursor");
        routes.Get("/v1/risk/decisions", Access.Staff, "RSK-02", "Decisions by state; manual ones wait for staff", RiskReviews.ListAsync, "state", "limit", "cursor");
        routes.Post<ReviewBody, RiskDecisionView>("/v1/risk/decisions/{id}/review", Access.Staff, "RSK-02", "Staff's word on a try that waits", reviews.ReviewAsync);
        routes.Post<AdmissionBody, AdmissionView>("/v1/risk/admissions", Access.Staff, "RSK-01", "Judge a merchant's admission", new Admissions(facade.Ids).ReviewAsync);

        if (parts.Sandbox is { } bank) routes.MapSandbox(bank);
    }
}
