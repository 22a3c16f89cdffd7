-- risk: limits per window as guarded counters, decisions with their reviews, admissions of merchants
create table risk_rule (
    id text primary key, subject_kind text not null, subject_id text not null, measure text not null, span text not null, max_value bigint not null, verdict text not null, delay_seconds bigint not null,
    is_active bigint not null, version bigint not null, changed_at bigint not null, actor text not null);
create table risk_window (rule_id text not null, subject_id text not null, starts_at bigint not null, used bigint not null, primary key (rule_id, subject_id, starts_at));
create table risk_take (attempt_id text not null, rule_id text not null, subject_id text not null, starts_at bigint not null, amount bigint not null, primary key (attempt_id, rule_id, subject_id));
create table risk_decision (
    id text primary key, attempt_id text not null unique, payment_id text not null, member_id text not null, amount_minor bigint not null, verdict text not null, rules text not null, state text not null,
    tries bigint not null, decided_at bigint not null, reviewed_at bigint, reviewed_by text, note text);
create index risk_decision_state on risk_decision (state, id);
create table risk_admission (id text primary key, merchant_id text not null, is_admitted bigint not null, level bigint not null, note text not null, reviewed_at bigint not null, actor text not null);
create index risk_admission_merchant_id on risk_admission (merchant_id, id);
insert into migration (prefix, number, reason, applied_at) values ('risk', 1, 'limits per window as guarded counters, decisions with their reviews, admissions of merchants', 1772323200000000);
insert into risk_rule (id, subject_kind, subject_id, measure, span, max_value, verdict, delay_seconds, is_active, version, changed_at, actor) values ('id', 'subject-kind', 'subject-id', 'measure', 'span', 1, 'verdict', 1, 1, 1, 1, 'actor');
insert into risk_window (rule_id, subject_id, starts_at, used) values ('rule-id', 'subject-id', 1, 1);
insert into risk_take (attempt_id, rule_id, subject_id, starts_at, amount) values ('attempt-id', 'rule-id', 'subject-id', 1, 1);
insert into risk_decision (id, attempt_id, payment_id, member_id, amount_minor, verdict, rules, state, tries, decided_at, reviewed_at, reviewed_by, note) values ('019ca869-5000-7022-97a6-286bda73670d', '019ca869-5000-7021-b394-04f1f189fc75', '019ca869-5000-701f-b2cf-4069d404af27', '019ca869-5000-700a-a084-b143c47dac68', 30003, 'allow', '', 'made', 0, 1772352000000000, null, null, null);
insert into risk_admission (id, merchant_id, is_admitted, level, note, reviewed_at, actor) values ('id', 'merchant-id', 1, 1, 'note', 1, 'actor');
