using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.PointsMall;

/// <summary>The points mall [积分商城]: goods and coupons for points, goods also for points and money. Its orders are a kind of their own.</summary>
public static class PointsMallModule
{
    public static MigrationSet Tables { get; } = new("mall",
    [
        new(1, "offers with their pieces as guarded counters, for all and per member; an order holds the price of then",
            """
            create table mall_offer (
              id text primary key, version bigint not null, is_active bigint not null, name_zh text, name_en text, kind text not null, sku_id text, template_id text,
              points bigint not null, cash_minor bigint not null, quantity_max bigint not null, member_max bigint not null, redeemed bigint not null,
              starts_at bigint not null, ends_at bigint not null, saved_at bigint not null, actor text not null, check (redeemed >= 0 and redeemed <= quantity_max));
            create table mall_taken (offer_id text not null, member_id text not null, taken bigint not null, primary key (offer_id, member_id), check (taken >= 0));
            create table mall_order (
              id text primary key, offer_id text not null, offer_version bigint not null, member_id text not null, state text not null, kind text not null, name_zh text, name_en text,
              sku_id text, coupon_id text, points bigint not null, cash_minor bigint not null, currency text not null, merchant_id text, circle_id bigint not null, format text,
              is_stock_kept bigint not null, receiver_masked text, phone_masked text, region text, address_sealed text, channel text, carrier text, tracking_no text,
              placed_at bigint not null, shipped_at bigint, cancelled_at bigint);
            create index mall_order_member on mall_order (member_id, id);
            create index mall_order_state on mall_order (state, id);
            create table mall_order_log (id text primary key, order_id text not null, what text not null, actor text not null, at bigint not null);
            create index mall_order_log_order on mall_order_log (order_id, id);
            """),
    ]);

    public static void MapPointsMall(this CommerceRoutes routes, PointsMallParts parts)
    {
        var (save, views, cancel) = (new SaveMallOffer(parts), new MallViews(parts), new CancelMallOrder(parts));
        routes.Get<MallShelf>("/v1/points-mall", Access.Anyone, "PTS-06", "what can be had for points now, with what is left", views.ShelfAsync);
        routes.Post<RedeemMallOfferBody, MallOrderView>("/v1/points-mall/{id}/redemptions", Access.Member, "PTS-06, PTS-03", "have a piece for points, and money where the offer says so", new RedeemMallOffer(parts).RunAsync);
        routes.Get<Page<MallOrderView>>("/v1/me/points-mall-orders", Access.Member, "PTS-06", "own orders of the points mall, newest first", MallViews.OwnAsync, "state", "limit", "cursor");
        routes.Post<Nothing, MallOrderView>("/v1/me/points-mall-orders/{id}/cancel", Access.Member, "PTS-06, PTS-07", "give an order up that has not left; points and money come back", cancel.RunAsync);

        routes.Post<MallOfferBody, MallOfferView>("/v1/points-mall-offers", Access.Staff, "PTS-06", "offer something for points", save.AddAsync);
        routes.Put<MallOfferBody, MallOfferView>("/v1/points-mall-offers/{id}", Access.Staff, "PTS-06", "edit an offer, or offer it again", save.ChangeAsync);
        routes.Get<Page<MallOfferView>>("/v1/points-mall-offers", Access.Staff, "PTS-06", "offers of the points mall, newest first", MallViews.OffersAsync, "limit", "cursor");
        routes.Post<Nothing, MallOfferView>("/v1/points-mall-offers/{id}/stop", Access.Staff, "PTS-06", "take an offer out", SaveMallOffer.StopAsync);
        routes.Get<Page<MallOrderView>>("/v1/points-mall-orders", Access.Staff, "PTS-06, PLT-07", "orders of goods within sight, newest first", MallViews.SeenAsync, "state", "limit", "cursor");
        routes.Post<ShipMallOrderBody, MallOrderView>("/v1/points-mall-orders/{id}/ship", Access.Staff, "PTS-06", "goods of the mall leave", new ShipMallOrder(parts).RunAsync);
        routes.Post<Nothing, MallOrderView>("/v1/points-mall-orders/{id}/cancel", Access.Staff, "PTS-06, PTS-07", "the goods cannot be sent; points and money go back", cancel.RunAsync);
        routes.Post<Nothing, MallDeliveryView>("/v1/points-mall-orders/{id}/delivery", Access.Staff, "PTS-06", "the address in clear, for who ships; written down who read it", views.DeliveryAsync);
    }
}
