using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class PruneTests : LakeFixture
{
    private static readonly string[] Columns = ["l", "d", "f", "s", "day", "t", "n"];

    // Files with rows 0-9, 10-19, ...; the last column is null in the first file.
    private Snapshot Files(int files)
    {
        var table = Lake.Table("t");
        static string Select(int from) => $"""
            select i as l, (i * 1.5)::decimal(12,2) as d, i / 2 as f, chr((200 + i)::int) || '☂' as s, date '2026-01-01' + i::int as day,
                   timestamptz '2026-01-01 00:00:00.0009+00' + to_seconds(i) as t, {(from == 0 ? "null::int" : "i::int")} as n
            from range({from}, {from + 10}) r(i)
            """;
        table.Create(TableSchema.OfSelect(Connection, Select(0)), []);
        var commit = table.Begin();
        for (var file = 0; file < files; file++) { commit.Add(ParquetWriter.Write(Connection, table, Select(10 * file))!); }
        commit.Commit();
        return table.Read();
    }

    [Fact]
    public void Pruning_never_loses_a_row_and_skips_what_cannot_match()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var snapshot = Files(8);
        var (kept, all) = (0, 0);
        for (var round = 0; round < 200; round++)
        {
            var column = Columns[random.Next(Columns.Length)];
            var (low, high) = (random.Next(-5, 90), random.Next(-5, 90));
            var values = Connection.Rows($"select {column} from {snapshot.ScanSql()} where {column} is not null and l between {low} and {high}").Select(r => r[0]!).ToList();
            if (values.Count == 0) { continue; }
            ColumnFilter filter = random.Next(2) == 0 ? new ColumnFilter.OneOf(column, values) : new ColumnFilter.Between(column, values[0], values[^1]);
            var files = snapshot.Prune(filter);
            var found = Connection.Scalar<long>($"select count(*) from {snapshot.ScanSql(files)} where l between {low} and {high} and {column} is not null");
            Assert.True(found == values.Count, $"seed {seed} round {round}: {filter} keeps {found} of {values.Count} rows");
            kept += files.Count;
            all += snapshot.Files.Count;
        }
        Assert.True(kept < all * 3 / 4, $"kept {kept} of {all}");
    }

    public static TheoryData<ColumnFilter, int> Cases() => new()
    {
        { ColumnFilter.Equal("l", 15L), 1 },
        { ColumnFilter.Equal("l", 15), 1 },
        { new ColumnFilter.Between("l", 8, 12), 2 },
        { new ColumnFilter.Between("l", null, 12), 2 },
        { new ColumnFilter.Between("l", 30, null), 1 },
        { new ColumnFilter.Between("l", 100, null), 0 },
        { new ColumnFilter.Between("l", null, null), 4 },
        { new ColumnFilter.OneOf("l", [1L, 38L]), 2 },
        { new ColumnFilter.OneOf("l", []), 0 },
        { ColumnFilter.Equal("d", 22.5m), 1 },
        { ColumnFilter.Equal("f", 4.5), 1 },
        { ColumnFilter.Equal("day", new DateOnly(2026, 1, 16)), 1 },
        { ColumnFilter.Equal("t", new DateTimeOffset(2026, 1, 1, 1, 0, 15, TimeSpan.FromHours(1)).AddTicks(9000)), 1 },
        { ColumnFilter.Equal("t", new DateTime(2026, 1, 1, 0, 0, 39, DateTimeKind.Utc).AddTicks(9000)), 1 },
        { ColumnFilter.Equal("n", 5), 0 },                  // the file of these rows has nulls only
        { ColumnFilter.Equal("s", "Ò☂"), 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bounds_are_compared_in_the_columns_type(ColumnFilter filter, int files) => Assert.Equal(files, Files(4).Prune(filter).Count);

    [Fact]
    public void Files_without_stats_or_with_broken_ones_stay()
    {
        var snapshot = Files(2);
        var table = Lake.Table("t");
        table.Begin().Remove(snapshot.Files[0]).Remove(snapshot.Files[1]).Add(snapshot.Files[0] with { Stats = null }).Add(snapshot.Files[1] with { Stats = new FileStats("{") }).Commit();
        Assert.Equal(2, table.Read().Prune(ColumnFilter.Equal("l", 5000)).Count);
    }

    [Fact]
    public void Partitions_are_pruned_by_their_values()
    {
        var table = Lake.Table("p");
        table.Create(TableSchema.Of(("id", "bigint"), ("day", "date")), ["day"]);
        var commit = table.Begin();
        foreach (var day in new string?[] { "2026-01-01", "2026-01-02", null })
        {
            commit.Add(ParquetWriter.Write(Connection, table, "select 1::bigint as id", partition: new Dictionary<string, string?> { ["day"] = day })!);
        }
        commit.Commit();
        Assert.Equal(["2026-01-02"], table.Read().Prune(new ColumnFilter.Between("day", new DateOnly(2026, 1, 2), null)).Select(f => f.PartitionValues["day"]));
        Assert.Contains("has no column other", Assert.Throws<DeltaTypeException>(() => table.Read().Prune(ColumnFilter.Equal("other", 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_compared_as_UTF8_bytes_not_as_UTF16()
    {
        var table = NewTable("u", ("s", "varchar"));
        Append(table, "select unnest(['\uFFFD', '😀']) as s");         // U+FFFD sorts below U+1F600 in UTF-8, above in UTF-16
        var snapshot = table.Read();
        Assert.Single(snapshot.Prune(ColumnFilter.Equal("s", "😀")));
        Assert.Single(snapshot.Prune(ColumnFilter.Equal("s", "\uFFFD")));
        Assert.Empty(snapshot.Prune(ColumnFilter.Equal("s", "a")));
    }
}
