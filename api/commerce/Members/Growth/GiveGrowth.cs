using RailLife.Commerce.Edge;
using RailLife.Commerce.Members.SignIn;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Members.Growth;

/// <summary>Something a member did that growth may be given for.</summary>
/// <param name="Reference">Unique for ever, such as <c>order/0198…</c>: it is given for once.</param>
/// <param name="AmountMinor">Purchase: the settled amount. Review and shown order: the price of the goods.</param>
/// <param name="ProductId">Shown order: the product, whose first users count.</param>
public sealed record GrowthCause(string MemberId, GrowthKind Kind, string Reference, long AmountMinor = 0, bool IsVirtual = false, string? ProductId = null);

/// <summary>Gives growth by the rules in force, and the level that follows from it.</summary>
/// <remarks>Catalogue MBR-14..17.</remarks>
internal sealed class GiveGrowth(MembersParts parts)
{
    private readonly MemberLevels levels = new(parts);

    /// <summary>Growth by the rules alone, before it is looked at whether others were first.</summary>
    public static long Decide(GrowthRules rules, GrowthCause cause, string level) => cause.Kind switch
    {
        // Minor units x basis points: a hundred and ten thousand make a point for a yuan at 1.0; downwards.
        GrowthKind.Purchase => (long)((Int128)cause.AmountMinor * rules.Level(level).CoefficientBasisPoints / 1_000_000),
        GrowthKind.Review => cause.IsVirtual || cause.AmountMinor < rules.GoodsFromMinor ? 0 : rules.ReviewGrowth,
        GrowthKind.ShowOrder => cause.IsVirtual || cause.AmountMinor < rules.GoodsFromMinor ? 0 : rules.ShowOrderGrowth,
        GrowthKind.Login => level == NewMember.LowestLevel ? 0 : rules.LoginGrowth,
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause.Kind, "no rule"),
    };

    /// <returns>What was given by this call or, when it is repeated, by the first.</returns>
    public async Task<Outcome<long>> RunAsync(CoreTransaction tx, Actor actor, GrowthCause cause)
    {
        if (cause.AmountMinor is < 0 or > Money.MinorMax) return Refusal.Invalid("bad-amount", $"found an amount of {cause.AmountMinor}, expected 0 to {Money.MinorMax}");
        if (await MemberRow.LockAsync(tx, cause.MemberId) is not { } member) return Refusal.NotFound("member", cause.MemberId);
        if (await GrantRow.FindAsync(tx, cause.Reference) is { } before)
            return before.MemberId == member.Id && before.Kind == Words.Of(cause.Kind) ? before.Points : Refusal.Conflict("reference-reused", $"growth was given for '{cause.Reference}' to somebody else, or for something else");
        var (rules, version) = await GrowthRulesBook.CurrentAsync(tx);
        var coefficient = cause.Kind == GrowthKind.Purchase ? rules.Level(member.Level).CoefficientBasisPoints : 0;
        var points = Decide(rules, cause, member.Level);
        if (points > 0 && cause.Kind == GrowthKind.ShowOrder && !await IsAmongFirstAsync(tx, cause, rules.ShowOrderUsersMax)) points = 0;
        var isNew = await tx.ExecuteOneAsync(
            """
            insert into member_grant (reference, member_id, kind, points, amount_minor, coefficient_bp, rule_version, reversed_minor, reversed_points, counts_at)
            values (@Reference, @MemberId, @Kind, @points, @AmountMinor, @coefficient, @version, 0, 0, @NowMicros) on conflict do nothing
            """, new { cause.Reference, cause.MemberId, Kind = Words.Of(cause.Kind), points, cause.AmountMinor, coefficient, version, tx.NowMicros });
        if (!isNew) return Refusal.Conflict("reference-reused", $"growth was given for '{cause.Reference}' at this moment to somebody else");
        if (points == 0) return 0;
        await GrowthEntries.WriteAsync(tx, parts, actor, new GrowthEntry(member.Id, Words.Of(cause.Kind), points, cause.Reference, cause.Reference, version, tx.NowMicros));
        var total = await levels.RefreshAsync(tx, actor, member, Words.Of(cause.Kind));
        tx.Emit(parts.Header(tx, actor, member.Id), new GrowthChanged(member.Id, points, total, Words.Of(cause.Kind), cause.Reference, version));
        return points;
    }

    private static async Task<bool> IsAmongFirstAsync(CoreTransaction tx, GrowthCause cause, int most)
    {
        if (cause.ProductId is not { } productId) return false;
        var user = new { productId, cause.MemberId, Most = (long)most };
        await tx.ExecuteAsync("insert into member_show_quota (product_id, used) values (@productId, 0) on conflict do nothing", user);
        if (!await tx.ExecuteOneAsync("insert into member_show_user (product_id, member_id) values (@productId, @MemberId) on conflict do nothing", user)) return false;
        return await tx.ExecuteOneAsync("update member_show_quota set used = used + 1 where product_id = @productId and used < @Most", user);
    }
}
