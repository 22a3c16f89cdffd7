using RailLife.Commerce.Edge;
using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

/// <summary>After-sales [售后]: applications, their audit, goods that come back, money and new pieces that go out, disputes.</summary>
public static class AfterSalesModule
{
    public static MigrationSet Tables => AfterSalesTables.Set;

    public static IReadOnlyList<IDueWork> DueWork(CoreDatabase database, AfterSalesParts parts) =>
        [new DueWork("after-sales-expiry", TimeSpan.FromMinutes(1), ct => CloseAfterSale.ExpireDueAsync(database, parts, ct))];

    public static void MapAfterSales(this CommerceRoutes routes, AfterSalesParts parts)
    {
        var (apply, audit, close) = (new ApplyForAfterSale(parts), new AuditAfterSale(parts), new CloseAfterSale(parts));
        var (inbound, exchange) = (new TakeInbound(parts), new SendExchange(parts));

        routes.Post<ApplyBody, AfterSaleView>("/v1/orders/{id}/after-sales", Access.Member, "AFS-01, AFS-02, AFS-03, AFS-04, AFS-05, ORD-15, ORD-20", "apply for a refund, a return or an exchange", apply.RunAsync);
        routes.Get<Page<AfterSaleItem>>("/v1/after-sales", Access.Member, "MBR-09", "own applications, newest first", AfterSaleQueries.OwnAsync, "state", "limit", "cursor");
        routes.Get<AfterSaleView>("/v1/after-sales/{id}", Access.Member, "AFS-06", "one of one's own applications", AfterSaleQueries.OneAsync);
        routes.Post<Nothing, AfterSaleView>("/v1/after-sales/{id}/withdraw", Access.Member, "AFS-06", "take an application back", close.WithdrawAsync);
        routes.Post<SendBackBody, AfterSaleView>("/v1/after-sales/{id}/send-back", Access.Member, "AFS-05, AFS-07", "the goods are on their way back", new SendBack(parts).RunAsync);
        routes.Post<DisputeBody, AfterSaleView>("/v1/after-sales/{id}/dispute", Access.Member, "AFS-13", "ask the platform to decide what the merchant refused", new OpenDispute(parts).RunAsync);

        foreach (var (side, access) in new[] { ("merchant", Access.Merchant), ("staff", Access.Staff) })
        {
            routes.Get<Page<AfterSaleItem>>($"/v1/{side}/after-sales", access, "AFS-12, AFS-13, PLT-07", "applications within sight, newest first", AfterSaleQueries.SeenAsync, "state", "disputed", "limit", "cursor");
            routes.Get<AfterSaleView>($"/v1/{side}/after-sales/{{id}}", access, "AFS-12", "one application within sight", AfterSaleQueries.OneAsync);
            routes.Post<AuditBody, AfterSaleView>($"/v1/{side}/after-sales/{{id}}/audit", access, "AFS-06, AFS-12, AFS-13, AFS-14", "say yes or no", audit.RunAsync);
            routes.Post<InboundBody, AfterSaleView>($"/v1/{side}/after-sales/{{id}}/inbound", access, "AFS-06, AFS-07", "the goods are back", inbound.RunAsync);
            routes.Post<ExchangeBody, AfterSaleView>($"/v1/{side}/after-sales/{{id}}/exchange", access, "AFS-01, AFS-06", "the new pieces leave", exchange.RunAsync);
        }
        routes.Post<ApplyBody, AfterSaleView>("/v1/staff/orders/{id}/after-sales", Access.Staff, "AFS-03, AFS-11", "apply for a buyer, also after the limit", apply.RunAsync);
        routes.Post<AdjustBody, AfterSaleView>("/v1/staff/after-sales/{id}/adjust", Access.Staff, "AFS-11", "change amount, freight, liability; compensate with a coupon", new AdjustAfterSale(parts).RunAsync);
    }
}
