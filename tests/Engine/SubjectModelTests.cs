namespace RailLife.Tests.Engine;

public class SubjectModelTests
{
    private const string Orders = "order_id, member_id, merchant_id, region, currency, placed_at, business_date, count_lines, quantity, amount_minor, is_paid, paid_at, paid_date, paid_minor";
    private const string Refunds = "aggregate_id, refund_id, line_no, order_id, member_id, merchant_id, amount_minor, currency, region, refunded_at, business_date";

    private static string Order(string id, string? member, string day, int amount, bool paid = true, string region = "France", string currency = "GBP") =>
        $"('{id}', {Text(member)}, 's1', '{region}', '{currency}', timestamptz '{day} 10:00:00+00', date '{day}', 1, 2, {amount}, {paid}, {(paid ? $"timestamptz '{day} 10:00:00+00'" : "null")}, {(paid ? $"date '{day}'" : "null")}, {amount})";

    private static string Refund(string id, string? order, string? member, string day, int amount, int line = 1) =>
        $"('{order ?? id}', '{id}', {line}, {Text(order)}, {Text(member)}, 's1', {amount}, 'GBP', 'Spain', timestamptz '{day} 12:00:00+00', date '{day}')";

    private static string Text(string? text) => text is null ? "null" : $"'{text}'";

    [Fact]
    public void A_user_is_everybody_who_registered_ordered_or_returned()
    {
        using var test = new ModelTest("subject_user")
            .Given("fct_order", Orders, Order("o1", "m1", "2024-01-01", 101), Order("o2", "m1", "2024-01-09", 200, region: "Norway"), Order("o3", "m1", "2024-01-10", 999, paid: false, region: "Malta"),
                Order("o4", null, "2024-01-05", 500), Order("o5", "m2", "2024-01-05", 0), Order("o6", "m5", "2024-01-05", 70, currency: "EUR"))
            .Given("fct_refund_line", Refunds, Refund("r1", "o1", "m1", "2024-01-02", 40), Refund("r1", "o1", "m1", "2024-01-02", 10, 2), Refund("r2", null, "m3", "2024-01-03", 70))
            .Given("dim_member", "member_id, kind, registered_at", "('m4', 'visitor', timestamptz '2023-12-31 00:00:00+00')", "('m1', 'member', timestamptz '2023-12-01 00:00:00+00')")
            .Given("fct_rfm_threshold", "currency, as_of, recency_days_bounds, frequency_bounds, monetary_minor_bounds", "('GBP', date '2024-01-10', [1, 3, 5, 7], [1, 1, 2, 3], [0, 100, 200, 300])");
        test.Expect("member_id, kind, region, currency, first_order_id, last_order_id, count_orders, spend_minor, count_refunds, refunds_minor, net_minor, average_order_minor, recency_days",
            "('m1', 'member', 'Malta', 'GBP', 'o1', 'o2', 2, 301, 1, 50, 251, 151, 1)",
            "('m2', null, 'France', 'GBP', 'o5', 'o5', 1, 0, 0, 0, 0, 0, 5)",
            "('m3', null, 'Spain', 'GBP', null, null, 0, 0, 1, 70, -70, null, null)",
            "('m4', 'visitor', null, null, null, null, 0, 0, 0, 0, 0, null, null)",
            "('m5', null, 'France', 'EUR', 'o6', 'o6', 1, 70, 0, 0, 70, 70, null)");
        test.Expect("member_id, recency_quintile, frequency_quintile, monetary_quintile",
            "('m1', 5, 3, 5)", "('m2', 3, 1, 1)", "('m3', null, null, null)", "('m4', null, null, null)", "('m5', null, null, null)");
    }

    [Fact]
    public void Money_of_two_currencies_is_not_added()
    {
        using var test = new ModelTest("subject_user")
            .Given("fct_order", Orders, Order("o1", "m1", "2024-01-01", 100), Order("o2", "m1", "2024-01-02", 7, currency: "EUR"))
            .Given("fct_refund_line", Refunds, Refund("r1", "o1", "m1", "2024-01-03", 50));
        test.Expect("member_id, currency, count_orders, count_currencies, spend_minor, refunds_minor", "('m1', 'EUR', 2, 2, 7, 0)");
    }

    [Fact]
    public void An_order_goes_through_its_states()
    {
        using var test = new ModelTest("subject_order")
            .Given("fct_order", Orders, Order("placed", "m1", "2024-01-01", 100, paid: false), Order("paid", "m1", "2024-01-01", 100), Order("shipped", "m1", "2024-01-01", 100),
                Order("cancelled", "m1", "2024-01-01", 100), Order("part", "m1", "2024-01-01", 100), Order("back", "m1", "2024-01-01", 100), Order("free", "m1", "2024-01-01", 0))
            .Given("fct_refund_line", Refunds, Refund("r1", "part", "m1", "2024-01-02", 99), Refund("r2", "back", "m1", "2024-01-02", 60), Refund("r3", "back", "m1", "2024-01-03", 40), Refund("r4", "gone", "m1", "2024-01-03", 40))
            .Given("stg_order__progress", "order_id, type, happened_at",
                "('shipped', 'raillife.order.shipped.v1', timestamptz '2024-01-02 00:00:00+00')", "('shipped', 'raillife.order.shipped.v1', timestamptz '2024-01-01 12:00:00+00')",
                "('cancelled', 'raillife.order.cancelled.v1', timestamptz '2024-01-02 00:00:00+00')", "('back', 'raillife.order.completed.v1', timestamptz '2024-01-02 00:00:00+00')");
        test.Expect("order_id, state, count_refunds, refunds_minor, net_minor, shipped_at",
            "('placed', 'placed', 0, 0, 0, null)", "('paid', 'paid', 0, 0, 100, null)", "('shipped', 'shipped', 0, 0, 100, timestamptz '2024-01-01 12:00:00+00')",
            "('cancelled', 'cancelled', 0, 0, 100, null)", "('part', 'paid', 1, 99, 1, null)", "('back', 'refunded', 2, 100, 0, null)", "('free', 'paid', 0, 0, 0, null)");
    }

    [Fact]
    public void A_merchant_has_a_row_per_currency_and_a_trend()
    {
        using var test = new ModelTest("subject_merchant")
            .Given("fct_order", Orders, Order("o1", "m1", "2024-01-01", 100), Order("o2", "m1", "2024-02-20", 150), Order("o3", null, "2024-02-21", 51), Order("o4", "m2", "2024-02-21", 7, currency: "EUR"), Order("o5", "m3", "2024-02-21", 1, paid: false))
            .Given("fct_refund_line", Refunds, Refund("r1", null, "m1", "2024-01-03", 30))
            .Given("dim_merchant", "merchant_id, name_en", "('s1', 'Shop')", "('s2', 'Empty')")
            .Given("fct_rfm_threshold", "currency, as_of", "('GBP', date '2024-02-21')");
        test.Expect("merchant_id, currency, name_en, count_orders, buyers, returning_buyers, gross_minor, refunds_minor, net_minor, average_order_minor, gross_30_days_minor, gross_previous_30_days_minor, trend_permille",
            "('s1', 'GBP', 'Shop', 3, 1, 1, 301, 30, 271, 100, 201, 100, 1010)",
            "('s1', 'EUR', 'Shop', 1, 1, 0, 7, 0, 7, 7, 7, 0, null)",
            "('s2', 'XXX', 'Empty', 0, 0, 0, 0, 0, 0, null, 0, 0, null)");
    }
}
