namespace RailLife.Tests.Engine;

public class FactModelTests
{
    private const string Placed = "order_id, member_id, lines, currency, region, business_date, placed_at, logged_at, log_partition, log_offset";

    private static string Line(int no, string product, int quantity, string price, int amount) =>
        $"{{'line_no': {no}, 'product_id': '{product}', 'quantity': {quantity}, 'unit_price': {price}::decimal(18,4), 'amount_minor': {amount}}}";

    private static string Order(string id, string? member, string lines, string at, int offset, string currency = "GBP") =>
        $"('{id}', {(member is null ? "null" : $"'{member}'")}, [{lines}], '{currency}', 'France', date '{at[..10]}', timestamptz '{at}:00+00', timestamptz '{at}:00+00', 0, {offset})";

    [Fact]
    public void An_order_is_its_first_placing_with_its_first_payment()
    {
        using var test = new ModelTest("fct_order")
            .Given("stg_order__placed", Placed,
                Order("o1", "m1", $"{Line(1, "a", 2, "1.005", 201)}, {Line(2, "a", 2, "1.005", 201)}", "2024-01-02 10:00", 7),
                Order("o1", "m1", Line(1, "b", 1, "9", 900), "2024-01-02 10:05", 3),
                Order("o2", null, Line(1, "c", 1, "0", 0), "2024-01-02 23:59", 8),
                Order("o3", "m1", Line(1, "c", 1, "5", 500), "2024-01-03 00:01", 9))
            .Given("stg_order__paid", "order_id, paid_minor, business_date, paid_at, log_partition, log_offset",
                "('o1', 402, date '2024-01-03', timestamptz '2024-01-03 00:30:00+00', 0, 20)",
                "('o1', 999, date '2024-01-04', timestamptz '2024-01-04 00:30:00+00', 0, 10)",
                "('o2', 0, date '2024-01-02', timestamptz '2024-01-02 23:59:00+00', 0, 21)",
                "('o9', 1, date '2024-01-02', timestamptz '2024-01-02 23:59:00+00', 0, 22)");
        test.Expect("order_id, member_id, count_lines, quantity, amount_minor, is_paid, paid_date, paid_minor, business_date",
            "('o1', 'm1', 2, 4, 402, true, date '2024-01-03', 402, date '2024-01-02')",
            "('o2', null, 1, 1, 0, true, date '2024-01-02', 0, date '2024-01-02')",
            "('o3', 'm1', 1, 1, 500, false, null, null, date '2024-01-03')");
    }

    [Fact]
    public void Two_equal_lines_are_two_lines_and_repeated_numbers_are_given_anew()
    {
        using var test = new ModelTest("fct_order_line")
            .Given("stg_order__placed", Placed,
                Order("o1", "m1", $"{Line(10, "a", 1, "1.23", 123)}, {Line(20, "a", 1, "1.23", 123)}", "2024-01-02 10:00", 7),
                Order("o1", "m1", Line(1, "x", 1, "9", 900), "2024-01-02 10:05", 8),
                Order("o2", null, $"{Line(1, "b", 1, "2", 200)}, {Line(1, "c", 1, "3.3333", 333)}", "2024-01-02 10:00", 9))
            .Given("fct_order", "order_id, member_id, currency, is_paid, paid_date, log_partition, log_offset",
                "('o1', 'm1', 'GBP', true, date '2024-01-05', 0, 7)", "('o2', null, 'EUR', false, null, 0, 9)");
        test.Expect("order_id, line_no, product_id, unit_price, amount_minor, member_id, currency, is_paid, paid_date",
            "('o1', 10, 'a', 1.2300, 123, 'm1', 'GBP', true, date '2024-01-05')",
            "('o1', 20, 'a', 1.2300, 123, 'm1', 'GBP', true, date '2024-01-05')",
            "('o2', 1, 'b', 2.0000, 200, null, 'EUR', false, null)",
            "('o2', 2, 'c', 3.3333, 333, null, 'EUR', false, null)");
    }

    [Fact]
    public void An_order_is_the_simulators_when_the_simulator_placed_it_and_so_is_its_refund_whoever_completed_it()
    {
        using var orders = new ModelTest("fct_order")
            .Given("stg_order__placed", "order_id, event_source, lines, currency, business_date, placed_at, log_partition, log_offset",
                $"('o1', '/raillife/simulator', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-01-02', timestamptz '2024-01-02 10:00:00+00', 0, 1)",
                $"('o2', 'raillife/commerce/orders', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-01-02', timestamptz '2024-01-02 10:00:00+00', 0, 2)");
        orders.Expect("order_id, is_simulated", "('o1', true)", "('o2', false)");

        using var refunds = new ModelTest("fct_refund_line")
            .Given("stg_refund__completed", "aggregate_id, refund_id, order_id, event_source, lines, currency, business_date, refunded_at, log_partition, log_offset",
                $"('o1', 'r1', 'o1', 'raillife/commerce/orders', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 1)",
                $"('o2', 'r2', 'o2', 'raillife/commerce/orders', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 2)",
                $"('r3', 'r3', null, '/raillife/simulator', [{Line(1, "a", 0, "0", 50)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 3)")
            .Given("fct_order", "order_id, placed_at, is_simulated", "('o1', timestamptz '2024-01-02 10:00:00+00', true)", "('o2', timestamptz '2024-01-02 10:00:00+00', false)");
        refunds.Expect("refund_id, is_simulated", "('r1', true)", "('r2', false)", "('r3', true)");
    }

    [Fact]
    public void A_refund_knows_when_its_order_was_placed_or_that_none_is_named()
    {
        using var test = new ModelTest("fct_refund_line")
            .Given("stg_refund__completed", "aggregate_id, refund_id, order_id, lines, currency, business_date, refunded_at, log_partition, log_offset",
                $"('o1', 'r1', 'o1', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 1)",
                $"('o1', 'r1', 'o1', [{Line(1, "a", 1, "2", 200)}], 'GBP', date '2024-02-02', timestamptz '2024-02-02 09:00:00+00', 0, 2)",
                $"('r2', 'r2', null, [{Line(1, "a", 0, "0", 50)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 3)",
                $"('o7', 'r3', 'o7', [{Line(1, "a", 1, "1", 100)}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00', 0, 4)")
            .Given("fct_order", "order_id, placed_at", "('o1', timestamptz '2024-01-02 10:00:00+00')");
        test.Expect("refund_id, order_id, placed_at, amount_minor, business_date",
            "('r1', 'o1', timestamptz '2024-01-02 10:00:00+00', 200, date '2024-02-01')",
            "('r2', null, null, 50, date '2024-02-01')",
            "('r3', 'o7', null, 100, date '2024-02-01')");
    }

    [Fact]
    public void An_adjustment_keeps_its_signs()
    {
        using var test = new ModelTest("fct_adjustment").Given("stg_adjustment__booked", "adjustment_id, kind, lines, currency, business_date, adjusted_at",
            "('a1', 'write-off', [{'line_no': 1, 'product_id': 'p', 'quantity': -5, 'amount_minor': 0, 'note': 'damp'}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00')",
            "('a2', 'adjustment', [{'line_no': 1, 'product_id': 'B', 'quantity': 1, 'amount_minor': -1106206, 'note': null}], 'GBP', date '2024-02-01', timestamptz '2024-02-01 09:00:00+00')");
        test.Expect("adjustment_id, kind, quantity, amount_minor, note", "('a1', 'write-off', -5, 0, 'damp')", "('a2', 'adjustment', 1, -1106206, null)");
    }

    [Fact]
    public void A_request_is_a_row_per_event()
    {
        using var test = new ModelTest("fct_request").Given("stg_log__accessed", "log_partition, log_offset, requested_at, method, path, status, bytes",
            "(0, 1, timestamptz '2024-02-01 09:59:59+00', 'GET', '/', 200, 10)", "(1, 1, timestamptz '2024-02-01 10:00:00+00', 'GET', '/', 500, 0)");
        test.Expect("log_partition, requested_hour, status", "(0, timestamptz '2024-02-01 09:00:00+00', 200)", "(1, timestamptz '2024-02-01 10:00:00+00', 500)");
    }

    [Fact]
    public void Bounds_come_from_the_days_before_the_newest_business_date()
    {
        var orders = Enumerable.Range(1, 10).Select(n => $"('o{n}', 'm{n}', 'GBP', {n * 100}, true, date '2024-01-{n:00}')")
            .Append("('o11', 'm11', 'GBP', 99999, true, date '2024-01-11')").Append("('o12', null, 'GBP', 5, true, date '2024-01-05')")
            .Append("('o13', 'm1', 'GBP', 100, false, null)").Append("('o14', 'm1', 'EUR', 100, true, date '2024-01-11')").ToArray();
        using var test = new ModelTest("fct_rfm_threshold").Given("fct_order", "order_id, member_id, currency, amount_minor, is_paid, paid_date", orders);
        test.Expect("currency, as_of, count_buyers, recency_days_bounds, frequency_bounds, monetary_minor_bounds",
            "('GBP', date '2024-01-11', 10, [2, 4, 6, 8], [1, 1, 1, 1], [200, 400, 600, 800])",
            "('EUR', date '2024-01-11', 0, null, null, null)");
    }
}
