using RailLife.Commerce.Carts;
using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Members;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Payments;
using RailLife.Commerce.Points;
using RailLife.Commerce.Products;
using RailLife.Commerce.Products.Reviews;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Stock;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>What the use cases of orders share.</summary>
public sealed record OrdersParts(
    LedgerFacade Ledger, MerchantsFacade Merchants, ProductsFacade Products, ReviewsFacade Reviews, StockFacade Stock, MembersFacade Members, PointsFacade Points, PromotionsFacade Promotions,
    PaymentsFacade Payments, CartsFacade Carts, ServiceEvents Events, PersonalHash Hash, IdSource Ids, CommerceOptions Options, OrdersOptions Limits)
{
    internal BusinessDate Day(CoreTransaction tx) => Options.DayOf(tx.Now);

    internal EventHeader Header(CoreTransaction tx, Actor actor, OrderRow order) => new(Ids.Next(), "raillife/commerce/orders", order.Id, tx.Now)
    {
        MemberId = order.MemberId, MerchantId = order.MerchantId.Length == 0 ? null : order.MerchantId, CircleId = order.CircleId, Format = order.Format.Length == 0 ? null : order.Format,
        Channel = order.Channel, Actor = actor.ToString(),
    };

    internal void Emit(CoreTransaction tx, Actor actor, OrderRow order, IEventRecord record) => tx.Emit(Header(tx, actor, order), record);

    /// <summary>Writes down who moved the order where. Catalogue ORD-11.</summary>
    /// <param name="what">Verb in the past: <c>paid</c>, <c>shipped</c>.</param>
    /// <param name="note">Words of the one who did it; never leaves the database.</param>
    internal Task LogAsync(CoreTransaction tx, Actor actor, OrderRow order, string what, OrderState state, string? note = null) => LogAsync(tx, actor, [order], what, state, note);

    /// <summary>The same of several orders.</summary>
    internal Task LogAsync(CoreTransaction tx, Actor actor, IReadOnlyList<OrderRow> orders, string what, OrderState state, string? note = null) => tx.ExecuteAsync(
        "insert into order_log (id, order_id, what, state, actor, note, at) values (@LogId, @Id, @what, @State, @Actor, @note, @NowMicros)",
        orders.Select(o => new { LogId = Ids.Next(), o.Id, what, State = Words.Of(state), Actor = actor.ToString(), note, tx.NowMicros }).ToList());
}
