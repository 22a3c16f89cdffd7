-- gateway: partners' systems sign their calls with a key of their own; a nonce is good once
create table gateway_key (id text primary key, merchant_id text not null, name text not null, sealed_secret text not null, calls_per_minute bigint not null, is_active bigint not null, created_at bigint not null, actor text not null);
create index gateway_key_merchant_id on gateway_key (merchant_id);
create table gateway_nonce (key_id text not null, nonce text not null, seen_at bigint not null, primary key (key_id, nonce));
create index gateway_nonce_seen_at on gateway_nonce (seen_at);
insert into migration (prefix, number, reason, applied_at) values ('gateway', 1, 'partners'' systems sign their calls with a key of their own; a nonce is good once', 1772323200000000);
insert into gateway_key (id, merchant_id, name, sealed_secret, calls_per_minute, is_active, created_at, actor) values ('id', 'merchant-id', 'name', 'sealed-secret', 1, 1, 1, 'actor');
insert into gateway_nonce (key_id, nonce, seen_at) values ('key-id', 'nonce', 1);
