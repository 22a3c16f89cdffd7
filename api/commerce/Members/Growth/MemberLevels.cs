using RailLife.Commerce.Edge;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <summary>A member's level [会员等级]: a function of the growth within the window, or for a bounded time what staff have set.</summary>
/// <remarks>Catalogue MBR-12, MBR-19, law I-22: asked again with the same entries, rules and instant it is the same.</remarks>
internal sealed class MemberLevels(MembersParts parts)
{
    /// <summary>The level at an instant.</summary>
    /// <param name="growth">That counts at this instant.</param>
    public static GrowthLevel Decide(GrowthRules rules, long growth, string? pinnedLevel, DateTimeOffset? pinnedUntil, DateTimeOffset at) =>
        pinnedLevel is not null && pinnedUntil > at ? rules.Level(pinnedLevel) : rules.LevelOf(growth);

    /// <summary>Brings the level up to date; the member's row is held by the caller.</summary>
    /// <returns>Growth that counts now.</returns>
    public async Task<long> RefreshAsync(CoreTransaction tx, Actor actor, MemberRow member, string reason)
    {
        var (rules, version) = await GrowthRulesBook.CurrentAsync(tx);
        var growth = await GrowthEntries.WithinAsync(tx, member.Id, tx.Now, rules.WindowDays);
        var level = Decide(rules, growth, member.PinnedLevel, member.PinnedUntilAt?.ToInstant(), tx.Now);
        if (level.Code == member.Level) return growth;
        await tx.ExecuteAsync("update member_member set level = @Code, level_since_at = @NowMicros, version = version + 1 where id = @Id", new { level.Code, tx.NowMicros, member.Id });
        await tx.ExecuteAsync(
            """
            insert into member_level_change (id, member_id, before_level, after_level, growth, reason, rule_version, actor, created_at)
            values (@ChangeId, @Id, @Level, @Code, @growth, @reason, @version, @Actor, @NowMicros)
            """, new { ChangeId = parts.Ids.Next(), member.Id, member.Level, level.Code, growth, reason, version, Actor = actor.ToString(), tx.NowMicros });
        var header = parts.Header(tx, actor, member.Id);
        if (rules.Rank(level.Code) < rules.Rank(member.Level)) tx.Emit(header, new MemberLevelDemoted(member.Id, member.Level, level.Code, growth, reason, version));
        else tx.Emit(header, new MemberLevelChanged(member.Id, member.Level, level.Code, growth, reason, version));
        var had = rules.Level(member.Level).Benefits.Select(b => b.Code).ToHashSet();
        foreach (var benefit in level.Benefits.Where(b => !had.Contains(b.Code))) tx.Emit(parts.Header(tx, actor, member.Id), new BenefitGranted(member.Id, benefit.Code, level.Code, benefit.IsMaterial));
        return growth;
    }
}

/// <summary>Looks at every member above the lowest level once a day: growth that has left the window demotes [退档], a pin that is over ends.</summary>
/// <remarks>Catalogue MBR-12, MBR-19.</remarks>
internal sealed class DemoteMembers(CoreDatabase database, MembersParts parts)
{
    private const int TogetherMax = 200;

    private readonly MemberLevels levels = new(parts);

    /// <returns>Members looked at.</returns>
    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var due = await database.ReadAsync(tx => tx.ListAsync<string>(
            "select id from member_member where (level <> 'registered' or pinned_level is not null) and level_checked_on < @Today order by id limit @TogetherMax",
            new { Today = parts.Day(tx), TogetherMax }), ct);
        foreach (var id in due) await database.WriteAsync(tx => LookAsync(tx, id), ct);
        return due.Count;
    }

    private async Task LookAsync(CoreTransaction tx, string memberId)
    {
        if (await MemberRow.LockAsync(tx, memberId) is not { } member) return;
        await tx.ExecuteAsync("update member_member set level_checked_on = @Today where id = @memberId", new { Today = parts.Day(tx), memberId });
        await levels.RefreshAsync(tx, Actor.Platform, member, "daily");
    }
}
