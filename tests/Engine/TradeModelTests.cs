namespace RailLife.Tests.Engine;

/// <summary>What trade tells, by rows in and rows out.</summary>
public class TradeModelTests
{
    private const string Amounts = "'goods_minor': {0}, 'promotion_minor': {1}, 'coupon_minor': {2}, 'member_minor': {3}, 'points_minor': {4}, 'points_used': {5}, 'freight_minor': {6}, 'payable_minor': {7}";
    private const string Moved = "coupon_id, type, template_id, member_id, reason, order_id, amount_minor, currency, moved_at, log_partition, log_offset";

    private static string At(int day) => $"timestamptz '2026-03-{day:00} 10:00:00+00'";

    private static string Child(string order, int promotion) =>
        $"{{'order_id': '{order}', {string.Format(System.Globalization.CultureInfo.InvariantCulture, Amounts, 1000, promotion, 5, 3, 2, 200, 10, 990 - promotion)}}}";

    [Fact]
    public void A_split_order_has_a_row_per_child_with_its_own_share_and_its_parents_source()
    {
        using var test = new ModelTest("fct_order_origin")
            .Given("fct_order", "order_id, root_order_id", "('c1', 'p1')", "('c2', 'p1')", "('o1', 'o1')", "('silent', 'silent')", "('c9', 'p9')")
            .Given("stg_order__priced", "root_order_id, goods_minor, promotion_minor, coupon_minor, member_minor, points_minor, points_used, payable_minor, priced_at, log_partition, log_offset",
                $"('p1', 2000, 30, 10, 6, 4, 400, 1950, {At(1)}, 0, 1)", $"('o1', 700, 7, 0, 0, 0, 0, 693, {At(1)}, 0, 2)", $"('o1', 999, 9, 0, 0, 0, 0, 990, {At(2)}, 0, 3)", $"('gone', 1, 0, 0, 0, 0, 0, 1, {At(1)}, 0, 4)")
            .Given("stg_split__allocated", "root_order_id, children, allocated_at, log_partition, log_offset", $"('p1', [{Child("c1", 20)}, {Child("c2", 10)}], {At(1)}, 0, 5)", $"('p1', [{Child("c1", 99)}], {At(2)}, 0, 6)")
            .Given("stg_order__attributed", "root_order_id, channel, path, attributed_at, log_partition, log_offset", $"('p1', 'app', ['/', '/p/1'], {At(1)}, 0, 7)", $"('p9', 'h5', null, {At(1)}, 0, 8)");
        test.Expect("order_id, root_order_id, promotion_minor, coupon_minor, member_discount_minor, points_minor, points_used, source_channel, source_path",
            "('c1', 'p1', 20, 5, 3, 2, 200, 'app', '/ > /p/1')", "('c2', 'p1', 10, 5, 3, 2, 200, 'app', '/ > /p/1')",
            "('c9', 'p9', null, null, null, null, null, 'h5', null)", "('o1', 'o1', 7, 0, 0, 0, 0, null, null)");
    }

    [Fact]
    public void What_counts_as_a_sale_is_after_discounts_and_without_freight()
    {
        using var test = new ModelTest("fct_order").Given("stg_order__placed", "order_id, parent_order_id, order_no, freight_minor, lines, currency, business_date, placed_at",
            $"('c1', 'p1', '2603-1', 800, [{{'line_no': 1, 'product_id': 'a', 'quantity': 2, 'unit_price': 5::decimal(18,4), 'amount_minor': 900, 'discount_minor': 100, 'sku_id': 's'}}, {{'line_no': 2, 'product_id': 'b', 'quantity': 1, 'unit_price': 0::decimal(18,4), 'amount_minor': 0, 'discount_minor': null, 'sku_id': null}}], 'CNY', date '2026-03-01', {At(1)})");
        test.Expect("order_id, root_order_id, parent_order_id, order_no, amount_minor, discount_minor, freight_minor", "('c1', 'p1', 'p1', '2603-1', 900, 100, 800)");
    }

    [Fact]
    public void An_application_stands_where_it_moved_last_and_one_that_was_never_asked_for_is_none()
    {
        const string Columns = "order_id, type, after_sale_id, kind, state, expected_minor, currency, business_date, moved_at, log_partition, log_offset";
        string Asked(string id, int day) => $"('o1', 'raillife.aftersale.created.v1', '{id}', 'return', null, 500, 'CNY', date '2026-03-{day:00}', {At(day)}, 0, {day})";
        string To(string id, string state, int day) => $"('o1', 'raillife.aftersale.state.changed.v1', '{id}', null, '{state}', null, null, date '2026-03-{day:00}', {At(day)}, 0, {day})";
        using var test = new ModelTest("fct_after_sale").Given("stg_aftersale__moved", Columns,
            Asked("a1", 1), To("a1", "succeeded", 4), To("a1", "wait-inbound", 2), Asked("a2", 5), To("a3", "closed", 6),
            $"('o1', 'raillife.dispute.opened.v1', 'a2', null, null, null, null, date '2026-03-06', {At(6)}, 0, 66)");
        test.Expect("after_sale_id, state, is_open, is_disputed, business_date, ended_at",
            $"('a1', 'succeeded', false, false, date '2026-03-01', {At(4)})", "('a2', 'wait-audit', true, true, date '2026-03-05', null)");
    }

    [Fact]
    public void An_order_shows_its_after_sales_its_discounts_and_how_it_ended()
    {
        using var test = new ModelTest("subject_order")
            .Given("fct_order", "order_id, root_order_id, currency, amount_minor, is_paid", "('open', 'p', 'CNY', 100, true)", "('done', 'p', 'CNY', 100, true)", "('refused', 'p', 'CNY', 100, true)", "('closed', 'closed', 'CNY', 100, true)")
            .Given("fct_after_sale", "order_id, after_sale_id, state, is_open, business_date",
                "('open', 'a1', 'succeeded', false, date '2026-03-02')", "('open', 'a2', 'wait-audit', true, date '2026-03-05')", "('done', 'a3', 'closed', false, date '2026-03-03')", "('done', 'a4', 'succeeded', false, date '2026-03-04')", "('refused', 'a5', 'closed', false, date '2026-03-04')")
            .Given("fct_order_origin", "order_id, promotion_minor, points_used, source_channel", "('open', 7, 70, 'app')")
            .Given("stg_order__progress", "order_id, type, business_date, reason, happened_at",
                $"('closed', 'raillife.order.closed.v1', date '2026-03-09', 'intervention', {At(8)})", $"('done', 'raillife.order.shipped.v1', date '2026-03-02', null, {At(2)})", $"('done', 'raillife.order.shipped.v1', date '2026-03-03', null, {At(3)})");
        test.Expect("order_id, state, after_sale_state, count_after_sales, count_after_sales_open, after_sale_date, promotion_minor, points_used, source_channel, shipped_date, count_parcels, closed_date, end_reason",
            "('open', 'paid', 'open', 2, 1, date '2026-03-02', 7, 70, 'app', null, 0, null, null)",
            "('done', 'shipped', 'succeeded', 2, 0, date '2026-03-03', null, null, null, date '2026-03-02', 2, null, null)",
            "('refused', 'paid', 'closed', 1, 0, date '2026-03-04', null, null, null, null, 0, null, null)",
            "('closed', 'closed', 'none', 0, 0, null, null, null, null, null, 0, date '2026-03-09', 'intervention')");
    }

    [Fact]
    public void A_posting_says_whose_account_it_moved()
    {
        using var test = new ModelTest("fct_posting").Given("stg_journal__posted", "transfer_id, kind, unit, postings, business_date, posted_at, log_partition, log_offset",
            $"('t1', 'points-earned', 'PTS', [{{'account': 'platform/points-issued', 'account_class': 'Expense', 'amount_minor': 30}}, {{'account': 'member/m1/points', 'account_class': 'Payable', 'amount_minor': -30}}], date '2026-03-01', {At(1)}, 0, 1)",
            $"('t2', 'order-confirmed', 'CNY', [{{'account': 'platform/in-delivery/CNY', 'account_class': 'Payable', 'amount_minor': 9}}, {{'account': 'merchant/s1/payable/CNY', 'account_class': 'Payable', 'amount_minor': -9}}], date '2026-03-02', {At(2)}, 0, 2)");
        test.Expect("transfer_id, position, account_class, purse, member_id, merchant_id, amount_minor",
            "('t1', 1, 'Expense', null, null, null, 30)", "('t1', 2, 'Payable', 'points', 'm1', null, -30)", "('t2', 1, 'Payable', null, null, null, 9)", "('t2', 2, 'Payable', null, null, 's1', -9)");
    }

    [Fact]
    public void A_coupon_that_came_back_is_held_again()
    {
        string Step(string id, string type, int day, string? order = null, string amount = "null") => $"('{id}', 'raillife.coupon.{type}.v1', 't1', 'm1', null, {(order is null ? "null" : $"'{order}'")}, {amount}, 'CNY', {At(day)}, 0, {day})";
        using var test = new ModelTest("fct_coupon").Given("stg_coupon__moved", Moved,
            Step("used", "claimed", 1), Step("used", "redeemed", 2, "o1", "500"), Step("back", "issued", 1), Step("back", "redeemed", 2, "o2", "300"), Step("back", "returned", 3, "o2"), Step("lost", "claimed", 1), Step("lost", "lapsed", 4, "o3"));
        test.Expect("coupon_id, is_claimed, state, order_id, redeemed_minor, count_returns",
            "('used', true, 'redeemed', 'o1', 500, 0)", "('back', false, 'held', null, null, 1)", "('lost', true, 'lapsed', null, null, 0)");
    }

    [Fact]
    public void A_review_counts_as_it_was_judged_last()
    {
        string Told(string id, string type, int day, string stars) => $"('p1', 'raillife.review.{type}.v1', '{id}', 's1', {stars}, {At(day)}, 0, {day})";
        using var test = new ModelTest("fct_review").Given("stg_review__told", "product_id, type, review_id, merchant_id, stars, told_at, log_partition, log_offset",
            Told("r1", "submitted", 1, "5"), Told("r1", "approved", 2, "5"), Told("r2", "submitted", 1, "1"), Told("r2", "approved", 2, "1"), Told("r2", "deleted", 3, "null"),
            // of one instant: the platform's own praise is submitted and shown at once
            $"('p1', 'raillife.review.approved.v1', 'r3', 's1', 4, {At(5)}, 0, 8)", $"('p1', 'raillife.review.submitted.v1', 'r3', 's1', 4, {At(5)}, 1, 9)");
        test.Expect("review_id, state, stars", "('r1', 'approved', 5)", "('r2', 'deleted', 1)", "('r3', 'approved', 4)");
    }

    [Fact]
    public void A_member_belongs_to_the_person_he_was_moved_to_last()
    {
        using var test = new ModelTest("dim_member")
            .Given("stg_member__registered", "member_id, kind, registered_at", $"('m1', 'visitor', {At(1)})", $"('m2', 'member', {At(1)})")
            .Given("stg_member__updated", "member_id, level, address_count, updated_at, log_partition, log_offset", $"('m1', 'silver', 2, {At(2)}, 0, 2)")
            .Given("stg_member__told", "member_id, type, kind, level, is_blocked, person_id, growth, told_at, log_partition, log_offset",
                $"('m1', 'raillife.member.realname.verified.v1', null, null, null, 'pe1', null, {At(3)}, 0, 3)", $"('m1', 'raillife.member.level.changed.v1', null, 'gold', null, null, 900, {At(4)}, 0, 4)",
                $"('m1', 'raillife.member.kind.changed.v1', 'member', null, null, null, null, {At(5)}, 0, 5)", $"('m2', 'raillife.member.state.changed.v1', null, null, true, null, null, {At(5)}, 0, 6)")
            .Given("fct_person_move", "member_id, person_id, moved_at, log_partition, log_offset", $"('m1', 'pe0', {At(2)}, 0, 1)", $"('m2', 'pe1', {At(6)}, 0, 7)", $"('m2', 'pe2', {At(7)}, 0, 8)");
        test.Expect("member_id, kind, person_id, level, growth, is_real_name, is_blocked, count_addresses, updated_at",
            $"('m1', 'member', 'pe1', 'gold', 900, true, false, 2, {At(5)})", $"('m2', 'member', 'pe2', null, null, false, true, null, {At(7)})");
    }

    [Fact]
    public void A_user_has_points_a_wallet_coupons_and_applications_also_without_an_order()
    {
        string Moved(string member, string purse, string unit, string kind, int amount) => $"('{member}', '{purse}', '{unit}', '{kind}', {amount})";
        using var test = new ModelTest("subject_user")
            .Given("fct_posting", "member_id, purse, unit, kind, amount_minor",
                Moved("m1", "points", "PTS", "points-earned", -100), Moved("m1", "points-debt", "PTS", "points-earned", -20), Moved("m1", "points-debt", "PTS", "points-clawed-back", 50), Moved("m1", "points", "PTS", "points-used", 30),
                Moved("m1", "points", "PTS", "points-returned", -10), Moved("m1", "points", "PTS", "points-expired", 5), Moved("m1", "wallet", "CNY", "wallet-recharged", -1000), Moved("m1", "wallet", "CNY", "order-paid", 400))
            .Given("fct_coupon", "coupon_id, member_id, state, count_returns", "('c1', 'm1', 'redeemed', 0)", "('c2', 'm1', 'held', 2)", "('c3', 'm2', 'lapsed', 0)")
            .Given("fct_after_sale", "order_id, after_sale_id, member_id, is_open", "('o1', 'a1', 'm2', true)", "('o1', 'a2', 'm2', false)")
            .Given("dim_member", "member_id, registered_via, is_real_name, person_id, growth", "('m1', 'mini-program', true, 'pe1', 900)");
        test.Expect("member_id, points_balance, points_debt, points_earned, points_spent, points_expired, points_taken_back, currency, wallet_balance_minor, wallet_in_minor, wallet_out_minor, coupons_claimed, coupons_used, coupons_returned, count_after_sales, count_after_sales_open, is_real_name, person_id",
            "('m1', 75, 30, 120, 20, 5, 50, 'CNY', 600, 1000, 400, 2, 1, 2, 0, 0, true, 'pe1')",
            "('m2', 0, 0, 0, 0, 0, 0, null, 0, 0, 0, 1, 0, 0, 2, 1, false, null)");
    }

    [Fact]
    public void A_merchant_has_stores_stars_rates_and_an_end()
    {
        using var test = new ModelTest("subject_merchant")
            .Given("fct_order", "order_id, merchant_id, currency, amount_minor, is_paid, paid_date, member_id", "('o1', 's1', 'CNY', 1000, true, date '2026-03-01', 'm1')", "('o2', 's1', 'CNY', 1001, true, date '2026-03-01', 'm2')", "('o3', 's1', 'CNY', 0, true, date '2026-03-01', 'm3')")
            .Given("fct_refund_line", "aggregate_id, refund_id, merchant_id, currency, amount_minor", "('o1', 'r1', 's1', 'CNY', 500)")
            .Given("fct_after_sale", "order_id, after_sale_id, merchant_id, currency, is_open", "('o1', 'a1', 's1', 'CNY', false)", "('o1', 'a2', 's1', 'CNY', true)")
            .Given("fct_review", "product_id, review_id, merchant_id, stars, state", "('p1', 'r1', 's1', 5, 'approved')", "('p1', 'r2', 's1', 4, 'approved')", "('p1', 'r3', 's1', 4, 'approved')", "('p1', 'r4', 's1', 1, 'rejected')")
            .Given("stg_store__saved", "merchant_id, store_id, is_open, saved_at, log_partition, log_offset", $"('s1', 'st1', true, {At(1)}, 0, 1)", $"('s1', 'st1', false, {At(2)}, 0, 2)", $"('s1', 'st2', true, {At(1)}, 0, 3)")
            .Given("dim_merchant", "merchant_id, kind, state, circle_ids, deregistered_at", $"('s1', 'onboarded', 'deregistered', '7', {At(9)})", "('s2', 'self-operated', 'active', '-1', null)")
            .Given("fct_rfm_threshold", "currency, as_of", "('CNY', date '2026-03-02')");
        test.Expect("merchant_id, currency, kind, state, circle_ids, count_stores, count_stores_open, count_reviews, average_stars_hundredths, refund_rate_permille, count_after_sales, count_after_sales_open, after_sale_rate_permille",
            "('s1', 'CNY', 'onboarded', 'deregistered', '7', 2, 1, 3, 433, 250, 2, 1, 333)", "('s2', 'XXX', 'self-operated', 'active', '-1', 0, 0, 0, null, null, 0, 0, null)");
    }

    [Fact]
    public void A_merchant_that_left_is_deregistered_since_it_first_said_so()
    {
        using var test = new ModelTest("dim_merchant")
            .Given("stg_merchant__registered", "merchant_id, circle_ids, registered_at, log_partition, log_offset", $"('s1', [-1], {At(1)}, 0, 1)", $"('s2', [7], {At(1)}, 0, 2)")
            .Given("stg_merchant__deregistered", "merchant_id, deregistered_at", $"('s2', {At(5)})", $"('s2', {At(6)})", $"('s3', {At(4)})");
        test.Expect("merchant_id, kind, state, deregistered_at, updated_at",
            $"('s1', 'self-operated', 'active', null, {At(1)})", $"('s2', 'onboarded', 'deregistered', {At(5)}, {At(5)})", $"('s3', null, 'deregistered', {At(4)}, {At(4)})");
    }
}
