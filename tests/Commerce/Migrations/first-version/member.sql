-- member: members sign in by phone and code; what is personal rests hashed for look-up and sealed for those who must read it
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
insert into migration (prefix, number, reason, applied_at) values ('member', 1, 'members sign in by phone and code; what is personal rests hashed for look-up and sealed for those who must read it', 1772323200000000);
insert into member_person (id, version, created_at) values ('019ca869-5000-700b-b2b1-7f920e2cfa8b', 1, 1772352000000000);
insert into member_member (id, person_id, kind, state, level, level_since_at, pinned_level, pinned_until_at, nickname, gender, birth_year, email_sealed, email_masked, phone_sealed, phone_masked, staff_number, identity_hash, identity_sealed, identity_masked, name_sealed, name_masked, verified_at, registered_via, registered_at, address_count, created_at, version) values ('019ca869-5000-700a-a084-b143c47dac68', '019ca869-5000-700b-b2b1-7f920e2cfa8b', 'visitor', 'active', 'registered', 1772352000000000, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 1, 1772352000000000, 2);
insert into member_identity (identity_hash, member_id, created_at) values ('identity-hash', 'member-id', 1);
insert into member_account (id, provider, subject_hash, member_id, subject_sealed, subject_masked, linked_at, actor) values ('id', 'provider', 'subject-hash', 'member-id', 'subject-sealed', 'subject-masked', 1, 'actor');
insert into member_address (id, member_id, receiver_masked, phone_masked, sealed, province, city, district, is_default, created_at, version) values ('019ca869-5000-700c-9d48-552d25554835', '019ca869-5000-700a-a084-b143c47dac68', '*雷', '138****1234', 'AmsxnIEU9dJYr3hXcLbAgcp16B5wSV/5KkBQAQ4XdxICODzVResBSEyB4Na/d13mrYS/Zkpp8FWCgxKfMWgtLbaEMHGTIHNb/QkTH6FozWAfx1tTOBQRZdgSYZthngirDSV4', '广东省', '深圳市', '福田区', 1, 1772352000000000, 1);
insert into member_code (phone_hash, code_hash, tries, expires_at) values ('phone-hash', 'code-hash', 1, 1);
insert into member_code_quota (phone_hash, span, sent, ends_at) values ('phone-hash', 'span', 1, 1);
insert into member_sms (id, member_id, phone_hash, phone_sealed, template, text_sealed, state, tries, due_at, created_at) values ('id', 'member-id', 'phone-hash', 'phone-sealed', 'template', 'text-sealed', 'state', 1, 1, 1);
insert into member_sandbox_sms (id, phone_hash, template, text_sealed, created_at) values ('id', 'phone-hash', 'template', 'text-sealed', 1);
insert into member_staff_number (number, phone_hash, member_id, is_active, actor, created_at, version) values ('number', 'phone-hash', 'member-id', 1, 'actor', 1, 1);
