using System.Security.Cryptography;
using System.Text;
using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="NotBefore">When it may go to its channel, UTC microseconds.</param>
internal sealed record RiskDecision(RiskVerdict Verdict, long NotBefore);

/// <summary>Judges a try to pay before any money moves: limits as guarded counters per window, the strictest verdict wins.</summary>
/// <remarks>Catalogue RSK-01, RSK-02. Law I-30: what the counters let pass never exceeds a limit, however many come at once.</remarks>
internal sealed class RiskGate(IdSource ids, CommerceOptions options)
{
    /// <summary>Devices are told apart, not known.</summary>
    public static string? DeviceHash(string? device) => device is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"device\0{device}")))[..32];

    public async Task<RiskDecision> DecideAsync(CoreTransaction tx, Actor actor, PaymentRow payment, string attemptId, string? device)
    {
        var subjects = await SubjectsAsync(tx, payment, device);
        var rules = await tx.ListAsync<RiskRuleRow>("select id, subject_kind, subject_id, measure, span, max_value, verdict, delay_seconds, is_active, version from risk_rule where is_active = 1 order by id");
        var broken = new List<RiskRuleRow>();
        // Counters are touched in the order of (rule, subject): two payments never wait for each other crosswise.
        foreach (var rule in rules)
            foreach (var (_, subjectId) in subjects.Where(s => s.Kind == rule.SubjectKind && (rule.SubjectId == "*" || rule.SubjectId == s.Id)))
                if (!await TakeAsync(tx, rule, subjectId, attemptId, payment.PayableMinor) && !broken.Contains(rule)) broken.Add(rule);

        var verdict = broken.Count == 0 ? RiskVerdict.Allow : broken.Max(r => r.Says);
        if (verdict == RiskVerdict.Reject) await GiveBackAsync(tx, attemptId);
        var delay = verdict == RiskVerdict.Delay ? broken.Max(r => r.DelaySeconds) : 0;
        await StoreAsync(tx, actor, payment, attemptId, verdict, broken);
        return new RiskDecision(verdict, checked(tx.NowMicros + delay * 1_000_000));
    }

    /// <summary>A try that came to nothing does not count.</summary>
    public async Task GiveBackAsync(CoreTransaction tx, string attemptId)
    {
        var takes = await tx.ListAsync<TakeRow>("select rule_id, subject_id, starts_at, amount from risk_take where attempt_id = @attemptId order by rule_id, subject_id", new { attemptId });
        foreach (var take in takes)
            await tx.ExecuteAsync("update risk_window set used = used - @Amount where rule_id = @RuleId and subject_id = @SubjectId and starts_at = @StartsAt", take);
        if (takes.Count > 0) await tx.ExecuteAsync("delete from risk_take where attempt_id = @attemptId", new { attemptId });
    }

    private async Task<bool> TakeAsync(CoreTransaction tx, RiskRuleRow rule, string subjectId, string attemptId, long amountMinor)
    {
        if (rule.Measure == "single") return amountMinor <= rule.MaxValue;
        var take = new { rule.Id, subjectId, StartsAt = rule.WindowOf(tx.Now, options.Zone), Amount = rule.Measure == "count" ? 1 : amountMinor, rule.MaxValue, attemptId };
        await tx.ExecuteAsync("insert into risk_window (rule_id, subject_id, starts_at, used) values (@Id, @subjectId, @StartsAt, 0) on conflict do nothing", take);
        if (!await tx.ExecuteOneAsync("update risk_window set used = used + @Amount where rule_id = @Id and subject_id = @subjectId and starts_at = @StartsAt and used + @Amount <= @MaxValue", take)) return false;
        await tx.ExecuteAsync("insert into risk_take (attempt_id, rule_id, subject_id, starts_at, amount) values (@attemptId, @Id, @subjectId, @StartsAt, @Amount)", take);
        return true;
    }

    private async Task StoreAsync(CoreTransaction tx, Actor actor, PaymentRow payment, string attemptId, RiskVerdict verdict, IReadOnlyList<RiskRuleRow> broken)
    {
        var id = ids.Next();
        await tx.ExecuteAsync(
            """
            insert into risk_decision (id, attempt_id, payment_id, member_id, amount_minor, verdict, rules, state, tries, decided_at)
            values (@id, @attemptId, @PaymentId, @MemberId, @PayableMinor, @Verdict, @Rules, @State, 0, @NowMicros)
            """,
            new { id, attemptId, PaymentId = payment.Id, payment.MemberId, payment.PayableMinor, Verdict = verdict.ToString().ToLowerInvariant(), Rules = string.Join("; ", broken), State = verdict == RiskVerdict.Verify ? "open" : "made", tx.NowMicros });
        tx.Emit(new EventHeader(ids.Next(), "raillife/commerce/risk", payment.OrderId, tx.Now) { MemberId = payment.MemberId, Actor = actor.ToString() },
            new RiskDecisionMade(id, attemptId, verdict, [.. broken.Select(r => r.Id)]));
    }

    private static async Task<IReadOnlyList<(string Kind, string Id)>> SubjectsAsync(CoreTransaction tx, PaymentRow payment, string? device)
    {
        var merchants = await tx.ListAsync<string>("select merchant_id from pay_party where payment_id = @Id order by merchant_id", payment);
        var subjects = new List<(string, string)> { ("member", payment.MemberId) };
        subjects.AddRange(merchants.Select(m => ("merchant", m)));
        if (DeviceHash(device) is { } hash) subjects.Add(("device", hash));
        return subjects;
    }

    private sealed record TakeRow
    {
        public string RuleId { get; init; } = "";
        public string SubjectId { get; init; } = "";
        public long StartsAt { get; init; }
        public long Amount { get; init; }
    }
}
