-- order: orders with their children, money by heading, parcels, and who changed what when
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
insert into migration (prefix, number, reason, applied_at) values ('order', 1, 'orders with their children, money by heading, parcels, and who changed what when', 1772323200000000);
insert into order_head (id, number, root_id, parent_id, member_id, state, payment, fulfilment, after_sale, after_sales_open, is_held, is_shown, merchant_id, circle_id, format, kind, warehouse_id, currency, goods_minor, promotion_minor, coupon_minor, member_minor, points_minor, points_used, freight_minor, gift_value_minor, payable_minor, paid_minor, payment_channel, refunded_minor, returned_freight_minor, receiver_masked, phone_masked, region, address_sealed, remark, channel, ordered_transfer, has_points_hold, placed_at, expires_at, paid_at, shipped_at, signs_at, received_at, completes_at, completed_at, cancelled_at, cancel_reason, version) values ('019ca869-5000-7016-8ee7-54e933388cc5', '26030157600976313031', '019ca869-5000-7016-8ee7-54e933388cc5', null, '019ca869-5000-700a-a084-b143c47dac68', 'success', 'paid', 'received', 'part-returned', 0, 0, 1, '019ca869-5000-7008-8f85-5f705e1d90df', 7, 'online-retail', 'physical', 'main', 'CNY', 30003, 0, 0, 0, 0, 0, 0, 0, 30003, 30003, 'wallet', 10001, 0, '*雷', '138****1234', '广东省 深圳市 福田区', 'AmsxnIEU9dJYr3hXcLbAgcp16B5wSV/5KkBQAQ4XdxICODzVResBSEyB4Na/d13mrYS/Zkpp8FWCgxKfMWgtLbaEMHGTIHNb/QkTH6FozWAfx1tTOBQRZdgSYZthngirDSV4', null, 'mini-program', '019ca869-5000-7019-ae99-fa59cfb05224', 0, 1772352000000000, 1772353800000000, 1772352000000000, 1772352000000000, null, 1772352000000000, 1772956800000000, null, null, null, 6);
insert into order_line (order_id, line_no, root_line_no, sku_id, product_id, title_zh, title_en, spec, category_id, quantity, shipped, returned, unit_price_minor, is_gift, is_stock_kept, goods_minor, promotion_minor, coupon_minor, member_minor, points_minor, points_used, freight_minor, gift_value_minor, refunded_minor, points_back) values ('019ca869-5000-7016-8ee7-54e933388cc5', 1, 1, '019ca869-5000-7010-8c18-42004497d84a', '019ca869-5000-700f-98f7-3dac9efdd129', null, 'Coat', 'c0', '019ca869-5000-7006-92e6-25b467227ca2', 3, 3, 1, 10001, 0, 1, 30003, 0, 0, 0, 0, 0, 0, 0, 10001, 0);
insert into order_member_product (member_id, product_id, bought) values ('member-id', 'product-id', 1);
insert into order_effect (order_id, line_no, number, lane, rule_id, rule_version, coupon_id, issuer, amount_minor) values ('order-id', 1, 1, 'lane', 'rule-id', 1, 'coupon-id', 'issuer', 1);
insert into order_parcel (id, order_id, carrier, tracking_number, shipped_at, actor) values ('019ca869-5000-702a-8a1e-267e59884a63', '019ca869-5000-7016-8ee7-54e933388cc5', 'SF', 'SF100', 1772352000000000, 'merchant:019ca869-5000-7008-8f85-5f705e1d90df');
insert into order_parcel_line (parcel_id, line_no, quantity) values ('019ca869-5000-702a-8a1e-267e59884a63', 1, 3);
insert into order_refund (id, order_id, root_id, amount_minor, cause, state, created_at, refunded_at) values ('id', 'order-id', 'root-id', 1, 'cause', 'state', 1, 1);
insert into order_log (id, order_id, what, state, actor, note, at) values ('019ca869-5000-701a-92c8-1f3046ac243b', '019ca869-5000-7016-8ee7-54e933388cc5', 'placed', 'wait-pay', 'member:019ca869-5000-700a-a084-b143c47dac68', null, 1772352000000000);
insert into order_log (id, order_id, what, state, actor, note, at) values ('019ca869-5000-7026-92ca-d12edc434c37', '019ca869-5000-7016-8ee7-54e933388cc5', 'paid', 'wait-ship', 'system:platform', null, 1772352000000000);
insert into order_source (order_id, channel, path, website, keyword, referrer_host) values ('019ca869-5000-7016-8ee7-54e933388cc5', 'mini-program', '[]', null, null, null);
