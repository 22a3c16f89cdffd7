using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <param name="Balance">What is his, with what is held.</param>
/// <param name="Held">Set aside for orders that are not paid yet.</param>
/// <param name="Debt">Taken back after it was spent; later points pay it first.</param>
/// <param name="NextToExpire">Of the balance, what goes next.</param>
/// <param name="NextExpiresOn">And its last day.</param>
public sealed record PointsView(string MemberId, long Balance, long Held, long Debt, long NextToExpire, DateOnly? NextExpiresOn);

/// <param name="Points">Change of the balance, signed.</param>
/// <param name="Debt">Change of the debt, signed.</param>
public sealed record PointsEntryView(string Id, string Kind, long Points, long Debt, [Text(400)] string Reference, string Reason, DateTimeOffset At);

/// <summary>A member's points and how they came about [积分明细].</summary>
/// <remarks>Catalogue MBR-11, PTS-01.</remarks>
internal sealed class ReadPoints(PointsParts parts, MembersFacade members)
{
    public async Task<Outcome<PointsView>> OwnAsync(Call call, CoreTransaction tx) => await OfAsync(tx, call.Actor.Id);

    public async Task<Outcome<PointsView>> OneAsync(Call call, CoreTransaction tx) =>
        await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is { } member ? await OfAsync(tx, member.Id) : Refusal.NotFound("member", call.Path("id"));

    public async Task<Outcome<Page<PointsEntryView>>> OwnEntriesAsync(Call call, CoreTransaction tx) => await EntriesAsync(tx, call.Page(), call.Actor.Id);

    public async Task<Outcome<Page<PointsEntryView>>> EntriesAsync(Call call, CoreTransaction tx) =>
        await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is { } member ? await EntriesAsync(tx, call.Page(), member.Id) : Refusal.NotFound("member", call.Path("id"));

    private async Task<PointsView> OfAsync(CoreTransaction tx, string memberId)
    {
        var lots = await tx.ListAsync<LotRow>($"select {LotRow.Columns} from points_lot where member_id = @memberId and remaining > 0 order by expires_on, id", new { memberId });
        var next = lots.Count == 0 ? null : lots[0].ExpiresOn;
        return new PointsView(
            memberId, await parts.Ledger.BalanceAsync(tx, LedgerAccounts.PointsOf(memberId)), lots.Sum(l => l.Held), await PointsAccount.DebtAsync(tx, parts, memberId),
            lots.Where(l => l.ExpiresOn == next).Sum(l => l.Remaining), next is null ? null : DateOnly.ParseExact(next, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task<Page<PointsEntryView>> EntriesAsync(CoreTransaction tx, PageRequest page, string memberId)
    {
        var rows = await tx.ListAsync<EntryRow>(
            $"select {EntryRow.Columns} from points_entry where member_id = @memberId and id < @After and (points <> 0 or debt <> 0) order by id desc limit @Take",
            new { memberId, After = page.After ?? "~", Take = page.Limit + 1 });
        return page.Of([.. rows.Select(r => new PointsEntryView(r.Id, r.Kind, r.Points, r.Debt, r.Reference, r.Reason, r.CreatedAt.ToInstant()))], e => e.Id);
    }
}
