using RailLife.Commerce.Edge;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <param name="Growth">That counts now.</param>
/// <param name="NextLevel">Null on the highest.</param>
/// <param name="NextFromGrowth">Growth from which it is reached.</param>
public sealed record GrowthView(string MemberId, string Level, LocalText LevelName, long Growth, string? NextLevel, long? NextFromGrowth, int DeductionBasisPoints, IReadOnlyList<LevelBenefit> Benefits);

public sealed record GrowthEntryView(string Id, string Kind, long Points, string Reference, long RuleVersion, DateTimeOffset At);

public sealed record LevelChangeView(string Before, string After, long Growth, [Text(200)] string Reason, long RuleVersion, DateTimeOffset At);

public sealed record LevelChangeList(IReadOnlyList<LevelChangeView> Items);

/// <summary>A member's growth, level and how both came about.</summary>
/// <remarks>Catalogue MBR-10, MBR-13.</remarks>
internal static class ReadGrowth
{
    public static Task<Outcome<GrowthView>> OwnAsync(Call call, CoreTransaction tx) => OfAsync(tx, call.Actor.Id);

    public static async Task<Outcome<GrowthView>> OneAsync(Call call, CoreTransaction tx) =>
        await MemberSight.FindAsync(tx, call.Actor, call.Path("id")) is { } member ? await OfAsync(tx, member.Id) : Refusal.NotFound("member", call.Path("id"));

    public static Task<Outcome<Page<GrowthEntryView>>> OwnEntriesAsync(Call call, CoreTransaction tx) => EntriesAsync(tx, call.Page(), call.Actor.Id);

    public static async Task<Outcome<Page<GrowthEntryView>>> EntriesAsync(Call call, CoreTransaction tx) =>
        await MemberSight.FindAsync(tx, call.Actor, call.Path("id")) is { } member ? await EntriesAsync(tx, call.Page(), member.Id) : Refusal.NotFound("member", call.Path("id"));

    public static async Task<Outcome<LevelChangeList>> ChangesAsync(Call call, CoreTransaction tx)
    {
        var id = call.Path("id");
        if (await MemberSight.FindAsync(tx, call.Actor, id) is null) return Refusal.NotFound("member", id);
        var rows = await tx.ListAsync<ChangeRow>("select before_level, after_level, growth, reason, rule_version, created_at from member_level_change where member_id = @id order by created_at desc, id desc limit 200", new { id });
        return new LevelChangeList([.. rows.Select(r => new LevelChangeView(r.BeforeLevel, r.AfterLevel, r.Growth, r.Reason, r.RuleVersion, r.CreatedAt.ToInstant()))]);
    }

    private static async Task<Outcome<GrowthView>> OfAsync(CoreTransaction tx, string memberId)
    {
        if (await MemberRow.FindAsync(tx, memberId) is not { } member) return Refusal.NotFound("member", memberId);
        var (rules, _) = await GrowthRulesBook.CurrentAsync(tx);
        var level = rules.Level(member.Level);
        var next = rules.Levels.ElementAtOrDefault(rules.Rank(level.Code) + 1);
        return new GrowthView(memberId, level.Code, level.Name, await GrowthEntries.WithinAsync(tx, memberId, tx.Now, rules.WindowDays), next?.Code, next?.FromGrowth, level.DeductionBasisPoints, level.Benefits);
    }

    private static async Task<Outcome<Page<GrowthEntryView>>> EntriesAsync(CoreTransaction tx, PageRequest page, string memberId)
    {
        if (await MemberRow.FindAsync(tx, memberId) is null) return Refusal.NotFound("member", memberId);
        var rows = await tx.ListAsync<GrowthEntryRow>($"select {GrowthEntryRow.Columns} from member_growth where member_id = @memberId and id < @After and points <> 0 order by id desc limit @Take",
            new { memberId, After = page.After ?? "~", Take = page.Limit + 1 });
        return page.Of([.. rows.Select(r => new GrowthEntryView(r.Id, r.Kind, r.Points, r.Reference, r.RuleVersion, r.CreatedAt.ToInstant()))], e => e.Id);
    }

    private sealed record ChangeRow
    {
        public string BeforeLevel { get; init; } = "";
        public string AfterLevel { get; init; } = "";
        public long Growth { get; init; }
        public string Reason { get; init; } = "";
        public long RuleVersion { get; init; }
        public long CreatedAt { get; init; }
    }
}
