using System.Globalization;
using System.Text.Json;
using RailLife.DuckDb;

namespace RailLife.Tests.Import;

/// <summary>The real shop's files, where they are: every figure of the events against SQL straight over the CSV files.</summary>
public class RealOrdersTests : ImportBench
{
    private const string Expected = """
        with line as (
            select InvoiceNo as invoice, cast(Quantity as bigint) as quantity, cast(UnitPrice as decimal(18, 4)) as price, cast(InvoiceDate as timestamp) as happened,
                cast(floor(abs(cast(Quantity as decimal(18, 0)) * cast(UnitPrice as decimal(18, 4))) * 100 + 0.5) as bigint) * sign(cast(Quantity as bigint)) * sign(cast(UnitPrice as decimal(18, 4))) as minor
            from read_csv('FOLDER/*.csv', header = true, all_varchar = true)),
        invoice as (
            select invoice, strftime(min(happened), '%Y-%m-%d') as day, cast(sum(minor) as bigint) as minor, count(*) as lines,
                case when invoice like 'C%' then 'refund.completed' when invoice like 'A%' then 'adjustment'
                     when max(quantity) < 0 then 'write-off' else 'order.placed' end as kind
            from line group by invoice)
        select kind, day, count(*), cast(sum(lines) as bigint), cast(sum(if(kind = 'refund.completed', -minor, minor)) as bigint) from invoice group by kind, day order by kind, day
        """;

    [Fact]
    public async Task Every_days_orders_refunds_and_adjustments_equal_sql_over_the_files()
    {
        var folder = Folder();
        Assert.SkipWhen(folder is null, "the folder shared/data/online-retail is not beside this repository");
        var report = await RunAsync("online-retail", folder);
        Assert.Equal((320_705, 320_705), (report.Rows, report.RowsAccepted));
        using var database = DuckDbDatabase.Open(new DuckDbOptions());
        using var connection = database.Connect();
        var expected = connection.Rows(Expected.Replace("FOLDER", folder)).Select(r => (Text(r[0]), Text(r[1]), Whole(r[2]), Whole(r[3]), Whole(r[4]))).ToList();
        var found = Log.Events().Select(e => Row(e.Event)).OfType<(string Kind, string Day, int Lines, long Minor)>()
            .GroupBy(r => (r.Kind, r.Day)).OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Day, StringComparer.Ordinal)
            .Select(g => (g.Key.Kind, g.Key.Day, g.LongCount(), g.Sum(r => (long)r.Lines), g.Sum(r => r.Minor))).ToList();
        Assert.Equal(expected, found);
        Assert.Equal([("adjustment", 3, -1_106_206), ("order.placed", 12_977, 629_376_400), ("refund.completed", 2_554, 52_077_056), ("write-off", 925, 0)],
            found.GroupBy(r => r.Kind).Select(g => (g.Key, g.Sum(r => r.Item3), g.Sum(r => r.Item5))));
        Assert.Equal(629_376_400, Log.Events("order.paid").Sum(e => e.Event.GetProperty("data").GetProperty("paid_minor").GetInt64()));
        Assert.Equal(3_360, Log.Events("member.registered").Count());
        Assert.Equal(3_317, Log.Events("order.placed").Where(e => e.Event.TryGetProperty("memberid", out _)).Select(e => e.Event.GetProperty("memberid").GetString()).Distinct().Count());
    }

    private static (string Kind, string Day, int Lines, long Minor)? Row(JsonElement happened)
    {
        var name = (happened.GetProperty("type").GetString() ?? "")["raillife.".Length..^".v1".Length];
        if (name is not ("order.placed" or "refund.completed" or "adjustment.booked")) return null;
        var data = happened.GetProperty("data");
        var lines = data.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("amount_minor").GetInt64()).ToList();
        return (data.TryGetProperty("kind", out var kind) ? kind.GetString() ?? "" : name, data.GetProperty("business_date").GetString() ?? "", lines.Count, lines.Sum());
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static long Whole(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    // Beside the repository, or one folder further up when it is a work tree.
    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data", "online-retail");
            if (Directory.Exists(folder)) return folder;
        }
        return null;
    }
}
