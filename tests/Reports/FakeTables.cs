using RailLife.Reports.Tables;

namespace RailLife.Tests.Reports;

/// <summary>Tables given as SQL, at versions that a test moves: what the lake is to the room.</summary>
internal sealed class FakeTables : ITableVersions
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Dictionary<string, TableVersion> _tables = [];

    public VersionSet Current { get; private set; } = VersionSet.Empty;

    /// <summary>Sets a table's rows; its version goes up by one.</summary>
    public FakeTables Set(string name, string select, params string[] columns)
    {
        var version = _tables.TryGetValue(name, out var old) ? old.Version + 1 : 0;
        _tables[name] = new TableVersion(name, version, Start.AddMinutes(version), columns, () => $"({select})");
        Current = new VersionSet(_tables.Values);
        return this;
    }

    /// <summary>Sets a table from rows of SQL literals; no rows is a table with the types and nothing in it.</summary>
    public FakeTables Rows(string name, string columnsAndTypes, params IReadOnlyList<string> rows)
    {
        var columns = columnsAndTypes.Split(", ").Select(c => c.Split(' ', 2)).ToList();
        var types = string.Join(", ", columns.Select(c => $"null::{c[1]} as {c[0]}"));
        var union = string.Concat(rows.Select(r => $" union all select {r}"));
        return Set(name, $"select * from (select {types} where false{union})", [.. columns.Select(c => c[0])]);
    }

    public FakeTables Orders(params IReadOnlyList<string> rows) =>
        Sales([.. rows.Select(r => r + ", 0, null")]);

    /// <summary>Orders with what was taken off them, and their merchants.</summary>
    public FakeTables Sales(params IReadOnlyList<string> rows) =>
        MarkedSales([.. rows.Select(Marked)]);

    /// <summary>The same, and whether the simulator placed them.</summary>
    public FakeTables MarkedSales(params IReadOnlyList<string> rows) =>
        Rows("fct_order", "order_id varchar, member_id varchar, region varchar, currency varchar, amount_minor bigint, paid_date date, discount_minor bigint, merchant_id varchar, is_simulated boolean", rows);

    public FakeTables Lines(params IReadOnlyList<string> rows) =>
        Rows("fct_order_line", "order_id varchar, product_id varchar, quantity bigint, amount_minor bigint, currency varchar, paid_date date, discount_minor bigint, is_simulated boolean", [.. rows.Select(r => r + ", 7, false")]);

    public FakeTables Refunds(params IReadOnlyList<string> rows) =>
        MerchantRefunds([.. rows.Select(r => r + ", null")]);

    public FakeTables MerchantRefunds(params IReadOnlyList<string> rows) =>
        Rows("fct_refund_line", "product_id varchar, region varchar, amount_minor bigint, currency varchar, business_date date, merchant_id varchar, is_simulated boolean", [.. rows.Select(Marked)]);

    public FakeTables Products(params IReadOnlyList<string> rows) => Rows("dim_product", "product_id varchar, name_zh varchar, name_en varchar", rows);

    public FakeTables Users(params IReadOnlyList<string> rows) =>
        Rows("subject_user", "member_id varchar, recency_quintile integer, frequency_quintile integer, frequency bigint, monetary_minor bigint, currency varchar, last_order_date date, level varchar, is_real_name boolean, registered_at timestamptz, count_orders bigint, is_simulated boolean",
            [.. rows.Select(r => Marked(r + ", null, false, null, 0"))]);

    /// <summary>Members as they registered, with level, verified name and orders.</summary>
    public FakeTables Members(params IReadOnlyList<string> rows) =>
        Rows("subject_user", "member_id varchar, level varchar, is_real_name boolean, registered_at timestamptz, count_orders bigint, is_simulated boolean", [.. rows.Select(Marked)]);

    public FakeTables OrderLives(params IReadOnlyList<string> rows) =>
        Rows("subject_order", "order_id varchar, amount_minor bigint, currency varchar, business_date date, paid_date date, shipped_date date, received_date date, completed_date date, cancelled_date date, closed_date date, after_sale_date date, is_simulated boolean", [.. rows.Select(r => r + ", false")]);

    public FakeTables AfterSales(params IReadOnlyList<string> rows) =>
        Rows("fct_after_sale", "after_sale_id varchar, merchant_id varchar, currency varchar, business_date date, is_open boolean, is_disputed boolean, is_simulated boolean", [.. rows.Select(Marked)]);

    public FakeTables Merchants(params IReadOnlyList<string> rows) => Rows("dim_merchant", "merchant_id varchar, name_zh varchar, name_en varchar, state varchar", rows);

    public FakeTables Templates(params IReadOnlyList<string> rows) => Rows("dim_coupon_template", "template_id varchar, issuer_merchant_id varchar", rows);

    public FakeTables Coupons(params IReadOnlyList<string> rows) => Rows("fct_coupon", "coupon_id varchar, template_id varchar, claimed_at timestamptz, is_simulated boolean", [.. rows.Select(Marked)]);

    public FakeTables CouponCosts(params IReadOnlyList<string> rows) =>
        Rows("fct_coupon_cost", "coupon_id varchar, template_id varchar, borne_by_merchant_id varchar, amount_minor bigint, currency varchar, business_date date", rows);

    public FakeTables Postings(params IReadOnlyList<string> rows) =>
        Rows("fct_posting", "account_class varchar, account varchar, purse varchar, kind varchar, unit varchar, amount_minor bigint, business_date date, is_simulated boolean", [.. rows.Select(Marked)]);

    public FakeTables Requests(params IReadOnlyList<string> rows) =>
        Rows("fct_request", "requested_at timestamptz, requested_hour timestamptz, status integer, bytes bigint, client_hash varchar", rows);

    public FakeTables Sessions(params IReadOnlyList<string> rows) =>
        Rows("fct_session", "visitor_id varchar, member_id varchar, source varchar, medium varchar, campaign varchar, count_events bigint, count_page_views bigint, duration_seconds bigint, is_bounce boolean, is_bot boolean, is_simulated boolean, business_date date, person_key varchar, started_at timestamptz",
            [.. rows.Select(r => $"{r}, coalesce({r.Split(", ")[1]}, {r.Split(", ")[0]}), null")]);

    public FakeTables PageViews(params IReadOnlyList<string> rows) =>
        Rows("fct_page_view", "person_key varchar, page varchar, title varchar, is_entry boolean, is_exit boolean, dwell_seconds bigint, is_bot boolean, is_simulated boolean, business_date date, viewed_at timestamptz",
            [.. rows.Select(r => $"{r[..r.LastIndexOf(' ')]} make_timestamptz(1772323200000000 + {r[(r.LastIndexOf(' ') + 1)..]})")]);

    public FakeTables Events(params IReadOnlyList<string> rows) =>
        Rows("fct_event", "person_key varchar, event varchar, happened_at timestamptz, business_date date, is_bot boolean, is_simulated boolean, log_partition integer, log_offset bigint", rows);

    /// <summary>A row of the simulator's, where a table says whose it is.</summary>
    public static string Simulated(string row) => "~" + row;

    private static string Marked(string row) => row[0] == '~' ? row[1..] + ", true" : row + ", false";
}
