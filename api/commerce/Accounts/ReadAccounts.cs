using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>What can be spent now, minor units.</summary>
/// <param name="RedPacketMinor">Of the wallet, what came from red packets: it can be spent as the rest, and is withdrawn within limits of its own.</param>
/// <param name="InstantCreditMinor">Bought with points [立减金].</param>
public sealed record AccountsView(string MemberId, long WalletMinor, long RedPacketMinor, long StaffCashMinor, long StaffWelfareMinor, long InstantCreditMinor, [Currency] string Currency);

/// <param name="AmountMinor">Signed.</param>
public sealed record AccountEntryView(string Id, AccountKind Account, string Movement, long AmountMinor, [Text(400)] string Reference, DateTimeOffset At);

/// <summary>A member's accounts and what moved on them.</summary>
/// <remarks>Catalogue ACC-01, ACC-02.</remarks>
internal sealed class ReadAccounts(AccountsParts parts, MembersFacade members)
{
    public async Task<Outcome<AccountsView>> OwnAsync(Call call, CoreTransaction tx) => await OfAsync(tx, call.Actor.Id);

    public async Task<Outcome<AccountsView>> OneAsync(Call call, CoreTransaction tx) =>
        await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is { } member ? await OfAsync(tx, member.Id) : Refusal.NotFound("member", call.Path("id"));

    public async Task<Outcome<Page<AccountEntryView>>> OwnEntriesAsync(Call call, CoreTransaction tx) => await EntriesAsync(tx, call.Page(), call.Actor.Id);

    public async Task<Outcome<Page<AccountEntryView>>> EntriesAsync(Call call, CoreTransaction tx) =>
        await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is { } member ? await EntriesAsync(tx, call.Page(), member.Id) : Refusal.NotFound("member", call.Path("id"));

    private async Task<AccountsView> OfAsync(CoreTransaction tx, string memberId)
    {
        var currency = parts.Options.Currency;
        var wallet = await parts.Ledger.AvailableAsync(tx, LedgerAccounts.Wallet(memberId, currency));
        return new AccountsView(memberId,
            wallet, Math.Min(wallet, await RedPacketPurse.LeftAsync(tx, memberId)), await parts.Ledger.AvailableAsync(tx, LedgerAccounts.StaffCash(memberId, currency)),
            await parts.Ledger.AvailableAsync(tx, LedgerAccounts.StaffWelfare(memberId, currency)), await parts.Ledger.AvailableAsync(tx, LedgerAccounts.InstantCredit(memberId, currency)), currency);
    }

    private static async Task<Page<AccountEntryView>> EntriesAsync(CoreTransaction tx, PageRequest page, string memberId)
    {
        var rows = await tx.ListAsync<EntryRow>($"select {EntryRow.Columns} from account_entry where member_id = @memberId and id < @After order by id desc limit @Take",
            new { memberId, After = page.After ?? "~", Take = page.Limit + 1 });
        return page.Of([.. rows.Select(r => new AccountEntryView(r.Id, Words.Parse<AccountKind>(r.Kind), r.Movement, r.AmountMinor, r.Reference, r.CreatedAt.ToInstant()))], e => e.Id);
    }
}
