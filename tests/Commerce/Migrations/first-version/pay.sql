-- pay: a payment per order, an attempt per try, a refund per return, each its own document
create table pay_payment (
    id text primary key, order_id text not null unique, member_id text not null, currency text not null, description text not null, payable_minor bigint not null, state text not null,
    attempt_id text, refund_taken_minor bigint not null, refunded_minor bigint not null, expires_at bigint not null, created_at bigint not null, ended_at bigint, actor text not null);
create index pay_payment_expires_at on pay_payment (state, expires_at);
create index pay_payment_member_id on pay_payment (member_id, id);
create table pay_party (payment_id text not null, merchant_id text not null, primary key (payment_id, merchant_id));
create table pay_attempt (
    id text primary key, payment_id text not null, trade_no text not null unique, channel text, outside_minor bigint not null, scene text not null, payer text, device_hash text,
    state text not null, hold_id text, is_surplus bigint not null, client_params text, channel_trade_no text, code text,
    todo text, todo_at bigint, tries bigint not null, created_at bigint not null, ended_at bigint, actor text not null);
create index pay_attempt_payment_id on pay_attempt (payment_id);
create index pay_attempt_todo_at on pay_attempt (todo_at);
create table pay_tender (attempt_id text not null, line_no bigint not null, tender text not null, quota_id text, amount_minor bigint not null, refund_taken_minor bigint not null, primary key (attempt_id, line_no));
create table pay_refund (
    id text primary key, payment_id text not null, attempt_id text not null, order_id text not null, cause text not null, amount_minor bigint not null, currency text not null, reason text not null, state text not null,
    code text, created_at bigint not null, ended_at bigint, actor text not null);
create index pay_refund_payment_id on pay_refund (payment_id);
create index pay_refund_state on pay_refund (state, id);
create table pay_refund_part (
    refund_id text not null, line_no bigint not null, tender text not null, quota_id text, amount_minor bigint not null, refund_no text not null unique, state text not null, code text,
    todo_at bigint, tries bigint not null, primary key (refund_id, line_no));
create index pay_refund_part_todo_at on pay_refund_part (todo_at);
create table pay_alarm (id text primary key, kind text not null, subject_id text not null, detail text not null, raised_at bigint not null, handled_at bigint, handled_by text, note text, unique (kind, subject_id));
insert into migration (prefix, number, reason, applied_at) values ('pay', 1, 'a payment per order, an attempt per try, a refund per return, each its own document', 1772323200000000);
insert into pay_payment (id, order_id, member_id, currency, description, payable_minor, state, attempt_id, refund_taken_minor, refunded_minor, expires_at, created_at, ended_at, actor) values ('019ca869-5000-701f-b2cf-4069d404af27', '019ca869-5000-7016-8ee7-54e933388cc5', '019ca869-5000-700a-a084-b143c47dac68', 'CNY', 'Coat (26030157600976313031)', 30003, 'succeeded', '019ca869-5000-7021-b394-04f1f189fc75', 10001, 10001, 1772353800000000, 1772352000000000, 1772352000000000, 'member:019ca869-5000-700a-a084-b143c47dac68');
insert into pay_party (payment_id, merchant_id) values ('019ca869-5000-701f-b2cf-4069d404af27', '019ca869-5000-7008-8f85-5f705e1d90df');
insert into pay_attempt (id, payment_id, trade_no, channel, outside_minor, scene, payer, device_hash, state, hold_id, is_surplus, client_params, channel_trade_no, code, todo, todo_at, tries, created_at, ended_at, actor) values ('019ca869-5000-7021-b394-04f1f189fc75', '019ca869-5000-701f-b2cf-4069d404af27', '019ca86950007021b39404f1f189fc75', null, 0, 'native', null, null, 'succeeded', '019ca869-5000-7024-a694-ee37ebfe21b4', 0, null, null, null, null, null, 0, 1772352000000000, 1772352000000000, 'member:019ca869-5000-700a-a084-b143c47dac68');
insert into pay_tender (attempt_id, line_no, tender, quota_id, amount_minor, refund_taken_minor) values ('019ca869-5000-7021-b394-04f1f189fc75', 1, 'wallet', null, 30003, 10001);
insert into pay_refund (id, payment_id, attempt_id, order_id, cause, amount_minor, currency, reason, state, code, created_at, ended_at, actor) values ('aftersale-019ca869-5000-7033-91c4-8b36d369df67', '019ca869-5000-701f-b2cf-4069d404af27', '019ca869-5000-7021-b394-04f1f189fc75', '019ca869-5000-7016-8ee7-54e933388cc5', 'asked', 10001, 'CNY', 'after-sale return', 'succeeded', null, 1772352000000000, 1772352000000000, 'merchant:019ca869-5000-7008-8f85-5f705e1d90df');
insert into pay_refund_part (refund_id, line_no, tender, quota_id, amount_minor, refund_no, state, code, todo_at, tries) values ('aftersale-019ca869-5000-7033-91c4-8b36d369df67', 1, 'wallet', null, 10001, '019ca8695000703e975844896e5e331e', 'succeeded', null, null, 1);
insert into pay_alarm (id, kind, subject_id, detail, raised_at, handled_at, handled_by, note) values ('id', 'kind', 'subject-id', 'detail', 1, 1, 'handled-by', 'note');
