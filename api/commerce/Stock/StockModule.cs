using RailLife.Commerce.Edge;
using RailLife.Commerce.Merchants;
using RailLife.Commerce.Products;
using RailLife.Contracts;
using RailLife.Store;

namespace RailLife.Commerce.Stock;

/// <summary>How many pieces lie where, which of them wait for an order, and what moved them.</summary>
public static class StockModule
{
    public static MigrationSet Tables { get; } = new("stock",
    [
        new(1, "pieces are counted per variant and warehouse; what waits for an order is held and cannot be sold twice",
            """
            create table stock_warehouse (id text primary key, merchant_id text not null, circle_id bigint not null, format text not null, name_zh text, name_en text, priority bigint not null, is_active bigint not null,
                version bigint not null, updated_at bigint not null, actor text not null);
            create table stock_warehouse_region (warehouse_id text not null, region text not null, primary key (warehouse_id, region));
            create table stock_level (sku_id text not null, warehouse_id text not null references stock_warehouse (id), product_id text not null, on_hand bigint not null, held bigint not null,
                primary key (sku_id, warehouse_id), check (held >= 0 and held <= on_hand));
            create table stock_hold (order_id text primary key, state text not null, expires_at bigint not null, created_at bigint not null, updated_at bigint not null, actor text not null);
            create index stock_hold_expiry on stock_hold (state, expires_at);
            create table stock_hold_line (order_id text not null references stock_hold (order_id), line_no bigint not null, warehouse_id text not null, sku_id text not null, product_id text not null,
                held bigint not null check (held >= 0), deducted bigint not null check (deducted >= 0), released bigint not null, returned bigint not null check (returned <= deducted),
                primary key (order_id, line_no, sku_id, warehouse_id));
            create table stock_movement (id text primary key, sku_id text not null, warehouse_id text not null, kind text not null, on_hand_delta bigint not null, held_delta bigint not null,
                order_id text, line_no bigint, reason text, reference text unique, actor text not null, created_at bigint not null);
            create index stock_movement_sku on stock_movement (sku_id, id);
            """),
    ]);

    public static void MapStock(this CommerceRoutes routes, MerchantsFacade merchants, ProductsFacade products, IdSource ids)
    {
        routes.Get<WarehouseList>("/v1/warehouses", Access.MerchantOrStaff, "PRD-06, PLT-07", "the warehouses within sight", StockViews.WarehousesAsync);
        routes.Put<SaveWarehouseBody, WarehouseView>("/v1/warehouses/{id}", Access.MerchantOrStaff, "PRD-06", "enter or edit a warehouse", new SaveWarehouse(merchants).RunAsync);
        routes.Post<AdjustStockBody, StockLevelView>("/v1/stock/adjustments", Access.MerchantOrStaff, "PRD-06", "correct the pieces on hand, with a reason", new AdjustStock(products, ids).RunAsync);
        routes.Get<StockLevelList>("/v1/stock/skus/{id}", Access.MerchantOrStaff, "PRD-06", "pieces of a variant by warehouse", new StockViews(products).LevelsAsync);
        routes.Get<Page<StockMovementView>>("/v1/stock/skus/{id}/movements", Access.MerchantOrStaff, "PRD-06", "what moved the pieces of a variant, newest first", new StockViews(products).MovementsAsync, "limit", "cursor");
        routes.Get<CategoryStockView>("/v1/back-categories/{id}/stock", Access.MerchantOrStaff, "PRD-15", "pieces under a back category", new StockViews(products).CategoryAsync);
    }
}
