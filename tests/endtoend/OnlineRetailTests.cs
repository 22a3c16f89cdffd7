using System.Globalization;
using System.Text.Json;
using RailLife.Tests.Tidy;
using RailLife.DuckDb;

namespace RailLife.Tests.EndToEnd;

/// <summary>The main line on orders: every day's figures of the product against SQL straight over the CSV files.</summary>
public sealed class OnlineRetailTests : IDisposable
{
    // Every wart of the real files: no customer, equal lines, two minutes, three decimals, price 0, a credit note of somebody who never
    // bought, an adjustment, a write-off, a customer with ".0", a comma in quotes, an order around midnight.
    private const string Warts = """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
        536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
        536365,71053,"LANTERN, METAL",3,2010-12-01 08:27:00,3.395,17850.0,United Kingdom
        536366,22633,HAND WARMER,7,2010-12-01 23:59:00,0.005,,United Kingdom
        536367,22634,FREE GIFT,1,2010-12-02 00:01:00,0,13047.0,France
        536368,22635,JAM,1,2011-06-30 23:30:00,1.0050,13047,France
        C536370,22633,HAND WARMER,-2,2010-12-02 10:00:00,1.005,13047.0,France
        C536371,22633,HAND WARMER,-1,2011-06-30 10:00:00,4.25,99999.0,Spain
        A536372,B,Adjust bad debt,1,2010-12-02 12:00:00,-110.62,,United Kingdom
        536373,22636,?,-40,2010-12-02 13:00:00,0,,United Kingdom
        536374,22637,TWO WAYS,1,2010-12-03 13:00:00,10,17850.0,United Kingdom
        536374,22638,SMALL,99999,2010-12-03 13:00:00,0.001,17850.0,United Kingdom

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("raillife-endtoend-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_with_every_wart_gives_the_figures_of_plain_sql_and_again_changes_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        var files = _folder.CreateSubdirectory("given");
        await File.WriteAllTextAsync(Path.Combine(files.FullName, "2010-12.csv"), Warts, ct);

        Assert.Equal(0, (await RunningBinary.RunAsync(_folder, ct, "import", "online-retail", files.FullName)).ExitCode);
        var first = await FiguresAsync(ct);
        Assert.Equal(Oracle(files.FullName), first);
        Assert.Equal(0, (await RunningBinary.RunAsync(_folder, ct, "import", "online-retail", files.FullName)).ExitCode);
        Assert.Equal(first, await FiguresAsync(ct));
        Assert.Equal(0, (await RunningBinary.RunAsync(_folder, ct, "check")).ExitCode);
    }

    [Fact]
    public async Task The_real_shop_gives_the_figures_of_plain_sql_while_the_platform_runs()
    {
        var ct = TestContext.Current.CancellationToken;
        var files = Path.Combine(Repository.Root, "..", "shared", "data", "online-retail");
        Assert.SkipUnless(Directory.Exists(files), "the folder shared/data/online-retail is not beside this repository");
        await using var platform = await RunningBinary.UpAsync(ct);
        Assert.Equal(0, await platform.RunAsync(ct, "import", "online-retail", files));

        using var http = new HttpClient { BaseAddress = new(platform.Url) };
        var found = (await RowsAsync(http, "/v1/reports/sales?grain=day", ct))
            .Select(r => new Day(r[0].GetString()!, r[1].GetInt64(), r[2].GetInt64(), r[3].GetInt64(), r[4].GetInt64())).ToList();
        Assert.Equal(Oracle(files).Where(d => d.Orders > 0 || d.Refunds > 0), found);
        Assert.Equal((12_977, 629_376_400, 52_077_056), (found.Sum(d => d.Orders), found.Sum(d => d.Gross), found.Sum(d => d.Refunds)));
        Assert.Equal(0, await platform.RunAsync(ct, "check"));
    }

    private sealed record Day(string Date, long Orders, long Buyers, long Gross, long Refunds);

    /// <summary>The product's own tables, asked by its own verb.</summary>
    private async Task<List<Day>> FiguresAsync(CancellationToken ct)
    {
        const string sql = """
            with paid as (select paid_date as day, count(*) as orders, count(distinct member_id) as buyers, sum(amount_minor) as gross from fct_order where is_paid group by 1),
            refunded as (select business_date as day, sum(amount_minor) as refunds from fct_refund_line group by 1),
            adjusted as (select distinct business_date as day from fct_adjustment)
            select day::varchar as day, coalesce(orders, 0)::bigint as orders, coalesce(buyers, 0)::bigint as buyers, coalesce(gross, 0)::bigint as gross, coalesce(refunds, 0)::bigint as refunds
            from paid full join refunded using (day) full join adjusted using (day) order by day
            """;
        var (exitCode, output) = await RunningBinary.RunAsync(_folder, ct, "sql", sql, "--format", "json");
        Assert.Equal(0, exitCode);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray().Select(r => new Day(
            r.GetProperty("day").GetString()!, r.GetProperty("orders").GetInt64(), r.GetProperty("buyers").GetInt64(), r.GetProperty("gross").GetInt64(), r.GetProperty("refunds").GetInt64()))];
    }

    private static async Task<IEnumerable<JsonElement>> RowsAsync(HttpClient http, string path, CancellationToken ct) =>
        JsonDocument.Parse(await http.GetStringAsync(path, ct)).RootElement.GetProperty("rows").EnumerateArray();

    private static List<Day> Oracle(string folder)
    {
        using var database = DuckDbDatabase.Open(new());
        using var connection = database.Connect();
        var sql = File.ReadAllText(Path.Combine(Repository.Root, "tests", "endtoend", "online_retail_oracle.sql"));
        return [.. connection.Rows(sql.Replace("$folder", DuckSql.Literal(folder + "/*.csv"), StringComparison.Ordinal))
            .Select(r => new Day(((DateOnly)r[0]!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (long)r[1]!, (long)r[2]!, (long)r[3]!, (long)r[4]!))];
    }
}
