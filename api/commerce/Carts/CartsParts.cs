using RailLife.Commerce.Edge;
using RailLife.Commerce.Members;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Carts;

/// <summary>What the use cases of carts share.</summary>
public sealed record CartsParts(
    MerchantsFacade Merchants, ProductsFacade Products, StockFacade Stock, MembersFacade Members, PointsFacade Points, PromotionsFacade Promotions,
    ServiceEvents Events, IdSource Ids, CommerceOptions Options)
{
    internal EventHeader Header(Call call, CoreTransaction tx, CartRow cart) => new(Ids.Next(), "raillife/commerce/carts", cart.Session, tx.Now)
    {
        MemberId = cart.MemberId, Channel = call.Channel, Actor = call.Actor.ToString(), TraceParent = call.TraceParent,
    };
}
