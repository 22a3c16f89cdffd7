-- ledger: double entry: accounts, transfers, immutable entries; balances are kept for accounts with a floor only, all others are summed behind
create table ledger_account (id text primary key, unit text not null, class text not null, floor bigint, opened_at bigint not null);
create table ledger_floor (account_id text primary key, balance bigint not null, held bigint not null, floor bigint not null, check (balance - held >= floor), check (held >= 0));
create table ledger_transfer (
    id text primary key, reference text not null unique, request_hash text not null, kind text not null, state text not null, effective_date text not null,
    reverses text unique, actor text not null, created_at bigint not null, expires_at bigint, settled_at bigint);
create index ledger_transfer_expires_at on ledger_transfer (expires_at) where state = 'pending';
create table ledger_hold (transfer_id text not null, account_id text not null, amount bigint not null, primary key (transfer_id, account_id));
--sqlite: create table ledger_entry (position integer primary key autoincrement, transfer_id text not null, account_id text not null, amount bigint not null, effective_date text not null, created_at bigint not null);
--postgresql: create table ledger_entry (position bigint generated always as identity primary key, transfer_id text not null, account_id text not null, amount bigint not null, effective_date text not null, created_at bigint not null);
create index ledger_entry_account on ledger_entry (account_id, position);
create index ledger_entry_transfer on ledger_entry (transfer_id);
create table ledger_sum (account_id text primary key, amount bigint not null, entries bigint not null);
create table ledger_block (number bigint primary key, from_key bigint not null, to_key bigint not null, entries bigint not null, hash text not null, sealed_at bigint not null);
create table ledger_period (period text primary key, state text not null, closed_at bigint, closed_by text);
--sqlite: create trigger ledger_entry_stays before update on ledger_entry begin select raise(abort, 'a ledger entry is never changed; post a reversal'); end;
--sqlite: create trigger ledger_entry_remains before delete on ledger_entry begin select raise(abort, 'a ledger entry is never deleted; post a reversal'); end;
--postgresql: alter table ledger_entry add column xid bigint not null default (pg_current_xact_id()::text::bigint);
--postgresql: create index ledger_entry_xid on ledger_entry (xid, position);
--postgresql: create function ledger_entry_refuse() returns trigger language plpgsql as $$ begin raise exception 'a ledger entry is never changed; post a reversal'; end $$;
--postgresql: create trigger ledger_entry_stays before update or delete on ledger_entry for each row execute function ledger_entry_refuse();
insert into migration (prefix, number, reason, applied_at) values ('ledger', 1, 'double entry: accounts, transfers, immutable entries; balances are kept for accounts with a floor only, all others are summed behind', 1772323200000000);
insert into ledger_account (id, unit, class, floor, opened_at) values ('member/019ca869-5000-700a-a084-b143c47dac68/wallet/CNY', 'CNY', 'Payable', 0, 1772352000000000);
insert into ledger_account (id, unit, class, floor, opened_at) values ('platform/bank/CNY', 'CNY', 'ActuallyReceived', null, 1772352000000000);
insert into ledger_floor (account_id, balance, held, floor) values ('member/019ca869-5000-700a-a084-b143c47dac68/wallet/CNY', 979998, 0, 0);
insert into ledger_transfer (id, reference, request_hash, kind, state, effective_date, reverses, actor, created_at, expires_at, settled_at) values ('019ca869-5000-700e-8876-8fb32bfc5191', 'fill/019ca869-5000-700a-a084-b143c47dac68', 'b22ba2c31782dfd91e58415a835b38fc1f16b9d350ca8541ecfc11aab22e538d', 'wallet-recharge', 'posted', '2026-03-01', null, 'system:platform', 1772352000000000, null, 1772352000000000);
insert into ledger_transfer (id, reference, request_hash, kind, state, effective_date, reverses, actor, created_at, expires_at, settled_at) values ('019ca869-5000-7019-ae99-fa59cfb05224', 'order/019ca869-5000-7016-8ee7-54e933388cc5/ordered', '13b2ec4ec6a430742cdeae76af928b689f4d2b5bea292bec6774ebbefc297070', 'order-ordered', 'posted', '2026-03-01', null, 'member:019ca869-5000-700a-a084-b143c47dac68', 1772352000000000, null, 1772352000000000);
insert into ledger_hold (transfer_id, account_id, amount) values ('019ca869-5000-7024-a694-ee37ebfe21b4', 'member/019ca869-5000-700a-a084-b143c47dac68/wallet/CNY', 30003);
insert into ledger_hold (transfer_id, account_id, amount) values ('019ca869-5000-7024-a694-ee37ebfe21b4', 'platform/receivable/CNY', -30003);
insert into ledger_entry (transfer_id, account_id, amount, effective_date, created_at) values ('019ca869-5000-700e-8876-8fb32bfc5191', 'member/019ca869-5000-700a-a084-b143c47dac68/wallet/CNY', -1000000, '2026-03-01', 1772352000000000);
insert into ledger_entry (transfer_id, account_id, amount, effective_date, created_at) values ('019ca869-5000-700e-8876-8fb32bfc5191', 'platform/bank/CNY', 1000000, '2026-03-01', 1772352000000000);
insert into ledger_sum (account_id, amount, entries) values ('account-id', 1, 1);
insert into ledger_block (number, from_key, to_key, entries, hash, sealed_at) values (1, 1, 1, 1, 'hash', 1);
insert into ledger_period (period, state, closed_at, closed_by) values ('period', 'state', 1, 'closed-by');
