using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <param name="Reference">Unique for ever.</param>
/// <param name="GivenFor">Reference of the grant that this belongs to.</param>
/// <param name="CountsAt">When it counts, UTC microseconds: a reversal at the time of what it reverses.</param>
internal sealed record GrowthEntry(string MemberId, string Kind, long Points, string Reference, string GivenFor, long RuleVersion, long CountsAt);

/// <summary>Growth [成长值] comes and goes by entries that are never changed.</summary>
/// <remarks>Catalogue MBR-10.</remarks>
internal static class GrowthEntries
{
    public static Task WriteAsync(CoreTransaction tx, MembersParts parts, Actor actor, GrowthEntry entry) => tx.ExecuteAsync(
        """
        insert into member_growth (id, member_id, kind, points, reference, given_for, rule_version, actor, counts_at, created_at)
        values (@Id, @MemberId, @Kind, @Points, @Reference, @GivenFor, @RuleVersion, @Actor, @CountsAt, @NowMicros)
        """,
        new { Id = parts.Ids.Next(), entry.MemberId, entry.Kind, entry.Points, entry.Reference, entry.GivenFor, entry.RuleVersion, Actor = actor.ToString(), entry.CountsAt, tx.NowMicros });

    public static Task<GrowthEntryRow?> FindAsync(CoreTransaction tx, string reference) =>
        tx.FindAsync<GrowthEntryRow>($"select {GrowthEntryRow.Columns} from member_growth where reference = @reference", new { reference });

    /// <summary>Growth that counts at an instant.</summary>
    public static Task<long> WithinAsync(CoreTransaction tx, string memberId, DateTimeOffset at, int windowDays) => tx.GetAsync<long>(
        "select cast(coalesce(sum(points), 0) as bigint) from member_growth where member_id = @memberId and counts_at > @From and created_at <= @To",
        new { memberId, From = at.AddDays(-windowDays).ToMicros(), To = at.ToMicros() });
}

internal sealed record GrowthEntryRow
{
    public const string Columns = "id, member_id, kind, points, reference, rule_version, counts_at, created_at";

    public string Id { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Kind { get; init; } = "";
    public long Points { get; init; }
    public string Reference { get; init; } = "";
    public long RuleVersion { get; init; }
    public long CountsAt { get; init; }
    public long CreatedAt { get; init; }
}

/// <summary>What growth was given for, and how much of it was taken back.</summary>
internal sealed record GrantRow
{
    public string Reference { get; init; } = "";
    public string MemberId { get; init; } = "";
    public string Kind { get; init; } = "";
    public long Points { get; init; }
    public long AmountMinor { get; init; }
    public long CoefficientBp { get; init; }
    public long RuleVersion { get; init; }
    public long ReversedMinor { get; init; }
    public long ReversedPoints { get; init; }
    public long CountsAt { get; init; }

    public static Task<GrantRow?> FindAsync(CoreTransaction tx, string reference) => tx.FindAsync<GrantRow>(
        "select reference, member_id, kind, points, amount_minor, coefficient_bp, rule_version, reversed_minor, reversed_points, counts_at from member_grant where reference = @reference", new { reference });
}
