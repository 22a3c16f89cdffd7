using RailLife.Store;

namespace RailLife.Commerce.AfterSales;

internal static class AfterSalesTables
{
    /// <summary>aftersale_order: one row per order, locked first by whoever applies or refunds, so that what is left of a line is read by one at a time.</summary>
    public static MigrationSet Set { get; } = new("aftersale",
    [
        new(1, "after-sales documents apart from the order, with their lines and who did what when",
            """
            create table aftersale_order (order_id text primary key, touched bigint not null);
            create table aftersale_case (
                id text primary key, order_id text not null, root_id text not null, member_id text not null, merchant_id text not null, circle_id bigint not null, format text not null, kind text not null, state text not null,
                reason text not null, description text, evidence text not null, currency text not null, expected_minor bigint not null, adjusted_minor bigint, freight_minor bigint not null, adjusted_by text, adjusted_why text, liability text,
                coupon_id text, is_disputed bigint not null, is_refused bigint not null, carrier text, tracking_number text, exchange_carrier text, exchange_number text, reception text, refund_id text unique, refunded_minor bigint not null,
                points_back bigint not null, close_reason text, created_at bigint not null, due_at bigint, ended_at bigint, version bigint not null);
            create index aftersale_case_order on aftersale_case (order_id, id);
            create index aftersale_case_member on aftersale_case (member_id, id);
            create index aftersale_case_merchant on aftersale_case (merchant_id, id);
            create index aftersale_case_due on aftersale_case (due_at) where state = 'wait-return';
            create table aftersale_line (
                case_id text not null, line_no bigint not null, order_id text not null, root_line_no bigint not null, sku_id text not null, product_id text not null, quantity bigint not null, paid_minor bigint not null, points_back bigint not null,
                is_open bigint not null, primary key (case_id, line_no));
            create index aftersale_line_open on aftersale_line (order_id, line_no) where is_open = 1;
            create table aftersale_log (id text primary key, case_id text not null, what text not null, state text not null, actor text not null, note text, at bigint not null);
            create index aftersale_log_case on aftersale_log (case_id, id);
            """),
    ]);
}
