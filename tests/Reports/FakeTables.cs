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
        Rows("fct_order", "order_id varchar, member_id varchar, region varchar, currency varchar, amount_minor bigint, paid_date date", rows);

    public FakeTables Lines(params IReadOnlyList<string> rows) =>
        Rows("fct_order_line", "order_id varchar, product_id varchar, quantity bigint, amount_minor bigint, currency varchar, paid_date date", rows);

    public FakeTables Refunds(params IReadOnlyList<string> rows) =>
        Rows("fct_refund_line", "product_id varchar, region varchar, amount_minor bigint, currency varchar, business_date date", rows);

    public FakeTables Products(params IReadOnlyList<string> rows) => Rows("dim_product", "product_id varchar, name_zh varchar, name_en varchar", rows);

    public FakeTables Users(params IReadOnlyList<string> rows) =>
        Rows("subject_user", "member_id varchar, recency_quintile integer, frequency_quintile integer, frequency bigint, monetary_minor bigint, currency varchar, last_order_date date", rows);

    public FakeTables Requests(params IReadOnlyList<string> rows) =>
        Rows("fct_request", "requested_at timestamptz, requested_hour timestamptz, status integer, bytes bigint, client_hash varchar", rows);
}
