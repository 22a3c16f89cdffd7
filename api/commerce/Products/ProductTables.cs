using RailLife.Store;

namespace RailLife.Commerce.Products;

internal static class ProductTables
{
    public static MigrationSet Products { get; } = new("product",
    [
        new(1, "goods hang on the leaves of a tree that stands still; what buyers see is a second tree that may change with the season",
            """
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
            """,
            // Past orders are counted by their categories: the database itself refuses to lose one, or to move it.
            SqliteSql: """
            create trigger product_back_category_stays before delete on product_back_category begin select raise(abort, 'a back category is never deleted'); end;
            create trigger product_back_category_stands before update of parent_id, level on product_back_category begin select raise(abort, 'a back category is never moved'); end;
            """,
            PostgreSql: """
            create function product_back_category_stays() returns trigger language plpgsql as $$ begin raise exception 'a back category is never deleted or moved'; end $$;
            create trigger product_back_category_stays before delete on product_back_category for each row execute function product_back_category_stays();
            create trigger product_back_category_stands before update of parent_id, level on product_back_category for each row execute function product_back_category_stays();
            """),
    ]);
}
