using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Accounts;

/// <summary>What the use cases of accounts share.</summary>
public sealed record AccountsParts(IdSource Ids, LedgerFacade Ledger, CommerceOptions Options)
{
    internal EventHeader Header(CoreTransaction tx, Actor actor, string memberId) =>
        new(Ids.Next(), "raillife/commerce/accounts", memberId, tx.Now) { MemberId = memberId, Actor = actor.ToString() };

    internal BusinessDate Day(CoreTransaction tx) => Options.DayOf(tx.Now);
}

/// <summary>Accounts in money that a member can have.</summary>
public enum AccountKind
{
    Wallet,

    /// <summary>Cash account [现金账户] of a staff card.</summary>
    StaffCash,

    /// <summary>Welfare account [福利账户] of a staff card.</summary>
    StaffWelfare,
}
