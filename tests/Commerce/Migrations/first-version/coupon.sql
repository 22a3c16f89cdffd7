-- coupon: templates in versions, what was issued as a guarded counter, and each member's coupons with their state
create table coupon_template (
    id text primary key, version bigint not null, state text not null, merchant_id text, circle_id bigint not null, format text not null, issue_max bigint, issued bigint not null,
    is_claimable bigint not null, claim_from bigint not null, claim_until bigint not null, body text not null, saved_at bigint not null, actor text not null,
    check (issue_max is null or issued <= issue_max));
create table coupon_template_version (id text not null, version bigint not null, body text not null, saved_at bigint not null, actor text not null, primary key (id, version));
create table coupon_happening (happening text not null, template_id text not null, primary key (happening, template_id));
create table coupon_claim (template_id text not null, member_id text not null, claimed bigint not null, primary key (template_id, member_id));
create table coupon_held (
    id text primary key, template_id text not null, template_version bigint not null, member_id text not null, state text not null, reference text not null unique,
    valid_from bigint not null, valid_until bigint not null, issued_at bigint not null, order_id text, amount_minor bigint not null, used_at bigint, returned_at bigint, replaced_by text, actor text not null);
create index coupon_held_member on coupon_held (member_id, id);
create index coupon_held_order on coupon_held (order_id);
insert into migration (prefix, number, reason, applied_at) values ('coupon', 1, 'templates in versions, what was issued as a guarded counter, and each member''s coupons with their state', 1772323200000000);
insert into coupon_template (id, version, state, merchant_id, circle_id, format, issue_max, issued, is_claimable, claim_from, claim_until, body, saved_at, actor) values ('id', 1, 'state', 'merchant-id', 1, 'format', 1, 1, 1, 1, 1, {hex:00FF}, 1, 'actor');
insert into coupon_template_version (id, version, body, saved_at, actor) values ('id', 1, {hex:00FF}, 1, 'actor');
insert into coupon_happening (happening, template_id) values ('happening', 'template-id');
insert into coupon_claim (template_id, member_id, claimed) values ('template-id', 'member-id', 1);
insert into coupon_held (id, template_id, template_version, member_id, state, reference, valid_from, valid_until, issued_at, order_id, amount_minor, used_at, returned_at, replaced_by, actor) values ('id', 'template-id', 1, 'member-id', 'state', 'reference', 1, 1, 1, 'order-id', 1, 1, 1, 'replaced-by', 'actor');
