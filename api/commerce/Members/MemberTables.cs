using RailLife.Store;

namespace RailLife.Commerce.Members;

internal static class MemberTables
{
    public static IReadOnlyList<Migration> Steps { get; } =
    [
        new(1, "members sign in by phone and code; what is personal rests hashed for look-up and sealed for those who must read it",
            """
            create table member_person (id text primary key, version bigint not null, created_at bigint not null);
            create table member_member (
              id text primary key, person_id text not null, kind text not null, state text not null,
              level text not null, level_since_at bigint not null, pinned_level text, pinned_until_at bigint,
              nickname text, gender text, birth_year bigint, email_sealed text, email_masked text,
              phone_sealed text, phone_masked text, staff_number text,
              identity_hash text, identity_sealed text, identity_masked text, name_sealed text, name_masked text, verified_at bigint,
              registered_via text, registered_at bigint, address_count bigint not null, created_at bigint not null, version bigint not null);
            create index member_member_person on member_member (person_id);
            create table member_identity (identity_hash text primary key, member_id text not null, created_at bigint not null);
            create table member_account (
              id text primary key, provider text not null, subject_hash text not null, member_id text not null,
              subject_sealed text not null, subject_masked text not null, linked_at bigint not null, actor text not null, unique (provider, subject_hash));
            create index member_account_member on member_account (member_id);
            create table member_address (
              id text primary key, member_id text not null, receiver_masked text not null, phone_masked text not null, sealed text not null,
              province text not null, city text not null, district text not null, is_default bigint not null, created_at bigint not null, version bigint not null);
            create index member_address_member on member_address (member_id, id);
            create table member_code (phone_hash text primary key, code_hash text not null, tries bigint not null, expires_at bigint not null);
            create table member_code_quota (phone_hash text not null, span text not null, sent bigint not null, ends_at bigint not null, primary key (phone_hash, span));
            create table member_sms (
              id text primary key, member_id text, phone_hash text not null, phone_sealed text not null, template text not null, text_sealed text,
              state text not null, tries bigint not null, due_at bigint not null, created_at bigint not null);
            create index member_sms_due on member_sms (state, due_at);
            create table member_sandbox_sms (id text primary key, phone_hash text not null, template text not null, text_sealed text not null, created_at bigint not null);
            create index member_sandbox_sms_phone on member_sandbox_sms (phone_hash, id);
            create table member_staff_number (
              number text primary key, phone_hash text, member_id text, is_active bigint not null, actor text not null, created_at bigint not null, version bigint not null);
            """),
        new(2, "two persons can turn out to be one, and the other way round; who moved is never forgotten",
            """
            create table member_merge (
              id text primary key, person_id text not null, merged_person_id text not null, state text not null, reason text not null,
              actor text not null, created_at bigint not null, undone_by text, undone_at bigint);
            create index member_merge_person on member_merge (person_id);
            create index member_merge_merged on member_merge (merged_person_id);
            create table member_merge_move (merge_id text not null, member_id text not null, primary key (merge_id, member_id));
            """),
        new(3, "growth decides the level; who was given what under which rules, and what was taken back, stands in entries",
            """
            create table member_rule (version bigint primary key, body text not null, actor text not null, created_at bigint not null);
            insert into member_rule (version, body, actor, created_at) values (1, '{"window_days":365,"goods_from_minor":2000,"review_growth":20,"show_order_growth":20,"show_order_users_max":10,"login_growth":5,"pin_days_max":365,"levels":[
              {"code":"registered","name":{"zh":"注册会员","en":"Registered"},"from_growth":0,"coefficient_basis_points":10000,"deduction_basis_points":0,"benefits":[]},
              {"code":"bronze","name":{"zh":"铜牌会员","en":"Bronze"},"from_growth":1000,"coefficient_basis_points":10000,"deduction_basis_points":100,"benefits":[{"code":"badge","name":{"zh":"会员徽章","en":"Member badge"},"is_material":false,"uses_per_month":0}]},
              {"code":"silver","name":{"zh":"银牌会员","en":"Silver"},"from_growth":5000,"coefficient_basis_points":11000,"deduction_basis_points":200,"benefits":[{"code":"badge","name":{"zh":"会员徽章","en":"Member badge"},"is_material":false,"uses_per_month":0}]},
              {"code":"gold","name":{"zh":"金牌会员","en":"Gold"},"from_growth":15000,"coefficient_basis_points":12000,"deduction_basis_points":300,"benefits":[{"code":"badge","name":{"zh":"会员徽章","en":"Member badge"},"is_material":false,"uses_per_month":0},{"code":"free-freight","name":{"zh":"免运费","en":"Free freight"},"is_material":true,"uses_per_month":2}]},
              {"code":"diamond","name":{"zh":"钻石会员","en":"Diamond"},"from_growth":50000,"coefficient_basis_points":15000,"deduction_basis_points":500,"benefits":[{"code":"badge","name":{"zh":"会员徽章","en":"Member badge"},"is_material":false,"uses_per_month":0},{"code":"free-freight","name":{"zh":"免运费","en":"Free freight"},"is_material":true,"uses_per_month":2},{"code":"lounge","name":{"zh":"贵宾休息室","en":"Lounge"},"is_material":true,"uses_per_month":4}]}]}', 'system:platform', 0);
            create table member_grant (
              reference text primary key, member_id text not null, kind text not null, points bigint not null, amount_minor bigint not null, coefficient_bp bigint not null,
              rule_version bigint not null, reversed_minor bigint not null, reversed_points bigint not null, counts_at bigint not null, check (reversed_points <= points));
            create table member_growth (
              id text primary key, member_id text not null, kind text not null, points bigint not null, reference text not null unique, given_for text not null,
              rule_version bigint not null, actor text not null, counts_at bigint not null, created_at bigint not null);
            create index member_growth_member on member_growth (member_id, counts_at);
            create table member_level_change (
              id text primary key, member_id text not null, before_level text not null, after_level text not null, growth bigint not null, reason text not null,
              rule_version bigint not null, actor text not null, created_at bigint not null);
            create index member_level_change_member on member_level_change (member_id, created_at);
            create table member_show_quota (product_id text primary key, used bigint not null);
            create table member_show_user (product_id text not null, member_id text not null, primary key (product_id, member_id));
            create table member_benefit (member_id text not null, code text not null, month text not null, used bigint not null, primary key (member_id, code, month));
            alter table member_member add column level_checked_on text not null default '';
            create index member_member_level on member_member (level, level_checked_on);
            """),
        new(4, "members join stores, each of which has levels of its own",
            """
            create table member_store (
              store_id text not null, member_id text not null, merchant_id text not null, circle_id bigint not null, format text not null, level text not null,
              joined_at bigint not null, version bigint not null, primary key (store_id, member_id));
            create index member_store_member on member_store (member_id);
            create table member_store_rule (store_id text primary key, levels text not null, actor text not null, version bigint not null);
            """),
    ];
}
