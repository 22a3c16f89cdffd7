create table migration (prefix text not null, number bigint not null, reason text not null, applied_at bigint not null, primary key (prefix, number));

-- store: events leave in the transaction that makes them true, and are published in order; a repeated call gets its first answer
create table outbox_cursor (name text primary key, position bigint not null);
create table idempotency_key (caller text not null, key text not null, request_hash text not null, status bigint not null, body {bytes}, created_at bigint not null, primary key (caller, key));
create index idempotency_key_created_at on idempotency_key (created_at);
--sqlite: create table outbox (position integer primary key autoincrement, topic text not null, key text not null, value blob not null, created_at bigint not null);
--postgresql: create table outbox (xid bigint not null default (pg_current_xact_id()::text::bigint), position bigint generated always as identity primary key, topic text not null, key text not null, value bytea not null, created_at bigint not null);
insert into migration (prefix, number, reason, applied_at) values ('store', 1, 'events leave in the transaction that makes them true, and are published in order; a repeated call gets its first answer', 1772323200000000);
insert into outbox_cursor (name, position) values ('name', 1);
insert into idempotency_key (caller, key, request_hash, status, body, created_at) values ('caller', 'key', 'request-hash', 1, {hex:00FF}, 1);
insert into outbox (topic, key, value, created_at) values ('raillife.log', 'circle-7', {hex:7B227370656376657273696F6E223A22312E30222C226964223A2230313963613836392D35303030}, 1772352000000000);
insert into outbox (topic, key, value, created_at) values ('raillife.log', 'format-online-retail', {hex:7B227370656376657273696F6E223A22312E30222C226964223A2230313963613836392D35303030}, 1772352000000000);
