using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Points;

/// <summary>What the use cases of points share: ids, the ledger, the operator's day and currency.</summary>
public sealed record PointsParts(IdSource Ids, LedgerFacade Ledger, CommerceOptions Options)
{
    internal EventHeader Header(CoreTransaction tx, Actor actor, string memberId) =>
        new(Ids.Next(), "raillife/commerce/points", memberId, tx.Now) { MemberId = memberId, Actor = actor.ToString() };

    internal DateOnly Today(CoreTransaction tx) => Options.DayOf(tx.Now).Day;
}
