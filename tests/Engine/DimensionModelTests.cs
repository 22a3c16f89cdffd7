namespace RailLife.Tests.Engine;

public class DimensionModelTests
{
    [Fact]
    public void A_member_keeps_each_field_as_it_was_last_said()
    {
        using var test = new ModelTest("dim_member")
            .Given("stg_member__registered", "member_id, kind, mobile_hash, registered_via, registered_at, log_partition, log_offset",
                "('m1', 'member', 'h1', 'app', timestamptz '2024-01-01 00:00:00+00', 0, 1)", "('m1', 'visitor', 'h9', 'h5', timestamptz '2024-01-02 00:00:00+00', 0, 2)")
            .Given("stg_member__updated", "member_id, mobile_hash, level, updated_at, log_partition, log_offset",
                "('m1', null, 'gold', timestamptz '2024-01-05 00:00:00+00', 0, 4)", "('m1', 'h2', 'silver', timestamptz '2024-01-03 00:00:00+00', 0, 3)", "('m2', null, 'gold', timestamptz '2024-01-05 00:00:00+00', 0, 5)");
        test.Expect("member_id, kind, level, mobile_hash, registered_via, registered_at, updated_at",
            "('m1', 'member', 'gold', 'h2', 'app', timestamptz '2024-01-01 00:00:00+00', timestamptz '2024-01-05 00:00:00+00')",
            "('m2', null, 'gold', null, null, null, timestamptz '2024-01-05 00:00:00+00')");
    }

    [Fact]
    public void A_product_has_its_newest_name_price_and_listing()
    {
        using var test = new ModelTest("dim_product")
            .Given("stg_product__saved", "product_id, name_en, unit_price, currency, saved_at, log_partition, log_offset",
                "('p1', 'Old', 1.5, 'GBP', timestamptz '2024-01-01 00:00:00+00', 0, 1)", "('p1', 'New', null, null, timestamptz '2024-01-03 00:00:00+00', 0, 2)")
            .Given("stg_price__changed", "product_id, new_unit_price, currency, changed_at, log_partition, log_offset", "('p1', 2.25, 'GBP', timestamptz '2024-01-02 00:00:00+00', 0, 3)")
            .Given("stg_product__listed", "product_id, listed_at, log_partition, log_offset", "('p1', timestamptz '2024-01-04 00:00:00+00', 0, 4)", "('p2', timestamptz '2024-01-04 00:00:00+00', 0, 6)")
            .Given("stg_product__delisted", "product_id, delisted_at, log_partition, log_offset", "('p1', timestamptz '2024-01-05 00:00:00+00', 0, 5)");
        test.Expect("product_id, name_en, unit_price, currency, is_listed, created_at, updated_at",
            "('p1', 'New', 2.25, 'GBP', false, timestamptz '2024-01-01 00:00:00+00', timestamptz '2024-01-05 00:00:00+00')",
            "('p2', null, null, null, true, null, timestamptz '2024-01-04 00:00:00+00')");
    }

    [Fact]
    public void A_merchant_keeps_what_a_change_does_not_name()
    {
        using var test = new ModelTest("dim_merchant")
            .Given("stg_merchant__registered", "merchant_id, name_en, format, circle_ids, registered_at, log_partition, log_offset", "('s1', 'Shop', 'retail', [-1, 4], timestamptz '2024-01-01 00:00:00+00', 0, 1)")
            .Given("stg_merchant__info_changed", "merchant_id, name_en, changed_at, log_partition, log_offset", "('s1', 'Better shop', timestamptz '2024-01-02 00:00:00+00', 0, 2)");
        test.Expect("merchant_id, name_en, format, circle_ids, registered_at", "('s1', 'Better shop', 'retail', '-1,4', timestamptz '2024-01-01 00:00:00+00')");
    }

    [Fact]
    public void The_calendar_knows_iso_weeks_across_the_year()
    {
        using var test = new ModelTest("dim_date");
        Assert.Equal("2021-01-03 2020-12-28 2020 53 7 周日", test.One(
            "select concat_ws(' ', date_day, week_start, iso_year, iso_week, iso_weekday, weekday_zh) from ({0}) where date_day = date '2021-01-03'"));
        Assert.Equal("18263", test.One("select count(distinct date_day)::varchar from ({0})"));
    }
}
