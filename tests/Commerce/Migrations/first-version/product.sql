-- product: goods hang on the leaves of a tree that stands still; what buyers see is a second tree that may change with the season
create table product_back_category (id text primary key, parent_id text, level bigint not null check (level between 1 and 3), number text, name_zh text, name_en text, description text,
    version bigint not null, created_at bigint not null, updated_at bigint not null, actor text not null);
create table product_category_field (category_id text not null, name text not null, kind text not null, primary key (category_id, name));
create table product_category_brand (category_id text not null, brand_id text not null, primary key (category_id, brand_id));
create table product_front_category (id text primary key, parent_id text, position bigint not null, name_zh text, name_en text, is_hidden bigint not null,
    version bigint not null, updated_at bigint not null, actor text not null);
create table product_front_back (front_id text not null, back_id text not null references product_back_category (id), primary key (front_id, back_id));
create table product_brand (id text primary key, name_zh text, name_en text, version bigint not null, updated_at bigint not null, actor text not null);
create table product_spu (id text primary key, merchant_id text not null, circle_id bigint not null, format text not null, kind text not null,
    category_1 text not null, category_2 text not null, category_id text not null references product_back_category (id), brand_id text,
    title_zh text, title_en text, description text, images text not null, tags text not null, parcel_group text, limit_per_member bigint, is_stock_kept bigint not null,
    currency text not null, price_min_minor bigint not null, price_max_minor bigint not null, search_text text not null,
    audit text not null, audit_reason text, is_listed bigint not null, is_deleted bigint not null, sold bigint not null, stars_sum bigint not null, stars_count bigint not null,
    version bigint not null, created_at bigint not null, updated_at bigint not null, actor text not null);
create index product_spu_merchant on product_spu (merchant_id, id);
create index product_spu_price on product_spu (is_listed, price_min_minor, id);
create index product_spu_category on product_spu (category_id, id);
create table product_sku (id text primary key, product_id text not null references product_spu (id), position bigint not null, spec text not null, unit_price_minor bigint not null, original_minor bigint,
    weight_grams bigint not null, supplier_id text, is_gone bigint not null);
create index product_sku_product on product_sku (product_id, position);
create table product_value (product_id text not null, name text not null, value text not null, primary key (product_id, name));
create index product_value_value on product_value (name, value, product_id);
create table product_part (product_id text not null, sku_id text not null, position bigint not null, pieces bigint not null, is_gift bigint not null, primary key (product_id, sku_id, is_gift));
--sqlite: create trigger product_back_category_stays before delete on product_back_category begin select raise(abort, 'a back category is never deleted'); end;
--sqlite: create trigger product_back_category_stands before update of parent_id, level on product_back_category begin select raise(abort, 'a back category is never moved'); end;
--postgresql: create function product_back_category_stays() returns trigger language plpgsql as $$ begin raise exception 'a back category is never deleted or moved'; end $$;
--postgresql: create trigger product_back_category_stays before delete on product_back_category for each row execute function product_back_category_stays();
--postgresql: create trigger product_back_category_stands before update of parent_id, level on product_back_category for each row execute function product_back_category_stays();
insert into migration (prefix, number, reason, applied_at) values ('product', 1, 'goods hang on the leaves of a tree that stands still; what buyers see is a second tree that may change with the season', 1772323200000000);
insert into product_back_category (id, parent_id, level, number, name_zh, name_en, description, version, created_at, updated_at, actor) values ('019ca869-5000-7002-a1b1-380d3ca8ff77', null, 1, null, null, 'Clothes', null, 1, 1772352000000000, 1772352000000000, 'staff:staff-1');
insert into product_back_category (id, parent_id, level, number, name_zh, name_en, description, version, created_at, updated_at, actor) values ('019ca869-5000-7004-8baf-54e41f825b31', '019ca869-5000-7002-a1b1-380d3ca8ff77', 2, null, null, 'Down jackets', null, 1, 1772352000000000, 1772352000000000, 'staff:staff-1');
insert into product_back_category (id, parent_id, level, number, name_zh, name_en, description, version, created_at, updated_at, actor) values ('019ca869-5000-7006-92e6-25b467227ca2', '019ca869-5000-7004-8baf-54e41f825b31', 3, null, null, 'Men''s down jackets', null, 1, 1772352000000000, 1772352000000000, 'staff:staff-1');
insert into product_category_field (category_id, name, kind) values ('019ca869-5000-7006-92e6-25b467227ca2', 'colour', 'spec');
insert into product_category_field (category_id, name, kind) values ('019ca869-5000-7006-92e6-25b467227ca2', 'material', 'attribute');
insert into product_category_brand (category_id, brand_id) values ('category-id', 'brand-id');
insert into product_front_category (id, parent_id, position, name_zh, name_en, is_hidden, version, updated_at, actor) values ('id', 'parent-id', 1, 'name-zh', 'name-en', 1, 1, 1, 'actor');
insert into product_front_back (front_id, back_id) values ('id', '019ca869-5000-7002-a1b1-380d3ca8ff77');
insert into product_brand (id, name_zh, name_en, version, updated_at, actor) values ('id', 'name-zh', 'name-en', 1, 1, 'actor');
insert into product_spu (id, merchant_id, circle_id, format, kind, category_1, category_2, category_id, brand_id, title_zh, title_en, description, images, tags, parcel_group, limit_per_member, is_stock_kept, currency, price_min_minor, price_max_minor, search_text, audit, audit_reason, is_listed, is_deleted, sold, stars_sum, stars_count, version, created_at, updated_at, actor) values ('019ca869-5000-700f-98f7-3dac9efdd129', '019ca869-5000-7008-8f85-5f705e1d90df', 7, 'online-retail', 'physical', '019ca869-5000-7002-a1b1-380d3ca8ff77', '019ca869-5000-7004-8baf-54e41f825b31', '019ca869-5000-7006-92e6-25b467227ca2', null, null, 'Coat', null, '[]', '[]', null, null, 1, 'CNY', 10001, 10001, 'coat', 'passed', null, 1, 0, 3, 0, 0, 4, 1772352000000000, 1772352000000000, 'staff:staff-1');
insert into product_sku (id, product_id, position, spec, unit_price_minor, original_minor, weight_grams, supplier_id, is_gone) values ('019ca869-5000-7010-8c18-42004497d84a', '019ca869-5000-700f-98f7-3dac9efdd129', 0, '[{"name":"colour","value":"c0"}]', 10001, null, 500, null, 0);
insert into product_value (product_id, name, value) values ('product-id', 'name', {hex:00FF});
insert into product_part (product_id, sku_id, position, pieces, is_gift) values ('product-id', 'sku-id', 1, 1, 1);
