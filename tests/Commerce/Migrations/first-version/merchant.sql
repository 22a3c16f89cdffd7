-- merchant: who sells, where and in which business format; every other service isolates by these three
create table merchant_circle (id bigint primary key, station_zh text, station_en text, latitude_microdegrees bigint not null, longitude_microdegrees bigint not null,
    radius_meters bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
create table merchant_format (id text primary key, name_zh text, name_en text, is_physical bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
create table merchant_account (id text primary key, name_zh text, name_en text, kind text not null, state text not null, circle_id bigint not null, format text not null,
    is_partial_refund bigint not null, contact_hash text, contact_masked text, reason text, version bigint not null, registered_at bigint not null, updated_at bigint not null, actor text not null);
create index merchant_account_circle on merchant_account (circle_id, id);
create table merchant_store (id text primary key, merchant_id text not null, name_zh text, name_en text, circle_id bigint not null, station_id text, address text,
    is_open bigint not null, version bigint not null, updated_at bigint not null, actor text not null);
create index merchant_store_merchant on merchant_store (merchant_id, id);
create table merchant_freight (merchant_id text not null, region text not null, fixed_minor bigint not null, free_from_minor bigint, primary key (merchant_id, region));
insert into migration (prefix, number, reason, applied_at) values ('merchant', 1, 'who sells, where and in which business format; every other service isolates by these three', 1772323200000000);
insert into merchant_circle (id, station_zh, station_en, latitude_microdegrees, longitude_microdegrees, radius_meters, version, updated_at, actor) values (7, null, 'Convention Centre', 22530000, 114060000, 1000, 1, 1772352000000000, 'staff:staff-1');
insert into merchant_format (id, name_zh, name_en, is_physical, version, updated_at, actor) values ('online-retail', null, 'Online retail', 1, 1, 1772352000000000, 'staff:staff-1');
insert into merchant_account (id, name_zh, name_en, kind, state, circle_id, format, is_partial_refund, contact_hash, contact_masked, reason, version, registered_at, updated_at, actor) values ('019ca869-5000-7008-8f85-5f705e1d90df', null, 'Station shop', 'onboarded', 'active', 7, 'online-retail', 1, 'k1:wI6MB3qMfVPY_ZZsYhADb5JSdkK_6beHNP7PATFfq_g', '138****1234', null, 1, 1772352000000000, 1772352000000000, 'staff:staff-1');
insert into merchant_store (id, merchant_id, name_zh, name_en, circle_id, station_id, address, is_open, version, updated_at, actor) values ('id', 'merchant-id', 'name-zh', 'name-en', 1, 'station-id', 'address', 1, 1, 1, 'actor');
insert into merchant_freight (merchant_id, region, fixed_minor, free_from_minor) values ('019ca869-5000-7008-8f85-5f705e1d90df', '', 1000, 6900);
