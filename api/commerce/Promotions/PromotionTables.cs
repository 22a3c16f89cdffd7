using RailLife.Store;

namespace RailLife.Commerce.Promotions;

internal static class PromotionTables
{
    public static MigrationSet Promotions { get; } = new("promo",
    [
        new(1, "rules in versions, because an order keeps the version that priced it; quotas as guarded counters, and per order what it took of them",
            """
            create table promo_rule (
                id text primary key, version bigint not null, state text not null, kind text not null, merchant_id text, circle_id bigint not null, format text not null,
                starts_at bigint not null, ends_at bigint not null, announced_at bigint not null, body text not null, saved_at bigint not null, actor text not null);
            create index promo_rule_active on promo_rule (state, ends_at);
            create table promo_rule_version (id text not null, version bigint not null, body text not null, saved_at bigint not null, actor text not null, primary key (id, version));
            create table promo_stacking (group_a text not null, group_b text not null, approved_at bigint not null, actor text not null, primary key (group_a, group_b));
            create table promo_count (promotion_id text not null, item_id text not null, dimension text not null, subject text not null, taken bigint not null, check (taken >= 0),
                primary key (promotion_id, item_id, dimension, subject));
            create table promo_taken (order_id text not null, promotion_id text not null, item_id text not null, dimension text not null, subject text not null, quantity bigint not null,
                state text not null, taken_at bigint not null, primary key (order_id, promotion_id, item_id, dimension, subject));
            """),
    ]);

    public static MigrationSet Coupons { get; } = new("coupon",
    [
        new(1, "templates in versions, what was issued as a guarded counter, and each member's coupons with their state",
            """
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
            """),
    ]);

    public static MigrationSet Prizes { get; } = new("prize",
    [
        new(1, "what can be won, what was given to whom, codes of third parties under seal, and promised money with its day",
            """
            create table prize_definition (id text primary key, version bigint not null, kind text not null, is_active bigint not null, body text not null, saved_at bigint not null, actor text not null);
            create table prize_grant (
                id text primary key, prize_id text not null, prize_version bigint not null, member_id text not null, reference text not null unique, kind text not null, state text not null,
                part_of text, detail text, shipped_at bigint, carrier text, tracking_no text, granted_at bigint not null, actor text not null);
            create index prize_grant_member on prize_grant (member_id, id);
            create table prize_code (code_hash text primary key, prize_id text not null, sealed text not null, grant_id text, imported_at bigint not null, batch text not null);
            create index prize_code_free on prize_code (prize_id, code_hash) where grant_id is null;
            create table prize_batch (batch text primary key, prize_id text not null, codes bigint not null, sha256 text not null, imported_at bigint not null, actor text not null);
            create table prize_red_packet (grant_id text primary key, member_id text not null, amount_minor bigint not null, currency text not null, usable_at bigint not null, state text not null);
            create index prize_red_packet_due on prize_red_packet (usable_at) where state = 'granted';
            """),
    ]);
}
