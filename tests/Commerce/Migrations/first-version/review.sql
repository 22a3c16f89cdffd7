-- review: who received something may judge it once; what he says is shown when it passed
create table review_right (order_id text not null, line_no bigint not null, member_id text not null, product_id text not null, sku_id text not null, merchant_id text not null, circle_id bigint not null,
    format text not null, opened_at bigint not null, praise_at bigint not null, is_used bigint not null, primary key (order_id, line_no));
create index review_right_praise on review_right (is_used, praise_at);
create index review_right_member on review_right (member_id, is_used, order_id);
create table review_review (id text primary key, order_id text not null, line_no bigint not null, member_id text not null, product_id text not null, sku_id text not null, merchant_id text not null,
    circle_id bigint not null, format text not null, stars bigint not null, body text, images text not null, tags text not null, rank bigint not null, state text not null, reason text, is_default bigint not null,
    created_at bigint not null, updated_at bigint not null, actor text not null, unique (order_id, line_no));
create index review_review_product on review_review (product_id, state, rank, id);
create table review_word (word text primary key, created_at bigint not null, actor text not null);
insert into migration (prefix, number, reason, applied_at) values ('review', 1, 'who received something may judge it once; what he says is shown when it passed', 1772323200000000);
insert into review_right (order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, opened_at, praise_at, is_used) values ('019ca869-5000-7016-8ee7-54e933388cc5', 1, '019ca869-5000-700a-a084-b143c47dac68', '019ca869-5000-700f-98f7-3dac9efdd129', '019ca869-5000-7010-8c18-42004497d84a', '019ca869-5000-7008-8f85-5f705e1d90df', 7, 'online-retail', 1772352000000000, 1773648000000000, 0);
insert into review_review (id, order_id, line_no, member_id, product_id, sku_id, merchant_id, circle_id, format, stars, body, images, tags, rank, state, reason, is_default, created_at, updated_at, actor) values ('id', 'order-id', 1, 'member-id', 'product-id', 'sku-id', 'merchant-id', 1, 'format', 1, {hex:00FF}, 'images', 'tags', 1, 'state', 'reason', 1, 1, 1, 'actor');
insert into review_word (word, created_at, actor) values ('word', 1, 'actor');
