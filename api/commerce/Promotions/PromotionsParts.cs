using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Points;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Promotions;

/// <summary>What promotions, coupons and prizes stand on.</summary>
/// <param name="Tell">Takes events of what was refused: they go beside the transaction, which the refusal undoes.</param>
public sealed record PromotionsParts(IdSource Ids, CommerceOptions Options, LedgerFacade Ledger, MerchantsFacade Merchants, WalletFacade Wallet, PointsFacade Points, RawSealer Sealer, Action<EventHeader, IEventRecord> Tell)
{
    internal const string Source = "raillife/commerce/promotions";

    /// <summary>The header of an event of this service.</summary>
    internal EventHeader Header(CoreTransaction tx, Actor actor, string subject) => new(Ids.Next(), Source, subject, tx.Now) { Actor = actor.ToString() };
}
