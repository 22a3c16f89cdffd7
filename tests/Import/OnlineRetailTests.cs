using System.Text;
using System.Text.Json;
using RailLife.Contracts;
using RailLife.Import;

namespace RailLife.Tests.Import;

public class OnlineRetailTests : ImportBench
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private static JsonElement Payload((RailLife.EventLog.LogEntry, JsonElement Event) entry) => entry.Event.GetProperty("data");

    private static string? Text(JsonElement element, string field) => element.TryGetProperty(field, out var value) ? value.ToString() : null;

    [Fact]
    public async Task An_invoice_is_an_order_placed_and_paid_and_equal_lines_stay_two()
    {
        Write("a.csv", Header,
            "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
            "536366,22633,HAND WARMER,1,2010-12-01 08:28:00,0.001,,United Kingdom",
            "536365,85123A,WHITE HEART,6,2010-12-01 08:27:00,2.55,17850.0,United Kingdom");
        var report = await RunAsync("online-retail");
        Assert.Equal((3, 3, 0), (report.Rows, report.RowsAccepted, report.RowsRefused));
        var (entry, placed) = Log.Events("order.placed").First();
        var data = placed.GetProperty("data");
        Assert.Equal("online-retail:536365", Encoding.UTF8.GetString(entry.Key.Span));
        Assert.Equal("2010-12-01T08:26:00Z", Text(placed, "time"));
        Assert.Equal(("online-retail", "-1", "online-retail:17850", "online-e-commerce"), (Text(placed, "merchantid"), Text(placed, "circleid"), Text(placed, "memberid"), Text(placed, "format")));
        Assert.Equal(2, data.GetProperty("lines").GetArrayLength());
        Assert.Equal(("2.55", "1530", "online-retail:85123A"), (Text(data.GetProperty("lines")[1], "unit_price"), Text(data.GetProperty("lines")[1], "amount_minor"), Text(data.GetProperty("lines")[1], "product_id")));
        Assert.Equal(("GBP", "United Kingdom", "2010-12-01"), (Text(data, "currency"), Text(data, "region"), Text(data, "business_date")));
        Assert.Equal([("online-retail:536365", "3060"), ("online-retail:536366", "0")], Log.Events("order.paid").Select(e => (Text(Payload(e), "order_id"), Text(Payload(e), "paid_minor"))));
        Assert.Equal(("0.001", null), (Text(Payload(Log.Events("order.placed").Last()).GetProperty("lines")[0], "unit_price"), Text(Log.Events("order.placed").Last().Event, "memberid")));
        Assert.Single(Log.Events("member.registered"));
        Assert.Single(Log.Events("merchant.registered"));
        Assert.Equal(["online-retail:85123A", "online-retail:22633"], Log.Events("product.saved").Select(e => Text(Payload(e), "product_id")));
    }

    [Fact]
    public async Task Credit_notes_adjustments_and_write_offs_are_no_orders()
    {
        Write("a.csv", Header,
            "C536379,D,Discount,-1,2010-12-01 09:41:00,27.505,14527,United Kingdom",
            "A563186,B,Adjust bad debt,1,2011-08-12 14:51:00,-11062.06,,United Kingdom",
            "536589,21777,damaged,-10,2010-12-01 16:50:00,0.0,,United Kingdom",
            "536589,21778,,-3,2010-12-01 16:50:00,0,,United Kingdom");
        Assert.Equal(4, (await RunAsync("online-retail")).RowsAccepted);
        Assert.Empty(Log.Events("order.placed"));
        var refund = Payload(Assert.Single(Log.Events("refund.completed")));
        Assert.Equal(("online-retail:C536379", null, "2751", "1"), (Text(refund, "refund_id"), Text(refund, "order_id"), Text(refund.GetProperty("lines")[0], "amount_minor"), Text(refund.GetProperty("lines")[0], "quantity")));
        var adjustments = Log.Events("adjustment.booked").Select(Payload).ToList();
        Assert.Equal([("write-off", "-10", "0"), ("adjustment", "1", "-1106206")],
            adjustments.OrderByDescending(a => Text(a, "kind")).Select(a => (Text(a, "kind"), Text(a.GetProperty("lines")[0], "quantity"), Text(a.GetProperty("lines")[0], "amount_minor"))));
        Assert.All(Log.Events("product.saved"), e => Assert.NotEqual("damaged", Text(Payload(e).GetProperty("name"), "en")));
    }

    [Fact]
    public async Task Summer_time_and_the_shops_day_are_those_of_london()
    {
        Write("a.csv", Header,
            "1,A,x,1,2011-07-01 00:30:00,1,,UK",
            "2,A,x,1,2011-03-27 01:30:00,1,,UK",
            "3,A,x,1,2010-10-31 01:30:00,1,,UK");
        var report = await RunAsync("online-retail");
        Assert.Equal([("2011-06-30T23:30:00Z", "2011-07-01"), ("2010-10-31T00:30:00Z", "2010-10-31")],
            Log.Events("order.placed").Select(e => (Text(e.Event, "time"), Text(Payload(e), "business_date"))));
        Assert.Equal(("/InvoiceDate", 3), (Rejected[("import:a.csv", 3)].Rejection.Path, report.Rows));
    }

    public static TheoryData<string, string, string> Senseless => new()
    {
        { "536365,A,x,1,2010-12-01 08:26:00,2.55,17850.0", ImportReasons.WrongColumns, "" },
        { "536365,A,x,1,2010-12-01 08:26:00,2.55,17850.0,UK,more", ImportReasons.WrongColumns, "" },
        { ",A,x,1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.MissingField, "/InvoiceNo" },
        { "X36365,A,x,1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/InvoiceNo" },
        { "C,A,x,-1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/InvoiceNo" },
        { "536365,,x,1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.MissingField, "/StockCode" },
        { "536365,A,x,six,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/Quantity" },
        { "536365,A,x,1.5,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/Quantity" },
        { "536365,A,x,0,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.OutOfRange, "/Quantity" },
        { "536365,A,x,99999999999999999999,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/Quantity" },
        { "536365,A,x,999999999,2010-12-01 08:26:00,9999999,17850.0,UK", Reasons.OutOfRange, "/Quantity" },
        { "536365,A,x,-1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.OutOfRange, "/Quantity" },
        { "C36365,A,x,1,2010-12-01 08:26:00,2.55,17850.0,UK", Reasons.OutOfRange, "/Quantity" },
        { "536365,A,x,1,01/12/2010 08:26,2.55,17850.0,UK", Reasons.WrongType, "/InvoiceDate" },
        { "536365,A,x,1,2010-13-01 08:26:00,2.55,17850.0,UK", Reasons.WrongType, "/InvoiceDate" },
        { "536365,A,x,1,1910-12-01 08:26:00,2.55,17850.0,UK", Reasons.AbsurdTime, "" },
        { "536365,A,x,1,2010-12-01 08:26:00,free,17850.0,UK", Reasons.WrongType, "/UnitPrice" },
        { "536365,A,x,1,2010-12-01 08:26:00,-2.55,17850.0,UK", Reasons.OutOfRange, "/UnitPrice" },
        { "C36365,A,x,-1,2010-12-01 08:26:00,-2.55,17850.0,UK", Reasons.OutOfRange, "/UnitPrice" },
        { "536365,A,x,1,2010-12-01 08:26:00,2.55,anna@example.com,UK", Reasons.WrongType, "/CustomerID" },
        { "777777,A,x,-1,2010-12-01 08:26:00,0,,UK", ImportReasons.Inconsistent, "/Quantity" },
        { "777777,A,x,1,2010-12-01 08:26:00,1,99999.0,UK", ImportReasons.Inconsistent, "/CustomerID" },
        { "777777,A,x,1,2010-12-01 08:26:00,1,,France", ImportReasons.Inconsistent, "/Country" },
        { "536365,A,\"x,1,2010-12-01 08:26:00,2.55,17850.0,UK", ImportReasons.BadCsv, "" },
        { "536365,A,\"x\"y,1,2010-12-01 08:26:00,2.55,17850.0,UK", ImportReasons.BadCsv, "" },
    };

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task A_row_that_makes_no_sense_is_kept_with_its_line_and_the_others_count(string row, string reason, string column)
    {
        Write("a.csv", Header, "777777,A,x,1,2010-12-01 08:26:00,1,17850.0,UK", row, "888888,A,x,1,2010-12-01 08:26:00,1,17850.0,UK", "");
        var report = await RunAsync("online-retail");
        var ((topic, line), refused) = Assert.Single(Rejected);
        Assert.Equal((reason, column, 3L, "import:a.csv"), (refused.Rejection.Reason, refused.Rejection.Path, line, topic));
        Assert.Equal(row, Encoding.UTF8.GetString(refused.Raw.Span));
        Assert.Equal((3, 2, 1), (report.Rows, report.RowsAccepted, report.RowsRefused));
        Assert.Equal(2, Log.Events("order.placed").Count());
    }

    [Fact]
    public async Task Quotes_commas_line_breaks_other_line_ends_and_bytes_that_are_no_utf8_are_read_as_they_are_meant()
    {
        var rows = "\uFEFF" + Header + "\r\n1,A,\"Knick, \"\"Knack\"\"\r\nbox\",1,2010-12-01 08:26:00,1,,UK\r\n\r\n2,A,£ 灯,1,2010-12-01 08:26:00,1,,UK\r\n3,A,#,1,2010-12-01 08:26:00,1,,UK";
        var bytes = Encoding.UTF8.GetBytes(rows);
        bytes[Array.IndexOf(bytes, (byte)'#')] = 0xA3;
        File.WriteAllBytes(Path.Combine(Files, "a.csv"), bytes);
        Assert.Equal(2, (await RunAsync("online-retail")).RowsAccepted);
        Assert.Equal(["Knick, \"Knack\"\nbox", "£ 灯"], Log.Events("product.saved").Select(e => Text(Payload(e).GetProperty("name"), "en")?.Replace("\r", "")));
        Assert.Equal((Reasons.InvalidUtf8, 6), (Assert.Single(Rejected.Values).Rejection.Reason, Assert.Single(Rejected.Values).Line));
    }

    [Fact]
    public async Task Importing_again_appends_nothing_and_without_its_record_the_same_bytes()
    {
        Write("a.csv", Header, "1,A,x,1,2010-12-01 08:26:00,1,17850.0,UK", "bad");
        Write("b.csv", Header, "2,A,y,1,2010-12-02 08:26:00,1,17850.0,UK", "2,A,x,1,2010-12-02 08:26:00,1,17850.0,UK");
        var first = await RunAsync("online-retail");
        var once = Log.Texts().ToList();
        var again = await RunAsync("online-retail");
        Assert.Equal((first.Rows, first.RowsRefused, 0L, 2), (again.Rows, again.RowsRefused, again.EventsAppended, again.FilesSkipped));
        Assert.Equal(once, Log.Texts());
        ForgetImports();
        await RunAsync("online-retail");
        Assert.Equal([.. once, .. once], Log.Texts());
        Assert.Single(Rejected);
    }

    [Fact]
    public async Task A_new_file_in_the_folder_appends_only_its_own_events()
    {
        Write("a.csv", Header, "1,A,x,1,2010-12-01 08:26:00,1,17850.0,UK");
        await RunAsync("online-retail");
        var before = Log.Entries.Count;
        Write("b.csv", Header, "2,A,x,1,2010-12-02 08:26:00,1,17850.0,UK");
        await RunAsync("online-retail");
        Assert.Equal(["2:placed", "2:paid"], Log.Events().Skip(before).Select(e => Text(e.Event, "id")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2999)]
    [InlineData(5000)]
    public async Task A_run_that_broke_down_goes_on_and_the_log_holds_what_one_run_would_have_written(int breakAfter)
    {
        for (var file = 0; file < 3; file++)
            Write($"{file}.csv", [Header, .. Enumerable.Range(0, 1000).Select(i => $"{file * 1000 + i},S{i % 7},x{i % 11},1,2010-12-01 08:26:00,1,{i % 50},UK")]);
        Log.BreakAfter = breakAfter;
        await Assert.ThrowsAsync<IOException>(() => RunAsync("online-retail"));
        Log.BreakAfter = int.MaxValue;
        var report = await RunAsync("online-retail");
        Assert.Equal((3000, 3000), (report.Rows, report.RowsAccepted));
        var broken = Log.Texts().ToList();
        Log.Entries.Clear();
        ForgetImports();
        await RunAsync("online-retail");
        Assert.Equal(Log.Texts(), broken);
    }

    [Theory]
    [InlineData("InvoiceNo;StockCode", "found InvoiceNo;StockCode")]
    [InlineData("", "found 1,A,x,1")]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID", "found InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID")]
    public async Task One_file_of_another_kind_stops_the_import_before_anything_is_written(string header, string found)
    {
        Write("a.csv", Header, "1,A,x,1,2010-12-01 08:26:00,1,17850.0,UK");
        Write("b.csv", header, "1,A,x,1,2010-12-01 08:26:00,1,17850.0,UK");
        var error = await Assert.ThrowsAsync<ImportException>(() => RunAsync("online-retail"));
        Assert.Contains("b.csv", error.Message);
        Assert.Contains(found, error.Message);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    public async Task A_path_or_a_kind_that_is_not_there_is_named()
    {
        Assert.Contains("/nowhere", (await Assert.ThrowsAsync<ImportException>(() => RunAsync("online-retail", "/nowhere"))).Message);
        Assert.Contains(".csv", (await Assert.ThrowsAsync<ImportException>(() => RunAsync("online-retail"))).Message);
        Assert.Contains("weblog", (await Assert.ThrowsAsync<ImportException>(() => RunAsync("offline-retail"))).Message);
    }

    [Fact]
    public async Task An_invoice_whose_lines_pass_but_whose_total_does_not_is_refused_whole()
    {
        const string Huge = "1,A,x,1000,2010-12-01 08:26:00,9000000,17850.0,UK";
        Write("a.csv", Header, Huge, Huge, "2,A,x,1,2010-12-01 08:26:00,1,17850.0,UK");
        var report = await RunAsync("online-retail");
        Assert.Equal((3, 1, 2), (report.Rows, report.RowsAccepted, report.RowsRefused));
        Assert.All(Rejected.Values, line => Assert.Equal(Reasons.OutOfRange, line.Rejection.Reason));
        Assert.Equal(["online-retail:2"], Log.Events("order.placed").Select(e => Text(Payload(e), "order_id")));
        Assert.Single(Log.Events("order.paid"));
    }

    [Fact]
    public async Task Every_event_passes_its_contract()
    {
        Write("a.csv", Header,
            "1,A,x,1,2010-12-01 08:26:00,0.12345,17850.0,", "C1,A,x,-1,2010-12-01 08:26:00,1,17850.0,UK", "A1,B,x,1,2010-12-01 08:26:00,-1,,UK",
            "2,A,,-1,2010-12-01 08:26:00,0,,UK", $"3,{new string('s', 100)},{new string('灯', 500)},1,2010-12-01 08:26:00,1,{new string('7', 50)},{new string('u', 200)}");
        Assert.Equal(0, (await RunAsync("online-retail")).RowsRefused);
        var checker = new EventChecker();
        var parsed = default(ParsedEvent);
        foreach (var entry in Log.Entries) Assert.True(checker.Check(entry.Value.Span, entry.Topic, EventChecker.Micros(DateTimeOffset.UtcNow), ref parsed), parsed.Rejection?.ToString());
        Assert.Contains("\"unit_price\":\"0.1235\",\"amount_minor\":12", Log.Texts().First(t => t.Contains("1:placed")));
    }
}
