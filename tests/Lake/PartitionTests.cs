using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class PartitionTests : LakeFixture
{
    private DeltaTable Table(string column, string type)
    {
        var table = Lake.Table("t");
        table.Create(TableSchema.Of(("id", "bigint"), (column, type), ("name", "varchar")), [column]);
        return table;
    }

    private void Add(DeltaTable table, string select, string column, object? value)
    {
        var file = ParquetWriter.Write(Connection, table, select, partition: new Dictionary<string, string?> { [column] = PartitionValue.Text(value) })!;
        table.Begin().Add(file).Commit();
    }

    public static TheoryData<string, object?> Values() => new()
    {
        { "varchar", "plain" }, { "varchar", null }, { "varchar", "a/b=c%20 d'e\"f" }, { "varchar", "轨道 ☂ %" }, { "varchar", ".." }, { "varchar", "__HIVE_DEFAULT_PARTITION__" },
        { "bigint", long.MinValue }, { "integer", 7 }, { "decimal(12,5)", -2342342.23423m }, { "boolean", true }, { "date", new DateOnly(1969, 12, 31) },
        { "timestamptz", new DateTimeOffset(2026, 3, 29, 1, 30, 0, 123, 456, TimeSpan.FromHours(1)) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_partition_value_comes_back_typed_from_our_files_and_from_those_without_the_column(string type, object? value)
    {
        var table = Table("p", type);
        Add(table, "select 1::bigint as id, 'a' as name", "p", value);
        var expected = Lines($"(select 1::bigint as id, ?::{type} as p, 'a' as name)".Replace("?", PartitionValue.Text(value) is { } text ? DuckSql.Literal(type == "timestamptz" ? text + "+00" : text) : "null", StringComparison.Ordinal));
        Assert.Equal(expected, Lines(table.Read().ScanSql()));
        // As another engine leaves it: the column is in the log only.
        var file = table.Read().Files[0];
        Connection.Execute($"copy (select 1::bigint as id, 'a' as name) to {DuckSql.Literal(table.Path + "/foreign.parquet")} (format parquet)");
        var foreign = file with { Path = "foreign.parquet", Tags = null };
        table.Begin().Remove(file).Add(foreign).Commit();
        Assert.Equal(expected, Lines(NewLake().Table("t").Read().ScanSql()));
    }

    [Fact]
    public void Rows_of_another_partition_are_refused_and_leave_no_file()
    {
        var table = Table("day", "date");
        var error = Assert.Throws<DeltaException>(() => Add(table, "select i as id, date '2026-01-01' + i::int as day, 'a' as name from range(2) r(i)", "day", new DateOnly(2026, 1, 1)));
        Assert.Contains("have values from 2026-01-01 to 2026-01-02", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_missing_or_unknown_partition_value_is_refused()
    {
        var table = Table("day", "date");
        Assert.Throws<DeltaException>(() => ParquetWriter.Write(Connection, table, "select 1::bigint as id, 'a' as name"));
        Assert.Throws<DeltaException>(() => ParquetWriter.Write(Connection, table, "select 1::bigint as id, 'a' as name", partition: new Dictionary<string, string?> { ["other"] = "1" }));
        Assert.Throws<ArgumentException>(() => PartitionValue.Text(""));
    }

    [Fact]
    public void Overwriting_a_partition_leaves_the_others()
    {
        var table = Table("day", "date");
        foreach (var day in new[] { 1, 2 }) { Add(table, $"select {day}::bigint as id, 'old' as name", "day", new DateOnly(2026, 1, day)); }
        var partition = new Dictionary<string, string?> { ["day"] = "2026-01-02" };
        table.Begin().RemoveWhere(f => f.PartitionValues["day"] == "2026-01-02")
            .Add(ParquetWriter.Write(Connection, table, "select 2::bigint as id, 'new' as name", partition: partition)!).Commit();
        Assert.Equal(["1|2026-01-01|old", "2|2026-01-02|new"], Lines(table.Read().ScanSql()));
    }

    [Fact]
    public void Columns_added_later_are_null_in_partitioned_files_too()
    {
        var table = Table("day", "date");
        Add(table, "select 1::bigint as id, 'a' as name", "day", new DateOnly(2026, 1, 1));
        table.Begin().AddColumns(new Column("age", DeltaType.Integer)).Commit();
        Assert.Equal(["1|2026-01-01|a|null"], Lines(table.Read().ScanSql()));
    }
}
