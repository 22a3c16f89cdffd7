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
    ];
}
