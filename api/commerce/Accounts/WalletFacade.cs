using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts.Members;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>What other services may do with members' accounts. References are unique for ever; a repeated call moves nothing more.</summary>
/// <remarks>Catalogue ACC-01..04.</remarks>
public sealed class WalletFacade(AccountsParts parts)
{
    private readonly MoveMoney move = new(parts);

    /// <summary>What can be spent now, minor units.</summary>
    public Task<long> AvailableAsync(CoreTransaction tx, string memberId, AccountKind kind) =>
        parts.Ledger.AvailableAsync(tx, MoveMoney.AccountOf(kind, memberId, parts.Options.Currency));

    /// <summary>Puts money that was paid through a channel into the wallet.</summary>
    /// <param name="paidInto">Where the money is: the channel's account.</param>
    public async Task<Outcome<bool>> RechargeAsync(CoreTransaction tx, string memberId, long amountMinor, LedgerAccount paidInto, string reference, Actor actor)
    {
        if (amountMinor <= 0) return BadAmount(amountMinor);
        var moved = await move.RunAsync(tx, actor, new Movement(memberId, AccountKind.Wallet, "recharged", amountMinor, paidInto, reference));
        if (moved is { IsDone: true, Value: true }) tx.Emit(parts.Header(tx, actor, memberId), new WalletRecharged(memberId, amountMinor, parts.Options.Currency, reference, parts.Day(tx)));
        return moved;
    }

    /// <summary>A red packet [现金红包] whose day has come arrives in the wallet. It can be spent as any money; its withdrawal has limits of its own.</summary>
    /// <param name="from">Where it was promised.</param>
    public async Task<Outcome<bool>> PutRedPacketAsync(CoreTransaction tx, string memberId, long amountMinor, LedgerAccount from, string reference, Actor actor)
    {
        if (amountMinor <= 0) return BadAmount(amountMinor);
        await RedPacketPurse.LockAsync(tx, memberId);
        var moved = await move.RunAsync(tx, actor, new Movement(memberId, AccountKind.Wallet, "red-packet", amountMinor, from, reference));
        if (moved is { IsDone: true, Value: true }) await RedPacketPurse.ArrivedAsync(tx, memberId, amountMinor);
        return moved;
    }

    /// <summary>Takes money out of the wallet to the bank, never what came from red packets: <c>red-packet-money</c>. Whether he may is the caller's to know.</summary>
    public async Task<Outcome<bool>> WithdrawAsync(CoreTransaction tx, string memberId, long amountMinor, string reference, Actor actor)
    {
        if (amountMinor <= 0) return BadAmount(amountMinor);
        await RedPacketPurse.LockAsync(tx, memberId);
        var moved = await move.RunAsync(tx, actor, new Movement(memberId, AccountKind.Wallet, "withdrawn", -amountMinor, LedgerAccounts.Bank(parts.Options.Currency), reference));
        if (moved is not { IsDone: true, Value: true }) return moved;
        var (after, left) = (await AvailableAsync(tx, memberId, AccountKind.Wallet), await RedPacketPurse.LeftAsync(tx, memberId));
        if (after < left) return Refusal.Conflict("red-packet-money", $"the wallet would hold {after}, of which {left} minor units came from red packets; withdraw those as red packets, within their limits");
        tx.Emit(parts.Header(tx, actor, memberId), new WalletWithdrawn(memberId, amountMinor, parts.Options.Currency, reference, parts.Day(tx)));
        return true;
    }

    /// <summary>Pays with an account: <c>balance-too-low</c> when it does not hold enough.</summary>
    /// <param name="to">Who gets it.</param>
    public async Task<Outcome<bool>> DebitAsync(CoreTransaction tx, string memberId, AccountKind kind, long amountMinor, LedgerAccount to, string reference, Actor actor)
    {
        if (amountMinor <= 0) return BadAmount(amountMinor);
        var moved = await move.RunAsync(tx, actor, new Movement(memberId, kind, "spent", -amountMinor, to, reference));
        if (moved is { IsDone: true, Value: true }) tx.Emit(parts.Header(tx, actor, memberId), new AccountDebited(memberId, Words.Of(kind), amountMinor, parts.Options.Currency, reference, parts.Day(tx)));
        return moved;
    }

    /// <summary>What was paid from the wallet comes back to it.</summary>
    /// <param name="from">Who has it.</param>
    /// <param name="reference">Of this return.</param>
    public async Task<Outcome<bool>> GiveBackAsync(CoreTransaction tx, string memberId, long amountMinor, LedgerAccount from, string reference, Actor actor) =>
        amountMinor <= 0 ? BadAmount(amountMinor) : await move.RunAsync(tx, actor, new Movement(memberId, AccountKind.Wallet, "returned", amountMinor, from, reference));

    /// <summary>Pays with a staff card: welfare first, since it can buy nothing else; the rest in cash.</summary>
    /// <remarks>Catalogue ACC-03.</remarks>
    public async Task<Outcome<bool>> SpendStaffCardAsync(CoreTransaction tx, string memberId, long amountMinor, LedgerAccount to, string reference, Actor actor)
    {
        if (amountMinor <= 0) return BadAmount(amountMinor);
        var before = await tx.ListAsync<long>("select amount_minor from account_entry where reference = @reference and member_id = @memberId and movement = 'spent'", new { reference, memberId });
        if (before.Count > 0) return -before.Sum() == amountMinor ? false : Refusal.Conflict("reference-reused", $"the reference '{reference}' came before with another amount; use a new one");
        var welfare = Math.Min(amountMinor, await AvailableAsync(tx, memberId, AccountKind.StaffWelfare));
        var isNew = false;
        foreach (var (kind, amount) in new[] { (AccountKind.StaffCash, amountMinor - welfare), (AccountKind.StaffWelfare, welfare) })
        {
            if (amount == 0) continue;
            var moved = await move.RunAsync(tx, actor, new Movement(memberId, kind, "spent", -amount, to, reference));
            if (!moved.IsDone) return moved;
            isNew |= moved.Value;
        }
        if (isNew) tx.Emit(parts.Header(tx, actor, memberId), new StaffCardSpent(memberId, amountMinor - welfare, welfare, parts.Options.Currency, reference, parts.Day(tx)));
        return isNew;
    }

    private static Refusal BadAmount(long amountMinor) => Refusal.Invalid("bad-amount", $"found an amount of {amountMinor}, expected 1 or more");
}
