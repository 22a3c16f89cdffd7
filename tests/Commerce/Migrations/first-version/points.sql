-- points: points are a unit of the ledger; lots say how old each of them is, entries why it came or went
create table points_account (member_id text primary key, version bigint not null);
create table points_lot (
  id text primary key, member_id text not null, reference text not null unique, kind text not null,
  earned bigint not null, remaining bigint not null, held bigint not null, taken_back bigint not null, expired bigint not null,
  amount_minor bigint, refunded_minor bigint not null, rule_version bigint not null, expires_on text not null, created_at bigint not null,
  check (held >= 0 and held <= remaining and remaining <= earned));
create index points_lot_member on points_lot (member_id, expires_on, id);
create index points_lot_due on points_lot (expires_on) where remaining > 0;
create table points_use (
  id text primary key, reference text not null unique, member_id text not null, points bigint not null, used_for text not null,
  state text not null, transfer_id text not null, expires_at bigint, actor text not null, created_at bigint not null);
create index points_use_due on points_use (expires_at) where state = 'held';
create table points_use_part (
  use_id text not null, position bigint not null, lot_id text not null, points bigint not null, returned bigint not null, primary key (use_id, position),
  check (returned >= 0 and returned <= points));
create table points_entry (
  id text primary key, member_id text not null, kind text not null, points bigint not null, debt bigint not null, reference text not null unique,
  reason text not null, rule_version bigint, actor text not null, created_at bigint not null);
create index points_entry_member on points_entry (member_id, id);
create table points_rule (version bigint primary key, body text not null, actor text not null, created_at bigint not null);
insert into points_rule (version, body, actor, created_at) values (1,
  '{"purchase_every_minor":100,"purchase_points":1,"bonus_from_minor":50000,"bonus_points":100,"recharge_every_minor":10000,"recharge_points":10,"sign_in_points":5,"review_points":10,"show_order_points":20,"share_points":2,"valid_days":365,"returned_valid_days":30,"level_basis_points":[],"exchange_points_per_minor":1,"exchange_points_min":100,"exchange_daily_minor_max":100000}',
  'system:platform', 0);
create table points_exchange_quota (day text primary key, used_minor bigint not null);
insert into migration (prefix, number, reason, applied_at) values ('points', 1, 'points are a unit of the ledger; lots say how old each of them is, entries why it came or went', 1772323200000000);
insert into points_account (member_id, version) values ('member-id', 1);
insert into points_lot (id, member_id, reference, kind, earned, remaining, held, taken_back, expired, amount_minor, refunded_minor, rule_version, expires_on, created_at) values ('id', 'member-id', 'reference', 'kind', 1, 1, 1, 1, 1, 1, 1, 1, 'expires-on', 1);
insert into points_use (id, reference, member_id, points, used_for, state, transfer_id, expires_at, actor, created_at) values ('id', 'reference', 'member-id', 1, 'used-for', 'state', 'transfer-id', 1, 'actor', 1);
insert into points_use_part (use_id, position, lot_id, points, returned) values ('use-id', 1, 'lot-id', 1, 1);
insert into points_entry (id, member_id, kind, points, debt, reference, reason, rule_version, actor, created_at) values ('id', 'member-id', 'kind', 1, 1, 'reference', 'reason', 1, 'actor', 1);
insert into points_exchange_quota (day, used_minor) values ('day', 1);
