-- account: what moved on an account and why; balances are the ledger's alone
create table account_account (member_id text not null, kind text not null, opened_at bigint not null, primary key (member_id, kind));
create table account_entry (
  id text primary key, member_id text not null, kind text not null, movement text not null, amount_minor bigint not null,
  reference text not null, actor text not null, created_at bigint not null, unique (reference, kind));
create index account_entry_member on account_entry (member_id, id);
insert into migration (prefix, number, reason, applied_at) values ('account', 1, 'what moved on an account and why; balances are the ledger''s alone', 1772323200000000);
insert into account_account (member_id, kind, opened_at) values ('member-id', 'kind', 1);
insert into account_entry (id, member_id, kind, movement, amount_minor, reference, actor, created_at) values ('id', 'member-id', 'kind', 'movement', 1, 'reference', 'actor', 1);
