using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class CheckpointTests : LakeFixture
{
    private DeltaTable Filled(int commits)
    {
        var table = Lake.Table("t");
        if (!table.Exists()) { table.Create(TableSchema.Of(("id", "bigint"), ("day", "date")), ["day"]); }
        for (var i = 0; i < commits; i++)
        {
            Clock.Now = Clock.Now.AddMinutes(1);
            var version = table.Read().Version;
            table.Begin().SetTxn("writer", version + 1)
                .Add(ParquetWriter.Write(Connection, table, $"select {version}::bigint as id", partition: new Dictionary<string, string?> { ["day"] = "2026-01-01" })!).Commit();
        }
        return table;
    }

    private string Log(string name) => Path.Combine(Folder, "t", "_delta_log", name);

    private void SameAs(Snapshot expected, Snapshot found)
    {
        Assert.Equal(expected.Version, found.Version);
        Assert.Equal(expected.Schema, found.Schema);
        Assert.Equal(expected.PartitionColumns, found.PartitionColumns);
        Assert.Equal(expected.Configuration, found.Configuration);
        Assert.Equal(expected.Txns, found.Txns);
        Assert.Equal(expected.Files.Select(Describe), found.Files.Select(Describe));
        Assert.Equal(Lines(expected.ScanSql()), Lines(found.ScanSql()));
    }

    private static string Describe(DataFile f) => $"{f.Path} {string.Join(',', f.PartitionValues)} {f.Bytes} {f.ModifiedAt:O} {f.Stats?.Json} {string.Join(',', f.Tags ?? new Dictionary<string, string>())}";

    [Fact]
    public void A_table_read_from_a_checkpoint_is_the_table_read_from_its_commits()
    {
        var table = Filled(12);
        var gone = table.Read().Files[3];
        table.Begin().Remove(gone).Commit();
        table.Checkpoint();
        var expected = table.Read();
        SameAs(expected, NewLake().Table("t").Read());
        // Without the commits only the checkpoint can have told it.
        foreach (var commit in Directory.EnumerateFiles(Log(""), "*.json")) { File.Delete(commit); }
        SameAs(expected, NewLake().Table("t").Read());
        Filled(1);
        Assert.Equal(expected.Version + 1, NewLake().Table("t").Read().Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"version": "x"}""")]
    [InlineData("""{"version": 99}""")]
    [InlineData("""{"version": 3, "parts": 7}""")]
    [InlineData("""{"version": -1}""")]
    public void A_broken_hint_is_passed_over(string hint)
    {
        var table = Filled(5);
        table.Checkpoint();
        File.WriteAllText(Log("_last_checkpoint"), hint);
        SameAs(table.Read(), NewLake().Table("t").Read());
    }

    [Fact]
    public void A_hint_older_than_the_cleaned_log_is_passed_over()
    {
        var table = Filled(3);
        table.Checkpoint();
        var stale = File.ReadAllText(Log("_last_checkpoint"));
        Filled(5);
        table.Checkpoint();
        Clock.Now = Clock.Now.AddDays(1);
        Filled(1);
        Assert.True(table.CleanLog(TimeSpan.FromHours(1)) > 0);
        File.WriteAllText(Log("_last_checkpoint"), stale);
        SameAs(table.Read(), NewLake().Table("t").Read());
    }

    [Fact]
    public void A_torn_checkpoint_is_passed_over_while_the_commits_are_there_and_named_when_they_are_not()
    {
        var table = Filled(4);
        var version = table.Checkpoint();
        var file = Log($"{version:D20}.checkpoint.parquet");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        SameAs(table.Read(), NewLake().Table("t").Read());
        File.Delete(Log($"{0:D20}.json"));
        Assert.Contains("begins at version 1", Assert.Throws<DeltaCorruptException>(() => NewLake().Table("t").Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_in_several_parts_is_read_when_all_parts_are_there()
    {
        var table = Filled(6);
        var version = table.Checkpoint();
        var whole = Log($"{version:D20}.checkpoint.parquet");
        for (var part = 1; part <= 3; part++)
        {
            Connection.Execute($"copy (select * exclude (n) from (select *, row_number() over () as n from read_parquet({DuckSql.Literal(whole)})) where n % 3 = {part - 1}) to {DuckSql.Literal(Log($"{version:D20}.checkpoint.{part:D10}.{3:D10}.parquet"))} (format parquet)");
        }
        File.Delete(whole);
        File.WriteAllText(Log("_last_checkpoint"), $$"""{"version":{{version}},"size":1,"parts":3}""");
        File.Delete(Log($"{0:D20}.json"));
        Assert.Equal(table.Read().Files.Select(f => f.Path).Order(), NewLake().Table("t").Read().Files.Select(f => f.Path).Order());
        File.Delete(Log($"{version:D20}.checkpoint.{2:D10}.{3:D10}.parquet"));
        Assert.Throws<DeltaCorruptException>(() => NewLake().Table("t").Read());
    }

    [Theory]
    // Other writers leave out what they have nothing to say in, add columns of their own and choose narrower numbers.
    [InlineData("protocol, metaData, {path: \"add\".path, partitionValues: \"add\".partitionValues, size: \"add\".size::integer, modificationTime: \"add\".modificationTime, dataChange: true, stats: \"add\".stats} as \"add\", {domain: 'x'} as domainMetadata", true)]
    // A file without a path is no file; a checkpoint without sizes or of other types is passed over.
    [InlineData("protocol, metaData, case when \"add\" is null then {path: null::varchar, size: null::bigint} end as remove, \"add\"", true)]
    [InlineData("protocol, metaData, case when \"add\" is not null then {path: \"add\".path} end as \"add\"", false)]
    [InlineData("protocol, metaData, case when \"add\" is not null then {path: \"add\".path, size: 'big'} end as \"add\"", false)]
    [InlineData("protocol, metaData, case when \"add\" is not null then {size: 1} end as \"add\"", false)]
    public void A_checkpoint_of_another_writer_is_read_or_passed_over(string columns, bool readable)
    {
        var table = Filled(4);
        var expected = table.Read();
        var file = Log($"{table.Checkpoint():D20}.checkpoint.parquet");
        Connection.Execute($"copy (select {columns} from read_parquet({DuckSql.Literal(file)}) where txn is null) to {DuckSql.Literal(file + ".new")} (format parquet)");
        File.Move(file + ".new", file, overwrite: true);
        // Of what is left out, tags are no reader's need; all else must be the same.
        static string Needed(DataFile f) => Describe(f with { Tags = null });
        Assert.Equal(expected.Files.Select(Needed), NewLake().Table("t").Read().Files.Select(Needed));
        File.Delete(Log($"{0:D20}.json"));
        if (readable) { Assert.Equal(expected.Files.Select(Needed), NewLake().Table("t").Read().Files.Select(Needed)); }
        else { Assert.Throws<DeltaCorruptException>(() => NewLake().Table("t").Read()); }
    }

    [Fact]
    public void A_deletion_vector_in_a_checkpoint_is_refused_by_its_name()
    {
        var file = Log($"{Filled(2).Checkpoint():D20}.checkpoint.parquet");
        Connection.Execute($$"""
            copy (select * replace (case when "add" is not null then struct_insert("add", deletionVector := {storageType: 'u', cardinality: 1}) end as "add") from read_parquet({{DuckSql.Literal(file)}}))
            to {{DuckSql.Literal(file + ".new")}} (format parquet)
            """);
        File.Move(file + ".new", file, overwrite: true);
        Assert.Equal(["deletionVectors"], Assert.Throws<DeltaUnsupportedException>(() => NewLake().Table("t").Read()).Features);
    }

    [Fact]
    public void Checkpoints_come_by_themselves_and_their_failure_does_not_fail_the_commit()
    {
        var failures = new List<string>();
        var lake = NewLake(new LakeOptions { CheckpointEveryMin = 3, CheckpointEveryMax = 3, CheckpointFailed = (name, e) => failures.Add($"{name} {e.GetType().Name}"), Moment = m => { if (m == "checkpoint" && failures.Count == 0) { throw new IOException("disk"); } } });
        var table = lake.Table("t");
        table.Create(TableSchema.Of(("id", "bigint")), []);
        for (var i = 0; i < 7; i++) { Append(table, $"select {i}::bigint as id"); }
        Assert.Equal(["t IOException"], failures);
        Assert.Equal(7, table.Read().Version);
        Assert.Contains("\"version\":7", File.ReadAllText(Log("_last_checkpoint")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_version_is_named()
    {
        var table = Filled(5);
        File.Delete(Log($"{3:D20}.json"));
        Assert.Contains("lacks version 3", Assert.Throws<DeltaCorruptException>(() => NewLake().Table("t").Read()).Message, StringComparison.Ordinal);
        Assert.Equal(5, table.Read().Version);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"add\":{\"path\":null,\"size\":1}}")]
    [InlineData("{\"add\":{\"size\":1}}")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":\"one\"}}")]
    [InlineData("{\"metaData\":{\"id\":\"1\",\"schemaString\":\"nope\",\"partitionColumns\":[]}}")]
    public void A_broken_line_is_named_with_its_file(string line)
    {
        Filled(1);
        File.WriteAllText(Log($"{2:D20}.json"), "{\"commitInfo\":{}}\n" + line + "\n");
        var error = Assert.Throws<DeltaCorruptException>(() => NewLake().Table("t").Read());
        Assert.True(error.Message.Contains("line 2", StringComparison.Ordinal) || error.Message.Contains("schemaString", StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["deletionVectors","v2Checkpoint"],"writerFeatures":["deletionVectors"]}}""", "deletionVectors, v2Checkpoint")]
    [InlineData("""{"protocol":{"minReaderVersion":9,"minWriterVersion":9}}""", "reader version 9")]
    [InlineData("""{"add":{"path":"x.parquet","partitionValues":{"day":null},"size":1,"modificationTime":1,"dataChange":true,"deletionVector":{"storageType":"u"}}}""", "deletion vector")]
    [InlineData("""{"add":{"path":"s3://bucket/x.parquet","partitionValues":{"day":null},"size":1,"modificationTime":1,"dataChange":true}}""", "only files of this machine")]
    [InlineData("""{"metaData":{"id":"1","format":{"provider":"orc"},"partitionColumns":[]}}""", "files are orc")]
    [InlineData("""{"metaData":{"id":"1","schemaString":"{\"fields\":[{\"name\":\"a\",\"type\":\"timestamp_ntz\"}]}","partitionColumns":[]}}""", "timestamp_ntz")]
    public void A_feature_that_comes_with_a_later_version_is_refused_by_name_and_older_versions_stay_readable(string line, string name)
    {
        var table = Filled(1);
        File.WriteAllText(Log($"{2:D20}.json"), line + "\n");
        Assert.Contains(name, Assert.Throws<DeltaUnsupportedException>(() => table.Read()).Message, StringComparison.Ordinal);
        Assert.Contains(name, Assert.Throws<DeltaUnsupportedException>(() => NewLake().Table("t").Read()).Message, StringComparison.Ordinal);
        Assert.Equal(1, table.ReadVersion(1).Version);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["appendOnly","changeDataFeed"]}}""", "changeDataFeed")]
    [InlineData("""{"protocol":{"minReaderVersion":1,"minWriterVersion":4}}""", "generatedColumns")]
    public void A_table_that_only_writers_must_understand_is_read_and_not_written(string line, string name)
    {
        var table = Filled(1);
        File.WriteAllText(Log($"{2:D20}.json"), line + "\n");
        Assert.Equal(2, table.Read().Version);
        Assert.Contains(name, Assert.Throws<DeltaUnsupportedException>(() => table.Begin()).Message, StringComparison.Ordinal);
    }
}
