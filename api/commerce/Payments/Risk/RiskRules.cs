using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Contracts.Payments;
using RailLife.Store;

namespace RailLife.Commerce.Payments;

/// <param name="SubjectId"><c>*</c> = every member, merchant or device, each on its own; for a device the hash that decisions show.</param>
/// <param name="MaxValue">Minor units, or tries.</param>
/// <param name="Verdict">What a try beyond it gets; <c>allow</c> is no rule.</param>
/// <param name="DelaySeconds">Of the verdict <c>delay</c>.</param>
public sealed record RiskRuleBody(RiskSubject SubjectKind, string SubjectId, RiskMeasure Measure, RiskSpan Span, [Range(0, Money.MinorMax)] long MaxValue, RiskVerdict Verdict, [Range(0, 604_800)] long DelaySeconds, bool IsActive);

public sealed record RiskRuleView(string Id, RiskSubject SubjectKind, string SubjectId, RiskMeasure Measure, RiskSpan Span, long MaxValue, RiskVerdict Verdict, long DelaySeconds, bool IsActive, long Version) : IVersioned;

/// <summary>Limits that staff sets.</summary>
/// <remarks>Catalogue RSK-01: single-transaction, daily, frequency limits.</remarks>
internal sealed class RiskRules(IdSource ids)
{
    private const string Columns = "id, subject_kind, subject_id, measure, span, max_value, verdict, delay_seconds, is_active, version";

    public async Task<Outcome<RiskRuleView>> AddAsync(Call call, RiskRuleBody body, CoreTransaction tx)
    {
        if (Wrong(body) is { } wrong) return wrong;
        var id = ids.Next();
        await tx.ExecuteAsync(
            $"insert into risk_rule ({Columns}, changed_at, actor) values (@id, @SubjectKind, @SubjectId, @Measure, @Span, @MaxValue, @Verdict, @DelaySeconds, @IsActive, 1, @NowMicros, @Actor)", Args(call, body, tx, id, 1));
        return await GetAsync(tx, id);
    }

    public async Task<Outcome<RiskRuleView>> ChangeAsync(Call call, RiskRuleBody body, CoreTransaction tx)
    {
        if (Wrong(body) is { } wrong) return wrong;
        var id = call.Path("id");
        if (call.IfMatch is not { } version) return new Refusal(428, "if-match-needed", "send the ETag of the rule as it was read in If-Match");
        if (await tx.FindAsync<string>("select id from risk_rule where id = @id", new { id }) is null) return Refusal.NotFound("risk-rule", id);
        var isChanged = await tx.ExecuteOneAsync(
            """
            update risk_rule set subject_kind = @SubjectKind, subject_id = @SubjectId, measure = @Measure, span = @Span, max_value = @MaxValue, verdict = @Verdict, delay_seconds = @DelaySeconds,
                is_active = @IsActive, version = version + 1, changed_at = @NowMicros, actor = @Actor where id = @id and version = @version
            """, Args(call, body, tx, id, version));
        return isChanged ? await GetAsync(tx, id) : new Refusal(412, "version-changed", "somebody changed the rule since it was read; read it again");
    }

    public async Task<Outcome<Page<RiskRuleView>>> ListAsync(Call call, CoreTransaction tx)
    {
        var page = call.Page();
        var rows = await tx.ListAsync<RiskRuleRow>($"select {Columns} from risk_rule where (@After is null or id > @After) order by id limit @Limit", new { page.After, Limit = page.Limit + 1 });
        return page.Of([.. rows.Select(View)], v => v.Id);
    }

    private static Refusal? Wrong(RiskRuleBody body) => body.Verdict == RiskVerdict.Allow ? Refusal.Invalid("no-rule", "found the verdict allow, expected delay, verify or reject") : null;

    private static async Task<RiskRuleView> GetAsync(CoreTransaction tx, string id) => View(await tx.GetAsync<RiskRuleRow>($"select {Columns} from risk_rule where id = @id", new { id }));

    private static object Args(Call call, RiskRuleBody body, CoreTransaction tx, string id, long version) => new
    {
        id, version, SubjectKind = Word(body.SubjectKind), body.SubjectId, Measure = Word(body.Measure), Span = Word(body.Span), body.MaxValue, Verdict = Word(body.Verdict), body.DelaySeconds,
        IsActive = body.IsActive ? 1L : 0L, tx.NowMicros, Actor = call.Actor.ToString(),
    };

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static RiskRuleView View(RiskRuleRow row) => new(row.Id, Enum.Parse<RiskSubject>(row.SubjectKind, true), row.SubjectId, Enum.Parse<RiskMeasure>(row.Measure, true), Enum.Parse<RiskSpan>(row.Span, true),
        row.MaxValue, row.Says, row.DelaySeconds, row.IsActive == 1, row.Version);
}
