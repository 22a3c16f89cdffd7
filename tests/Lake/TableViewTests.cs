using System.Text.Json;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class TableViewTests : LakeFixture
{
    private string Shown(Action<TableView, TextWriter> show)
    {
        using var output = new StringWriter();
        show(new TableView(Lake, Connection, Clock), output);
        return output.ToString();
    }

    private DeltaTable People()
    {
        var table = Lake.Table("people");
        const string rows = """
            select 1::bigint as id, 'a "quoted", name' as name, 12345678901234567890123456.1234::decimal(38,4) as amount, timestamptz '2026-01-01 10:00:00.5+00' as at, [1, 2] as list, 'nan'::double as x, 'é'::varchar::blob as bytes
            union all select 2, null, null, null, null, 1.5, null
            """;
        var safe = rows.Replace("'é'::varchar::blob", "encode('é')", StringComparison.Ordinal);
        table.Create(TableSchema.OfSelect(Connection, safe), []);
        Append(table, safe, c => c.Info("LOAD"));
        return table;
    }

    [Fact]
    public void Json_prints_every_row_with_exact_values()
    {
        People();
        var json = Shown((view, output) => view.Show("people", TableFormat.Json, output));
        Assert.Equal("""
            [
            {"id":1,"name":"a \"quoted\", name","amount":12345678901234567890123456.1234,"at":"2026-01-01T10:00:00.500000Z","list":[1,2],"x":"nan","bytes":"w6k="},
            {"id":2,"name":null,"amount":null,"at":null,"list":null,"x":1.5,"bytes":null}
            ]

            """.ReplaceLineEndings("\n"), json);
        Assert.Equal(2, JsonDocument.Parse(json).RootElement.GetArrayLength());
    }

    [Fact]
    public void Csv_prints_every_row_and_quotes_what_needs_it()
    {
        People();
        Assert.Equal("""
            id,name,amount,at,list,x,bytes
            1,"a ""quoted"", name",12345678901234567890123456.1234,2026-01-01 10:00:00.5+00,"[1,2]",nan,\xC3\xA9
            2,,,,,1.5,

            """.ReplaceLineEndings("\n"), Shown((view, output) => view.Show("people", TableFormat.Csv, output)));
    }

    [Fact]
    public void A_table_for_people_stops_at_fifty_rows_and_says_so_while_csv_and_json_go_on()
    {
        var table = NewTable("many", ("id", "bigint"));
        Append(table, "select i as id from range(5000) r(i)");
        var shown = Shown((view, output) => view.Show("many", TableFormat.Table, output));
        Assert.EndsWith("the first 50 of 5000 rows; --format csv or json prints all\n", shown, StringComparison.Ordinal);
        Assert.Equal(53, shown.Count(c => c == '\n'));
        Assert.Equal(5001, Shown((view, output) => view.Show("many", TableFormat.Csv, output)).Count(c => c == '\n'));
        Assert.Equal(5000, JsonDocument.Parse(Shown((view, output) => view.Show("many", TableFormat.Json, output))).RootElement.GetArrayLength());
    }

    [Fact]
    public void An_empty_table_is_shown_in_every_format()
    {
        NewTable("empty", ("id", "bigint"));
        Assert.Equal("[]\n", Shown((view, output) => view.Show("empty", TableFormat.Json, output)));
        Assert.Equal("id\n", Shown((view, output) => view.Show("empty", TableFormat.Csv, output)));
        Assert.Equal("id\n--\n0 rows\n", Shown((view, output) => view.Show("empty", TableFormat.Table, output)));
    }

    [Fact]
    public void An_older_version_is_shown_by_number_and_by_time_from_a_path_too()
    {
        var table = People();
        Clock.Now = Clock.Now.AddHours(1);
        table.Begin().RemoveWhere(_ => true).Commit();
        string Rows(long? version, DateTimeOffset? at) => Shown((view, output) => view.Show(table.Path, TableFormat.Csv, output, version, at)).Count(c => c == '\n').ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(["1", "3", "3", "1"], [Rows(null, null), Rows(1, null), Rows(null, Clock.Now.AddMinutes(-1)), Rows(0, null)]);
        Assert.Throws<ArgumentException>(() => Rows(1, Clock.Now));
        Assert.Throws<DeltaVersionException>(() => Rows(7, null));
    }

    [Fact]
    public void History_and_files_are_rows_too()
    {
        var table = People();
        var history = JsonDocument.Parse(Shown((view, output) => view.History("people", TableFormat.Json, output))).RootElement;
        Assert.Equal(["LOAD", "CREATE TABLE"], history.EnumerateArray().Select(h => h.GetProperty("operation").GetString()));
        Assert.Equal(2, history[0].GetProperty("rows_added").GetInt64());
        var file = JsonDocument.Parse(Shown((view, output) => view.Files("people", TableFormat.Json, output))).RootElement[0];
        Assert.Equal(table.Read().Files[0].Path, file.GetProperty("path").GetString());
        Assert.Equal(2, file.GetProperty("stats").GetProperty("numRecords").GetInt64());
        Assert.Contains("LOAD", Shown((view, output) => view.History("people", TableFormat.Table, output)), StringComparison.Ordinal);
        Assert.Contains(".parquet", Shown((view, output) => view.Files("people", TableFormat.Csv, output)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_table_is_answered_with_the_names_that_are()
    {
        NewTable("members", ("id", "bigint"));
        var error = Assert.Throws<DeltaNotFoundException>(() => Shown((view, output) => view.Show("member", TableFormat.Table, output)));
        Assert.Contains("has members", error.Message, StringComparison.Ordinal);
    }
}
