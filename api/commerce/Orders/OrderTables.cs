using RailLife.Store;

namespace RailLife.Commerce.Orders;

internal static class OrderTables
{
    /// <summary>
    /// One table for parents and children: root_id names the order that is paid, parent_id the one it was split from. Only rows that are not 'split'
    /// are shipped, signed and cancelled; only a root is paid. is_shown: what a member's list shows - the root until it is paid, its children after.
    /// </summary>
    public static MigrationSet Set { get; } = new("order",
    [
        new(1, "orders with their children, money by heading, parcels, and who changed what when",
            """
            create table order_head (
                id text primary key, number text not null unique, root_id text not null, parent_id text, member_id text not null, state text not null, payment text not null, fulfilment text not null, after_sale text not null, after_sales_open bigint not null,
                is_held bigint not null, is_shown bigint not null, merchant_id text not null, circle_id bigint not null, format text not null, kind text not null, warehouse_id text, currency text not null,
                goods_minor bigint not null, promotion_minor bigint not null, coupon_minor bigint not null, member_minor bigint not null, points_minor bigint not null, points_used bigint not null, freight_minor bigint not null,
                gift_value_minor bigint not null, payable_minor bigint not null, paid_minor bigint not null, payment_channel text, refunded_minor bigint not null, returned_freight_minor bigint not null,
                receiver_masked text, phone_masked text, region text, address_sealed text, remark text, channel text, ordered_transfer text, has_points_hold bigint not null,
                placed_at bigint not null, expires_at bigint not null, paid_at bigint, shipped_at bigint, signs_at bigint, received_at bigint, completes_at bigint, completed_at bigint, cancelled_at bigint, cancel_reason text,
                version bigint not null, check (payable_minor = goods_minor + freight_minor - promotion_minor - coupon_minor - member_minor - points_minor), check (refunded_minor <= paid_minor));
            create index order_head_root on order_head (root_id, id);
            create index order_head_member on order_head (member_id, id) where is_shown = 1;
            create index order_head_merchant on order_head (merchant_id, id);
            create index order_head_circle on order_head (circle_id, id);
            create index order_head_expires on order_head (expires_at) where payment = 'unpaid' and parent_id is null;
            create index order_head_signs on order_head (signs_at) where state = 'wait-receive';
            create index order_head_completes on order_head (completes_at) where state = 'success' and completed_at is null;
            create table order_line (
                order_id text not null, line_no bigint not null, root_line_no bigint not null, sku_id text not null, product_id text not null, title_zh text, title_en text, spec text not null, category_id text not null,
                quantity bigint not null, shipped bigint not null, returned bigint not null, unit_price_minor bigint not null, is_gift bigint not null, is_stock_kept bigint not null,
                goods_minor bigint not null, promotion_minor bigint not null, coupon_minor bigint not null, member_minor bigint not null, points_minor bigint not null, points_used bigint not null, freight_minor bigint not null,
                gift_value_minor bigint not null, refunded_minor bigint not null, points_back bigint not null, primary key (order_id, line_no), check (shipped <= quantity), check (returned <= quantity),
                check (refunded_minor <= goods_minor - promotion_minor - coupon_minor - member_minor - points_minor));
            create table order_member_product (member_id text not null, product_id text not null, bought bigint not null, primary key (member_id, product_id));
            create table order_effect (
                order_id text not null, line_no bigint not null, number bigint not null, lane text not null, rule_id text not null, rule_version bigint not null, coupon_id text, issuer text not null, amount_minor bigint not null,
                primary key (order_id, line_no, number));
            create table order_parcel (id text primary key, order_id text not null, carrier text, tracking_number text, shipped_at bigint not null, actor text not null);
            create index order_parcel_order on order_parcel (order_id, id);
            create table order_parcel_line (parcel_id text not null, line_no bigint not null, quantity bigint not null, primary key (parcel_id, line_no));
            create table order_refund (id text primary key, order_id text not null, root_id text not null, amount_minor bigint not null, cause text not null, state text not null, created_at bigint not null, refunded_at bigint);
            create index order_refund_order on order_refund (order_id);
            create table order_log (id text primary key, order_id text not null, what text not null, state text not null, actor text not null, note text, at bigint not null);
            create index order_log_order on order_log (order_id, id);
            create table order_source (order_id text primary key, channel text, path text not null, website text, keyword text, referrer_host text);
            """),
        new(2, "gifts that are no goods are given when the order is completed",
            """
            create table order_gift (order_id text not null, promotion_id text not null, gift_id text not null, prize_id text not null, quantity bigint not null, primary key (order_id, promotion_id, gift_id));
            """),
        new(3, "parcels that merchant or staff planned for a paid order, until they leave",
            """
            create table order_plan (order_id text not null, parcel_no bigint not null, line_no bigint not null, quantity bigint not null, primary key (order_id, parcel_no, line_no));
            """),
    ]);
}
