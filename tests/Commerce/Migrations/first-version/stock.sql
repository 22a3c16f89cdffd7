-- stock: pieces are counted per variant and warehouse; what waits for an order is held and cannot be sold twice
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
insert into migration (prefix, number, reason, applied_at) values ('stock', 1, 'pieces are counted per variant and warehouse; what waits for an order is held and cannot be sold twice', 1772323200000000);
insert into stock_warehouse (id, merchant_id, circle_id, format, name_zh, name_en, priority, is_active, version, updated_at, actor) values ('main', '019ca869-5000-7008-8f85-5f705e1d90df', 7, 'online-retail', null, 'main', 1, 1, 1, 1772352000000000, 'staff:staff-1');
insert into stock_warehouse_region (warehouse_id, region) values ('warehouse-id', 'region');
insert into stock_level (sku_id, warehouse_id, product_id, on_hand, held) values ('019ca869-5000-7010-8c18-42004497d84a', 'main', '019ca869-5000-700f-98f7-3dac9efdd129', 21, 0);
insert into stock_hold (order_id, state, expires_at, created_at, updated_at, actor) values ('019ca869-5000-7016-8ee7-54e933388cc5', 'reserved', 1772440200000000, 1772352000000000, 1772352000000000, 'system:platform');
insert into stock_hold_line (order_id, line_no, warehouse_id, sku_id, product_id, held, deducted, released, returned) values ('019ca869-5000-7016-8ee7-54e933388cc5', 1, 'main', '019ca869-5000-7010-8c18-42004497d84a', '019ca869-5000-700f-98f7-3dac9efdd129', 0, 3, 0, 1);
insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, order_id, line_no, reason, reference, actor, created_at) values ('019ca869-5000-7014-b435-546699588630', '019ca869-5000-7010-8c18-42004497d84a', 'main', 'adjust', 23, 0, null, null, 'delivery', '019ca869-5000-7008-8f85-5f705e1d90df:ref-1', 'staff:staff-1', 1772352000000000);
insert into stock_movement (id, sku_id, warehouse_id, kind, on_hand_delta, held_delta, order_id, line_no, reason, reference, actor, created_at) values ('019ca869-5000-7017-b8e1-097f42aa33a0', '019ca869-5000-7010-8c18-42004497d84a', 'main', 'lock', 0, 3, '019ca869-5000-7016-8ee7-54e933388cc5', 1, null, null, 'member:019ca869-5000-700a-a084-b143c47dac68', 1772352000000000);
