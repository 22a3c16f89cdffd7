-- promo: rules in versions, because an order keeps the version that priced it; quotas as guarded counters, and per order what it took of them
create table promo_rule (
    id text primary key, version bigint not null, state text not null, kind text not null, merchant_id text, circle_id bigint not null, format text not null,
    starts_at bigint not null, ends_at bigint not null, announced_at bigint not null, body text not null, saved_at bigint not null, actor text not null);
create index promo_rule_active on promo_rule (state, ends_at);
create table promo_rule_version (id text not null, version bigint not null, body text not null, saved_at bigint not null, actor text not null, primary key (id, version));
create table promo_stacking (group_a text not null, group_b text not null, approved_at bigint not null, actor text not null, primary key (group_a, group_b));
create table promo_count (promotion_id text not null, item_id text not null, dimension text not null, subject text not null, taken bigint not null, check (taken >= 0),
    primary key (promotion_id, item_id, dimension, subject));
create table promo_taken (order_id text not null, promotion_id text not null, item_id text not null, dimension text not null, subject text not null, quantity bigint not null,
    state text not null, taken_at bigint not null, primary key (order_id, promotion_id, item_id, dimension, subject));
insert into migration (prefix, number, reason, applied_at) values ('promo', 1, 'rules in versions, because an order keeps the version that priced it; quotas as guarded counters, and per order what it took of them', 1772323200000000);
insert into promo_rule (id, version, state, kind, merchant_id, circle_id, format, starts_at, ends_at, announced_at, body, saved_at, actor) values ('id', 1, 'state', 'kind', 'merchant-id', 1, 'format', 1, 1, 1, {hex:00FF}, 1, 'actor');
insert into promo_rule_version (id, version, body, saved_at, actor) values ('id', 1, {hex:00FF}, 1, 'actor');
insert into promo_stacking (group_a, group_b, approved_at, actor) values ('group-a', 'group-b', 1, 'actor');
insert into promo_count (promotion_id, item_id, dimension, subject, taken) values ('promotion-id', 'item-id', 'dimension', 'subject', 1);
insert into promo_taken (order_id, promotion_id, item_id, dimension, subject, quantity, state, taken_at) values ('order-id', 'promotion-id', 'item-id', 'dimension', 'subject', 1, 'state', 1);
