using System.Text.Json;
using RailLife.Reports;
using RailLife.Reports.Definitions;
using RailLife.Reports.Sql;
using RailLife.Reports.Tables;

namespace RailLife.Tests.Reports;

/// <summary>SQL access over three small tables; member_id's neighbour email_hash is personal.</summary>
public sealed class SqlHarness : IDisposable
{
    private readonly ReportsModule _module;

    public SqlHarness()
    {
        var tables = new FakeTables()
            .Rows("fct_order", "order_id varchar, member_id varchar, currency varchar, amount_minor bigint, business_date date, placed_at timestamptz",
                "'o1', 'm1', 'GBP', 1000, date '2026-01-01', timestamptz '2026-01-01 10:00:00+00'",
                "'o2', 'm2', 'GBP', 250, date '2026-01-02', timestamptz '2026-01-02 11:00:00+00'",
                "'o3', null, 'CNY', 9007199254740993, date '2026-01-02', timestamptz '2026-01-02 12:00:00.5+00'")
            .Rows("dim_member", "member_id varchar, region varchar, email_hash varchar, tags varchar[]", "'m1', '上海', 'k1:aa', ['a','b']", "'m2', null, 'k1:bb', []")
            .Rows("subject_user", "member_id varchar, spend_minor bigint", "'m1', 1000", "'m2', 250")
            .Rows("ods_order_event", "id varchar, data varchar", "'secret', '{}'")
            .Rows("stg_order__placed", "id varchar", "'secret'");
        var descriptions = new TableDescriptions(
        [
            new TableDescription("dim_member", "Members", "member_id", "test", "table", [],
                [new ColumnDescription("email_hash", "keyed hash", "personal", new Words("邮箱", "Mail")), new ColumnDescription("region", "none", "public", new Words("地区", "Region"))]),
        ]);
        var options = new ReportsOptions { QuerySecondsMax = 20, MemoryBytesMax = 128L * 1024 * 1024, Threads = 1 };
        _module = new ReportsModule(new ReportCatalog([]), tables, descriptions, options, TimeProvider.System);
    }

    public async Task<(JsonElement? Body, SqlRefusal? Refusal)> RunAsync(string sql, string? parameters = null, int? limit = null, CancellationToken ct = default)
    {
        JsonElement? given = parameters is null ? null : JsonDocument.Parse(parameters).RootElement;
        var (body, refusal) = await _module.Sql.RunAsync(new SqlRequest(sql, given, limit), ct);
        return (body is null ? null : JsonDocument.Parse(body).RootElement, refusal);
    }

    public void Dispose() => _module.Dispose();
}
