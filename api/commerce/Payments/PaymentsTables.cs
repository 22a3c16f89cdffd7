using RailLife.Store;

namespace RailLife.Commerce.Payments;

internal static class PaymentsTables
{
    public static MigrationSet Set { get; } = new("pay",
    [
        new(1, "a payment per order, an attempt per try, a refund per return, each its own document",
            """
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
            """),
        new(2, "the operator buys quotas of instant discounts in advance",
            """
            create table pay_quota (id text primary key, name text not null, currency text not null, per_payment_max_minor bigint not null, ends_at bigint not null, created_at bigint not null, actor text not null);
            """),
        new(3, "merchants are told of what was paid and refunded, until they have it or somebody looks",
            """
            create table pay_hook (merchant_id text primary key, url text not null, sealed_secret text not null, is_active bigint not null, version bigint not null, changed_at bigint not null, actor text not null);
            create table pay_notice (
                id text primary key, kind text not null, payment_id text not null, order_id text not null, merchant_id text not null, body {bytes} not null, state text not null, next_at bigint, tries bigint not null, created_at bigint not null, ended_at bigint);
            create index pay_notice_next_at on pay_notice (next_at);
            create index pay_notice_state on pay_notice (state, id);
            create table pay_notice_try (notice_id text not null, try_no bigint not null, outcome text not null, tried_at bigint not null, primary key (notice_id, try_no));
            """),
        SandboxTables.Step(4),
    ]);
}
