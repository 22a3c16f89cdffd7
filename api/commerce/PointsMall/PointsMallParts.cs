using RailLife.Commerce.Accounts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>What the use cases of the points mall share.</summary>
public sealed record PointsMallParts(
    LedgerFacade Ledger, MerchantsFacade Merchants, ProductsFacade Products, StockFacade Stock, MembersFacade Members, WalletFacade Wallet, PointsFacade Points, PromotionsFacade Promotions,
    IdSource Ids, CommerceOptions Options)
{
    /// <summary>Under which points are spent, pieces kept and money moved for an order of the mall.</summary>
    internal static string Reference(string orderId) => $"points-mall/{orderId}";

    internal BusinessDate Day(CoreTransaction tx) => Options.DayOf(tx.Now);

    internal EventHeader Header(CoreTransaction tx, Actor actor, MallOrderRow order) => new(Ids.Next(), "raillife/commerce/points-mall", order.Id, tx.Now)
    {
        MemberId = order.MemberId, MerchantId = order.MerchantId, CircleId = order.CircleId, Format = order.Format, Channel = order.Channel, Actor = actor.ToString(),
    };

    /// <summary>Writes down who moved the order where, or read its address.</summary>
    internal Task LogAsync(CoreTransaction tx, Actor actor, string orderId, string what) => tx.ExecuteAsync(
        "insert into mall_order_log (id, order_id, what, actor, at) values (@Id, @orderId, @what, @Actor, @NowMicros)", new { Id = Ids.Next(), orderId, what, Actor = actor.ToString(), tx.NowMicros });

    /// <summary>Goods that the mall may give: of the operator's own shops, on the shelf, and something that is shipped.</summary>
    internal async Task<Outcome<SkuForSale>> GoodsAsync(CoreTransaction tx, string skuId)
    {
        if ((await Products.SkusAsync(tx, [skuId])) is not [var sku]) return Refusal.NotFound("sku", skuId);
        if (!sku.IsListed || sku.Kind is not ProductKind.Physical || sku.Currency != Options.Currency)
            return Refusal.Conflict("goods-not-for-mall", $"the sku '{skuId}' is {(sku.IsListed ? "listed" : "not listed")}, {Words.Of(sku.Kind)}, priced in {sku.Currency}; expected listed physical goods in {Options.Currency}");
        return await Merchants.FindAsync(tx, sku.MerchantId) is { Kind: MerchantKind.SelfOperated, IsActive: true }
            ? sku
            : Refusal.Conflict("goods-not-own", $"the sku '{skuId}' is another merchant's; the mall gives goods of the operator's own shops, since nobody pays for them in full");
    }
}
