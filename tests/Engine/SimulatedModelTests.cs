namespace RailLife.Tests.Engine;

/// <summary>What is known of the simulator's members, merchants, applications, coupons and transfers.</summary>
public sealed class SimulatedModelTests
{
    private const string City = "'/raillife/simulator'";
    private const string Day = "timestamptz '2026-03-01 00:00:00+00'";
    private const string Next = "timestamptz '2026-03-02 00:00:00+00'";

    [Fact]
    public void Members_and_merchants_are_the_simulators_when_it_registered_them_whoever_tells_of_them_later()
    {
        using var members = new ModelTest("dim_member")
            .Given("stg_member__registered", "member_id, event_source, registered_at, log_partition, log_offset", $"('m1', {City}, {Day}, 0, 1)", $"('m2', 'shop', {Day}, 0, 2)", $"('m2', {City}, {Next}, 0, 3)")
            .Given("stg_member__updated", "member_id, event_source, updated_at, log_partition, log_offset", $"('m1', 'shop', {Next}, 0, 4)", $"('m3', {City}, {Next}, 0, 5)");
        members.Expect("member_id, is_simulated", "('m1', true)", "('m2', false)", "('m3', false)");

        using var merchants = new ModelTest("dim_merchant")
            .Given("stg_merchant__registered", "merchant_id, event_source, registered_at, log_partition, log_offset", $"('s1', {City}, {Day}, 0, 1)", $"('s2', 'shop', {Day}, 0, 2)")
            .Given("stg_merchant__info_changed", "merchant_id, event_source, changed_at, log_partition, log_offset", $"('s1', 'shop', {Next}, 0, 3)", $"('s3', {City}, {Next}, 0, 4)");
        merchants.Expect("merchant_id, is_simulated", "('s1', true)", "('s2', false)", "('s3', false)");
    }

    [Fact]
    public void A_member_who_never_registered_is_the_simulators_when_all_of_his_orders_are()
    {
        using var users = new ModelTest("subject_user")
            .Given("dim_member", "member_id, is_simulated", "('m1', false)", "('m2', true)")
            .Given("fct_order", "order_id, member_id, currency, placed_at, is_paid, is_simulated", $"('o1', 'm1', 'CNY', {Day}, false, true)", $"('o3', 'm3', 'CNY', {Day}, false, true)", $"('o4', 'm4', 'CNY', {Day}, false, true)", $"('o5', 'm4', 'EUR', {Day}, false, false)")
            .Given("fct_coupon", "coupon_id, member_id, state", "('c1', 'm5', 'held')");
        users.Expect("member_id, is_simulated", "('m1', false)", "('m2', true)", "('m3', true)", "('m4', false)", "('m5', false)");

        using var merchants = new ModelTest("subject_merchant").Given("dim_merchant", "merchant_id, is_simulated", "('s1', true)", "('s2', false)")
            .Given("fct_rfm_threshold", "currency, as_of", "('CNY', date '2026-03-01')");
        merchants.Expect("merchant_id, is_simulated", "('s1', true)", "('s2', false)");
    }

    [Fact]
    public void What_began_in_the_simulator_stays_its_own_when_a_timer_goes_on_with_it()
    {
        using var applications = new ModelTest("fct_after_sale").Given("stg_aftersale__moved", "order_id, type, after_sale_id, state, event_source, moved_at, log_partition, log_offset",
            $"('o1', 'raillife.aftersale.created.v1', 'a1', null, {City}, {Day}, 0, 1)", $"('o1', 'raillife.aftersale.state.changed.v1', 'a1', 'closed', 'clock', {Next}, 0, 2)", $"('o1', 'raillife.aftersale.created.v1', 'a2', null, 'shop', {Next}, 0, 3)");
        applications.Expect("after_sale_id, is_simulated", "('a1', true)", "('a2', false)");

        using var coupons = new ModelTest("fct_coupon").Given("stg_coupon__moved", "coupon_id, type, event_source, moved_at, log_partition, log_offset",
            $"('c1', 'raillife.coupon.claimed.v1', {City}, {Day}, 0, 1)", $"('c1', 'raillife.coupon.lapsed.v1', 'clock', {Next}, 0, 2)", $"('c2', 'raillife.coupon.issued.v1', 'shop', {Day}, 0, 3)");
        coupons.Expect("coupon_id, is_simulated", "('c1', true)", "('c2', false)");

        const string Lines = "[{'account': 'platform/points-issued', 'account_class': 'Expense', 'amount_minor': 30}]";
        using var postings = new ModelTest("fct_posting").Given("stg_journal__posted", "transfer_id, postings, event_source, posted_at, log_partition, log_offset", $"('t1', {Lines}, {City}, {Day}, 0, 1)", $"('t2', {Lines}, 'clock', {Day}, 0, 2)");
        postings.Expect("transfer_id, is_simulated", "('t1', true)", "('t2', false)");
    }
}
