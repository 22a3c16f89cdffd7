using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.Orders;

/// <summary>Orders [订单]: checkout, placing and splitting, shipping, receiving, cancelling; what each side sees of them.</summary>
public static class OrdersModule
{
    public static MigrationSet Tables => OrderTables.Set;

    public static void MapOrders(this CommerceRoutes routes, OrdersParts parts)
    {
        var queries = new OrderQueries(parts);
        var (plan, ship, receive) = (new PlanParcels(parts), new ShipOrder(parts), new ReceiveOrder(parts));
        var cancel = new CancelOrder(parts);

        routes.Post<CheckoutBody, CheckoutView>("/v1/checkout", Access.Member, "CRT-02, CRT-04, ORD-10", "what an order would cost: prices, freight, coupons, points", new Checkout(parts).PreviewAsync);
        routes.Post<PlaceOrderBody, PlacedView>("/v1/orders", Access.Member, "ORD-01, ORD-02, ORD-04, ORD-05, ORD-06, ORD-07, ORD-08, ORD-09, ORD-18, ORD-25, FUL-27", "place an order", new PlaceOrder(parts).RunAsync);
        routes.Get<Page<OrderItem>>("/v1/orders", Access.Member, "ORD-03", "own orders, newest first", queries.OwnAsync, "state", "limit", "cursor");
        routes.Get<OrderView>("/v1/orders/{id}", Access.Member, "ORD-03, ORD-11", "one of one's own orders, with everything", queries.OneAsync);
        routes.Post<CancelOrderBody, OrderView>("/v1/orders/{id}/cancel", Access.Member, "ORD-13, ORD-14, ORD-15, FUL-21", "cancel an order that has not left", cancel.RunAsync);
        routes.Post<Nothing, OrderView>("/v1/orders/{id}/receive", Access.Member, "ORD-11, FUL-19", "the goods are here", receive.RunAsync);

        routes.Get<Page<OrderItem>>("/v1/merchant/orders", Access.Merchant, "ORD-22, PLT-07", "the merchant's orders, newest first", queries.SeenAsync, "state", "held", "limit", "cursor");
        routes.Get<OrderView>("/v1/merchant/orders/{id}", Access.Merchant, "ORD-22", "one of the merchant's orders", queries.OneAsync);
        routes.Put<PlanParcelsBody, OrderView>("/v1/merchant/orders/{id}/planned-parcels", Access.Merchant, "FUL-27, ORD-04", "split a paid order into parcels by hand, or lift the plan", plan.RunAsync);
        routes.Post<ShipOrderBody, OrderView>("/v1/merchant/orders/{id}/ship", Access.Merchant, "ORD-04, ORD-22, FUL-15", "a parcel leaves", ship.RunAsync);
        routes.Post<Nothing, OrderView>("/v1/merchant/orders/{id}/receive", Access.Merchant, "FUL-19, ORD-01", "delivered, or served on site", receive.RunAsync);
        routes.Post<CancelOrderBody, OrderView>("/v1/merchant/orders/{id}/cancel", Access.Merchant, "ORD-22, FUL-23", "the merchant cannot deliver", cancel.RunAsync);
        routes.Post<Nothing, DeliveryView>("/v1/merchant/orders/{id}/delivery", Access.Merchant, "ORD-22", "the address in clear, while it is shipped; written down who read it", queries.DeliveryAsync);

        routes.Get<Page<OrderItem>>("/v1/staff/orders", Access.Staff, "ORD-23, PLT-07", "orders within sight, newest first", queries.SeenAsync, "state", "merchant", "circle", "held", "limit", "cursor");
        routes.Get<OrderView>("/v1/staff/orders/{id}", Access.Staff, "ORD-23", "one order within sight", queries.OneAsync);
        routes.Put<PlanParcelsBody, OrderView>("/v1/staff/orders/{id}/planned-parcels", Access.Staff, "FUL-27, ORD-04", "split a paid order into parcels by hand, or lift the plan", plan.RunAsync);
        routes.Post<ShipOrderBody, OrderView>("/v1/staff/orders/{id}/ship", Access.Staff, "FUL-15", "a parcel of a self-operated shop leaves", ship.RunAsync);
        routes.Post<Nothing, OrderView>("/v1/staff/orders/{id}/receive", Access.Staff, "FUL-19", "the carrier says delivered", receive.RunAsync);
        routes.Post<CancelOrderBody, OrderView>("/v1/staff/orders/{id}/cancel", Access.Staff, "FUL-21", "customer service cancels for the buyer", cancel.RunAsync);
        routes.Post<Nothing, DeliveryView>("/v1/staff/orders/{id}/delivery", Access.Staff, "FUL-15", "the address in clear, for who ships for a self-operated shop; written down who read it", queries.DeliveryAsync);
        routes.Post<InterveneOrderBody, OrderView>("/v1/staff/orders/{id}/intervene", Access.Staff, "ORD-23, FUL-04", "hold, release or close an order, with a reason", new InterveneOrder(parts).RunAsync);
    }
}
