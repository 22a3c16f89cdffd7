-- cart: a cart per member, and carts of nobody that the client holds by their id until somebody signs in
create table cart_cart (id text primary key, member_id text unique, lines bigint not null, version bigint not null, created_at bigint not null, updated_at bigint not null);
create table cart_line (
    cart_id text not null, sku_id text not null, add_on_of text not null, quantity bigint not null, is_selected bigint not null, unit_price_minor bigint not null, added_at bigint not null,
    primary key (cart_id, sku_id, add_on_of), check (quantity > 0));
create index cart_cart_updated_at on cart_cart (updated_at) where member_id is null;
insert into migration (prefix, number, reason, applied_at) values ('cart', 1, 'a cart per member, and carts of nobody that the client holds by their id until somebody signs in', 1772323200000000);
insert into cart_cart (id, member_id, lines, version, created_at, updated_at) values ('id', 'member-id', 1, 1, 1, 1);
insert into cart_line (cart_id, sku_id, add_on_of, quantity, is_selected, unit_price_minor, added_at) values ('cart-id', 'sku-id', 'add-on-of', 1, 1, 1, 1);
