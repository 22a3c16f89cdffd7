using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

/// <summary>A table as other engines leave them, with every wart at once; made here, so that it is read on every machine.</summary>
public sealed class ForeignTableTests : LakeFixture
{
    private string Root => Path.Combine(Folder, "it's 轨道 50% [x]");

    private void File_(string path, string select)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        Connection.Execute($"copy ({select}) to {DuckSql.Literal(full)} (format parquet, compression snappy)");
    }

    private void Log(int version, params string[] lines)
    {
        Directory.CreateDirectory(Path.Combine(Root, "_delta_log"));
        File.WriteAllText(Path.Combine(Root, "_delta_log", $"{version:D20}.json"), string.Join("\r\n", lines) + "\r\n\r\n");
    }

    private static string Add(string path, string partition, string more = "") => $$$"""{"add":{"path":"{{{path}}}","partitionValues":{{{partition}}},"size":1,"modificationTime":1700000000000,"dataChange":true,"unknown":{"a":[1]}{{{more}}} } }""";

    private DeltaTable Table()
    {
        const string schema = """{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":false,\"metadata\":{\"comment\":\"key\"}},{\"name\":\"Seen\",\"type\":\"timestamp\",\"nullable\":true,\"metadata\":{}},{\"name\":\"p q\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}},{\"name\":\"amount\",\"type\":\"decimal(12,2)\",\"nullable\":true,\"metadata\":{}},{\"name\":\"pair\",\"type\":{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{}},{\"name\":\"b\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}]},\"nullable\":true,\"metadata\":{}}]}""";
        // a timestamp without zone, as INT96 and older writers give it; columns in another order; a column that the schema has not
        File_("p q=a%2Fb/one.parquet", "select 'extra' as extra, timestamp '2026-03-29 01:30:00.123456' as seen, 1::bigint as id, 1.5::decimal(12,2) as amount, {'a': 1, 'b': 'x'} as pair");
        // narrower number, no amount, a struct without b
        File_("null part/two [2].parquet", "select 2::int as id, timestamptz '2026-03-29 01:30:00+00' as \"Seen\", {'a': 2} as pair");
        File_("gone.parquet", "select 99::bigint as id");
        var absolute = Path.Combine(Folder, "elsewhere.parquet");
        Connection.Execute($"copy (select 3::bigint as id, 3.25::decimal(12,2) as amount) to {DuckSql.Literal(absolute)} (format parquet)");
        Log(0,
            """{"commitInfo":{"timestamp":1700000000000,"operation":"WRITE","operationMetrics":{"numFiles":"1"}}}""",
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
            $$$"""{"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":"{{{schema}}}","partitionColumns":["p q"],"configuration":{"owner":"them"},"createdTime":1}}""",
            """{"futureAction":{"x":1}}""",
            Add("p%20q=a%252Fb/one.parquet", """{"p q":"a/b"}"""),
            Add("gone.parquet", """{"p q":"z"}"""));
        Log(1,
            """{"remove":{"path":"gone%2Eparquet","deletionTimestamp":1700000000001,"dataChange":true}}""",
            """{"txn":{"appId":"stream","version":7}}""",
            Add("null%20part/two%20%5B2%5D.parquet", """{"p q":null}""", ",\"stats\":\"{not json\""),
            Add("file:" + absolute, """{"p q":""}""", ",\"stats\":\"{\\\"numRecords\\\":1}\",\"tags\":null,\"deletionVector\":null"));
        return DeltaTable.At(Root, Clock);
    }

    [Fact]
    public void Every_wart_is_read_right()
    {
        var snapshot = Table().Read();
        Assert.Equal(["id|BIGINT", "Seen|TIMESTAMP WITH TIME ZONE", "p q|VARCHAR", "amount|DECIMAL(12,2)", "pair|STRUCT(a INTEGER, b VARCHAR)"], Connection.Rows($"describe from {snapshot.ScanSql()}").Select(r => $"{r[0]}|{r[1]}"));
        Assert.Equal(
            ["1|2026-03-29 01:30:00.123456+00|a/b|1.50|{'a': 1, 'b': x}", "2|2026-03-29 01:30:00+00|null|null|{'a': 2, 'b': NULL}", "3|null|null|3.25|null"],
            Lines(snapshot.ScanSql()));
        Assert.Equal(7, snapshot.Txn("stream"));
        Assert.Equal("them", snapshot.Configuration["owner"]);
        Assert.Null(snapshot.Rows);
        Assert.Equal(["99"], Lines($"(select id from {snapshot.ScanSql(DeltaTable.At(Root, Clock).ReadVersion(0).Files.Where(f => f.Path == "gone.parquet"))})"));
    }

    [Fact]
    public void It_can_be_written_checkpointed_and_vacuumed_without_harm_to_its_files()
    {
        var table = Table();
        var before = Lines(table.Read().ScanSql());
        table.Checkpoint();
        table.Begin().SetTxn("ours", 1).Commit();
        Clock.Now = Clock.Now.AddYears(1);
        table.Vacuum(TimeSpan.FromHours(1));
        File.Delete(Path.Combine(Root, "_delta_log", $"{0:D20}.json"));
        var again = DeltaTable.At(Root, Clock).Read();
        Assert.Equal(before, Lines(again.ScanSql()));
        Assert.Equal("""{"comment":"key"}""", again.Schema.Columns[0].MetadataJson);
        Assert.True(File.Exists(Path.Combine(Folder, "elsewhere.parquet")));
    }

    [Fact]
    public void Many_files_are_read_through_one_short_list()
    {
        var table = NewTable("many", ("id", "bigint"));
        var commit = table.Begin();
        for (var i = 0; i < 40; i++) { commit.Add(ParquetWriter.Write(Connection, table, $"select {i}::bigint as id")!); }
        commit.Commit();
        var sql = table.Read().ScanSql();
        Assert.Equal(1, sql.Split(table.Path).Length - 1);
        Assert.Equal(780, Connection.Scalar<long>($"select sum(id)::bigint from {sql}"));
    }
}
