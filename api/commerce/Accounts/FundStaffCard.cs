using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Contracts;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>The two accounts of a staff card.</summary>
public enum StaffCardAccount
{
    Cash,
    Welfare,
}

/// <param name="Reference">Of the caller: the same one funds once.</param>
public sealed record FundStaffCardBody(StaffCardAccount Account, [Range(1, 100_000_000)] long AmountMinor, [Text(100)] string Reference);

/// <summary>The operator puts money on the card of a member of his staff: cash from the bank, welfare as a cost.</summary>
/// <remarks>Catalogue ACC-03, ORG-04.</remarks>
internal sealed class FundStaffCard(AccountsParts parts, MembersFacade members)
{
    private readonly MoveMoney move = new(parts);

    public async Task<Outcome<AccountsView>> RunAsync(Call call, FundStaffCardBody body, CoreTransaction tx)
    {
        if (await members.FindSeenAsync(tx, call.Actor, call.Path("id")) is not { } member) return Refusal.NotFound("member", call.Path("id"));
        if (member.Kind is not MemberKind.Staff) return Refusal.Conflict("not-staff", "this member is no metro staff; put his staff number on the whitelist first");
        if (string.IsNullOrWhiteSpace(body.Reference)) return Refusal.Invalid("bad-reference", "reference: found nothing, expected a word of yours for this funding");
        var currency = parts.Options.Currency;
        var (kind, from) = body.Account is StaffCardAccount.Cash ? (AccountKind.StaffCash, LedgerAccounts.Bank(currency)) : (AccountKind.StaffWelfare, LedgerAccounts.PlatformCost("welfare", currency));
        var reference = $"funding/{member.Id}/{body.Reference}";
        var moved = await move.RunAsync(tx, call.Actor, new Movement(member.Id, kind, "funded", body.AmountMinor, from, reference));
        if (!moved.IsDone) return moved.Refusal!;
        if (moved.Value) tx.Emit(parts.Header(tx, call.Actor, member.Id), new StaffCardFunded(member.Id, Words.Of(kind), body.AmountMinor, currency, reference, parts.Day(tx)));
        return await new ReadAccounts(parts, members).OneAsync(call, tx);
    }
}
