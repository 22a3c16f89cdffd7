using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <summary>Checks that the payer is who he should be: his pay password, a code sent to his phone.</summary>
public interface IPayerProof
{
    Task<bool> IsProofAsync(CoreTransaction tx, string memberId, string proof);
}

public sealed record ProofBody([Text(200)] string Proof);

/// <param name="Approve">False ends the try.</param>
public sealed record ReviewBody(bool Approve, [Text(500)] string Note);

/// <param name="State">made; open (the payer may prove himself), manual (staff decides), passed, refused.</param>
public sealed record RiskDecisionView(string Id, string AttemptId, string PaymentId, string MemberId, long AmountMinor, string Verdict, string Rules, string State, string DecidedAt, string? ReviewedBy, string? Note);

/// <summary>What follows the verdict "verify": the payer proves himself; after three tries in vain a person decides.</summary>
/// <remarks>Catalogue RSK-02: intercept, further verification, manual.</remarks>
internal sealed class RiskReviews(PaymentsFacade payments, IPayerProof proofs)
{
    private const int ProofsMax = 3;
    private const string Columns = "id, attempt_id, payment_id, member_id, amount_minor, verdict, rules, state, tries, decided_at, reviewed_by, note";

    /// <summary>The member's own: answers with the payment as it then stands.</summary>
    public async Task<Outcome<PaymentView>> ProveAsync(Call call, ProofBody body, CoreTransaction tx)
    {
        var payment = await PaymentRows.LockAsync(tx, call.Path("id"));
        if (payment is null || !call.Actor.IsMember(payment.MemberId)) return Refusal.NotFound("payment", call.Path("id"));
        var attempt = (await PaymentRows.AttemptsAsync(tx, payment.Id)).LastOrDefault(a => a.State == "verifying");
        if (attempt is null) return Refusal.Conflict("nothing-to-verify", "no try to pay waits for a verification");
        var decision = await tx.GetAsync<DecisionRow>($"select {Columns} from risk_decision where attempt_id = @Id", attempt);
        if (decision.State != "open") return Refusal.Conflict("verification-manual", "the tries to verify are used up; staff decides now");
        if (await proofs.IsProofAsync(tx, payment.MemberId, body.Proof)) await PassAsync(tx, decision, attempt, "passed", call.Actor, null);
        else await tx.ExecuteAsync("update risk_decision set tries = tries + 1, state = case when tries + 1 >= @ProofsMax then 'manual' else state end where id = @Id", new { ProofsMax, decision.Id });
        return await PaymentViews.OfAsync(tx, payment);
    }

    /// <summary>Staff's word on a try that waits.</summary>
    public async Task<Outcome<RiskDecisionView>> ReviewAsync(Call call, ReviewBody body, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await FindAsync(tx, id) is not { } seen) return Refusal.NotFound("risk-decision", id);
        var payment = await PaymentRows.LockAsync(tx, seen.PaymentId) ?? throw new InvalidOperationException($"the decision '{id}' has no payment");
        var attempt = await PaymentRows.AttemptAsync(tx, seen.AttemptId) ?? throw new InvalidOperationException($"the decision '{id}' has no attempt");
        var decision = await FindAsync(tx, id) ?? seen;
        if (decision.State is not ("open" or "manual") || attempt.State != "verifying") return Refusal.Conflict("review-over", $"the decision is {decision.State} and the try {attempt.State}; nothing waits");
        if (body.Approve) await PassAsync(tx, decision, attempt, "passed", call.Actor, body.Note);
        else
        {
            await EndAsync(tx, decision, "refused", call.Actor, body.Note);
            await Attempts.EndAsync(tx, payments.Ledger, payments.Risk, call.Actor, attempt, "failed", "risk-rejected");
            payments.Events.Emit(tx, call.Actor, payment, new PaymentFailed(payment.Id, payment.OrderId, attempt.Id, attempt.Channel, "risk-rejected", payments.Events.Day(tx)));
        }
        return View(await FindAsync(tx, id) ?? decision);
    }

    public static async Task<Outcome<Page<RiskDecisionView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<DecisionRow>($"select {Columns} from risk_decision where (@State is null or state = @State) and (@After is null or id > @After) order by id limit @Limit", new { State = call.Query("state"), page.After, Limit = page.Limit + 1 });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    private static async Task PassAsync(CoreTransaction tx, DecisionRow decision, AttemptRow attempt, string state, Actor actor, string? note)
    {
        await EndAsync(tx, decision, state, actor, note);
        await StartAttempt.GoAsync(tx, attempt.Id, attempt.Channel is null, tx.NowMicros);
    }

    private static Task EndAsync(CoreTransaction tx, DecisionRow decision, string state, Actor actor, string? note) => tx.ExecuteAsync(
        "update risk_decision set state = @state, reviewed_at = @NowMicros, reviewed_by = @By, note = @note where id = @Id", new { state, tx.NowMicros, By = actor.ToString(), note, decision.Id });

    private static Task<DecisionRow?> FindAsync(CoreTransaction tx, string id) => tx.FindAsync<DecisionRow>($"select {Columns} from risk_decision where id = @id", new { id });

    private static RiskDecisionView View(DecisionRow row) => new(row.Id, row.AttemptId, row.PaymentId, row.MemberId, row.AmountMinor, row.Verdict, row.Rules, row.State, EventJson.Instant(row.DecidedAt.ToInstant()), row.ReviewedBy, row.Note);

    private sealed record DecisionRow
    {
        public string Id { get; init; } = "";
        public string AttemptId { get; init; } = "";
        public string PaymentId { get; init; } = "";
        public string MemberId { get; init; } = "";
        public long AmountMinor { get; init; }
        public string Verdict { get; init; } = "";
        public string Rules { get; init; } = "";
        public string State { get; init; } = "";
        public long Tries { get; init; }
        public long DecidedAt { get; init; }
        public string? ReviewedBy { get; init; }
        public string? Note { get; init; }
    }
}
