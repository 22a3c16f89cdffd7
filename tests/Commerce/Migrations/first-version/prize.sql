-- prize: what can be won, what was given to whom, codes of third parties under seal, and promised money with its day
create table prize_definition (id text primary key, version bigint not null, kind text not null, is_active bigint not null, body text not null, saved_at bigint not null, actor text not null);
create table prize_grant (
    id text primary key, prize_id text not null, prize_version bigint not null, member_id text not null, reference text not null unique, kind text not null, state text not null,
    part_of text, detail text, shipped_at bigint, carrier text, tracking_no text, granted_at bigint not null, actor text not null);
create index prize_grant_member on prize_grant (member_id, id);
create table prize_code (code_hash text primary key, prize_id text not null, sealed text not null, grant_id text, imported_at bigint not null, batch text not null);
create index prize_code_free on prize_code (prize_id, code_hash) where grant_id is null;
create table prize_batch (batch text primary key, prize_id text not null, codes bigint not null, sha256 text not null, imported_at bigint not null, actor text not null);
create table prize_red_packet (grant_id text primary key, member_id text not null, amount_minor bigint not null, currency text not null, usable_at bigint not null, state text not null);
create index prize_red_packet_due on prize_red_packet (usable_at) where state = 'granted';
insert into migration (prefix, number, reason, applied_at) values ('prize', 1, 'what can be won, what was given to whom, codes of third parties under seal, and promised money with its day', 1772323200000000);
insert into prize_definition (id, version, kind, is_active, body, saved_at, actor) values ('id', 1, 'kind', 1, {hex:00FF}, 1, 'actor');
insert into prize_grant (id, prize_id, prize_version, member_id, reference, kind, state, part_of, detail, shipped_at, carrier, tracking_no, granted_at, actor) values ('id', 'prize-id', 1, 'member-id', 'reference', 'kind', 'state', 'part-of', 'detail', 1, 'carrier', 'tracking-no', 1, 'actor');
insert into prize_code (code_hash, prize_id, sealed, grant_id, imported_at, batch) values ('code-hash', 'prize-id', 'sealed', 'grant-id', 1, 'batch');
insert into prize_batch (batch, prize_id, codes, sha256, imported_at, actor) values ('batch', 'prize-id', 1, 'sha256', 1, 'actor');
insert into prize_red_packet (grant_id, member_id, amount_minor, currency, usable_at, state) values ('grant-id', 'member-id', 1, 'currency', 1, 'state');
