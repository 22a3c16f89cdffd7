using RailLife.Store;

namespace RailLife.Commerce.Payments;

internal static class RiskTables
{
    public static MigrationSet Set { get; } = new("risk",
    [
        new(1, "limits per window as guarded counters, decisions with their reviews, admissions of merchants",
            """
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
            """),
    ]);
}
