using RailLife.Store;

namespace RailLife.Commerce;

/// <summary>The tables of all services, in the order of the services.</summary>
public static class CommerceTables
{
    public static IReadOnlyList<MigrationSet> All { get; } =
    [
        Gateway.GatewayTables.Set,
        Ledger.LedgerTables.Set,
        Merchants.MerchantsModule.Tables,
        .. Products.ProductsModule.Tables,
        Stock.StockModule.Tables,
        Members.MembersModule.Tables,
        Accounts.AccountsModule.Tables,
        Points.PointsModule.Tables,
        .. Promotions.PromotionsModule.Tables,
        PointsMall.PointsMallModule.Tables,
        Payments.PaymentsTables.Set,
        Payments.RiskTables.Set,
        Carts.CartsModule.Tables,
        Orders.OrdersModule.Tables,
        AfterSales.AfterSalesModule.Tables,
    ];
}
