-- aftersale: after-sales documents apart from the order, with their lines and who did what when
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
insert into migration (prefix, number, reason, applied_at) values ('aftersale', 1, 'after-sales documents apart from the order, with their lines and who did what when', 1772323200000000);
insert into aftersale_order (order_id, touched) values ('019ca869-5000-7016-8ee7-54e933388cc5', 4);
insert into aftersale_case (id, order_id, root_id, member_id, merchant_id, circle_id, format, kind, state, reason, description, evidence, currency, expected_minor, adjusted_minor, freight_minor, adjusted_by, adjusted_why, liability, coupon_id, is_disputed, is_refused, carrier, tracking_number, exchange_carrier, exchange_number, reception, refund_id, refunded_minor, points_back, close_reason, created_at, due_at, ended_at, version) values ('019ca869-5000-7033-91c4-8b36d369df67', '019ca869-5000-7016-8ee7-54e933388cc5', '019ca869-5000-7016-8ee7-54e933388cc5', '019ca869-5000-700a-a084-b143c47dac68', '019ca869-5000-7008-8f85-5f705e1d90df', 7, 'online-retail', 'return', 'succeeded', 'no-longer-wanted', 'does not fit', '[]', 'CNY', 10001, null, 0, null, null, null, null, 0, 0, 'SF', 'SF-back', null, null, 'received', 'aftersale-019ca869-5000-7033-91c4-8b36d369df67', 10001, 0, null, 1772352000000000, null, 1772352000000000, 5);
insert into aftersale_line (case_id, line_no, order_id, root_line_no, sku_id, product_id, quantity, paid_minor, points_back, is_open) values ('019ca869-5000-7033-91c4-8b36d369df67', 1, '019ca869-5000-7016-8ee7-54e933388cc5', 1, '019ca869-5000-7010-8c18-42004497d84a', '019ca869-5000-700f-98f7-3dac9efdd129', 1, 10001, 0, 0);
insert into aftersale_log (id, case_id, what, state, actor, note, at) values ('019ca869-5000-7034-a4f1-d5a1421dd83a', '019ca869-5000-7033-91c4-8b36d369df67', 'applied', 'wait-audit', 'member:019ca869-5000-700a-a084-b143c47dac68', null, 1772352000000000);
insert into aftersale_log (id, case_id, what, state, actor, note, at) values ('019ca869-5000-7036-a4a5-36c452f2f668', '019ca869-5000-7033-91c4-8b36d369df67', 'approved', 'wait-return', 'merchant:019ca869-5000-7008-8f85-5f705e1d90df', 'so be it', 1772352000000000);
