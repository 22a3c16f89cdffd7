using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>What other services may do with a member's points. Every call has a reference that is unique for ever; a repeated call gives the first result.</summary>
/// <remarks>Catalogue PTS-01..04, PTS-07; laws I-17..I-21.</remarks>
public sealed class PointsFacade(PointsParts parts)
{
    private readonly EarnPoints earn = new(parts);
    private readonly UsePoints use = new(parts);
    private readonly ReturnPoints giveBack = new(parts);
    private readonly ClawBackPoints clawBack = new(parts);

    /// <summary>Points that can be spent now: neither held nor expired.</summary>
    public Task<long> AvailableAsync(CoreTransaction tx, string memberId) => tx.GetAsync<long>(
        "select cast(coalesce(sum(remaining - held), 0) as bigint) from points_lot where member_id = @memberId and remaining > held and expires_on >= @Today",
        new { memberId, Today = parts.Options.DayOf(tx.Now).ToString() });

    /// <summary>Points that the member owes: later ones pay them first.</summary>
    public Task<long> DebtAsync(CoreTransaction tx, string memberId) => PointsAccount.DebtAsync(tx, parts, memberId);

    /// <summary>Sets points aside, the next to expire first. Refused with <c>points-short</c>.</summary>
    /// <param name="reference">The use's own, such as <c>order/0198…</c>; the later calls name it.</param>
    /// <returns>The id of the use.</returns>
    public Task<Outcome<string>> HoldAsync(CoreTransaction tx, string memberId, long points, string reference, DateTimeOffset expiresAt, Actor actor) =>
        use.HoldAsync(tx, actor, memberId, points, reference, expiresAt);

    public Task<Outcome<string>> SpendHeldAsync(CoreTransaction tx, string reference, Actor actor) => use.SpendHeldAsync(tx, actor, reference);

    public Task<Outcome<string>> ReleaseAsync(CoreTransaction tx, string reference, Actor actor) => use.ReleaseAsync(tx, actor, reference);

    /// <summary>Spends at once what needs no hold.</summary>
    /// <param name="usedFor">A word for the member's list: <c>lottery</c>, <c>points-mall</c>.</param>
    public Task<Outcome<string>> SpendAsync(CoreTransaction tx, string memberId, long points, string reference, string usedFor, Actor actor) =>
        use.SpendAsync(tx, actor, memberId, points, reference, usedFor);

    /// <summary>Gives points by the rules in force: a purchase by its amount and the member's level, the others a fixed number.</summary>
    /// <param name="amountMinor">What was paid or recharged; null for the others.</param>
    /// <returns>Points given; 0 when the rules give none.</returns>
    public async Task<Outcome<long>> EarnByRulesAsync(CoreTransaction tx, string memberId, EarnKind kind, string reference, long? amountMinor, string level, Actor actor)
    {
        var (rules, version) = await PointsRulesBook.CurrentAsync(tx);
        var gift = new PointsGift(memberId, kind, rules.Give(kind, amountMinor ?? 0, level), reference, version, parts.Today(tx).AddDays(rules.ValidDays), amountMinor);
        return await earn.RunAsync(tx, actor, gift);
    }

    /// <summary>Gives a number of points that the caller has decided: campaigns and missions.</summary>
    public Task<Outcome<long>> EarnAsync(CoreTransaction tx, string memberId, long points, string reference, long ruleVersion, DateOnly expiresOn, Actor actor) =>
        earn.RunAsync(tx, actor, new PointsGift(memberId, EarnKind.Campaign, points, reference, ruleVersion, expiresOn));

    /// <summary>A refund gives spent points back, to the lots they came from.</summary>
    /// <param name="useReference">Of the hold or spending.</param>
    /// <param name="reference">Of this return, such as <c>refund/0198…</c>.</param>
    public Task<Outcome<long>> ReturnSpentAsync(CoreTransaction tx, string memberId, long points, string useReference, string reference, Actor actor) =>
        giveBack.RunAsync(tx, actor, memberId, points, useReference, reference);

    /// <summary>A refund takes back, in proportion, what the purchase with <paramref name="earnedReference"/> gave; the last part takes the exact rest.</summary>
    /// <returns>Points taken back; what is spent already became a debt.</returns>
    public Task<Outcome<long>> ClawBackForRefundAsync(CoreTransaction tx, string memberId, string earnedReference, long refundedMinor, string reference, Actor actor) =>
        clawBack.ForRefundAsync(tx, actor, memberId, earnedReference, refundedMinor, reference);

    /// <summary>Takes back a number of points that the caller has decided.</summary>
    public Task<Outcome<long>> ClawBackAsync(CoreTransaction tx, string memberId, long points, string reference, Actor actor, string? earnedReference = null) =>
        clawBack.RunAsync(tx, actor, memberId, points, reference, earnedReference);
}
