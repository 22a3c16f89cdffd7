using RailLife.DuckDb;
using RailLife.Lake;

namespace RailLife.Tests.Lake;

public sealed class ParquetWriterTests : LakeFixture
{
    [Theory]
    [InlineData("1::hugeint", "HUGEINT", "x::bigint")]
    [InlineData("sum(1)", "HUGEINT", "x::bigint")]
    [InlineData("uuid()", "UUID", "x::varchar")]
    [InlineData("1::utinyint", "UTINYINT", "x::smallint")]
    [InlineData("1::usmallint", "USMALLINT", "x::integer")]
    [InlineData("1::uinteger", "UINTEGER", "x::bigint")]
    [InlineData("1::ubigint", "UBIGINT", "x::bigint")]
    [InlineData("time '12:00'", "TIME", "x::varchar")]
    [InlineData("'12:00+01'::timetz", "TIME WITH TIME ZONE", "x::varchar")]
    [InlineData("'a'::enum('a', 'b')", "ENUM", "x::varchar")]
    [InlineData("interval 1 day", "INTERVAL", "epoch(x)")]
    [InlineData("timestamp '2026-01-01'", "TIMESTAMP", "at time zone 'UTC'")]
    [InlineData("'2026-01-01'::timestamp_ns", "TIMESTAMP_NS", "at time zone 'UTC'")]
    [InlineData("[1, 2]::int[2]", "INTEGER[2]", "x::INTEGER[]")]
    [InlineData("{'a': 1::hugeint}", "HUGEINT", "x::bigint")]
    [InlineData("[1::ubigint]", "UBIGINT", "x::bigint")]
    [InlineData("map {'a': uuid()}", "UUID", "x::varchar")]
    public void A_type_that_Delta_lacks_is_refused_with_the_cast_to_write(string value, string type, string cast)
    {
        var error = Assert.Throws<DeltaTypeException>(() => TableSchema.OfSelect(Connection, $"select {value} as x"));
        Assert.Contains($"no type for {type}", error.Message, StringComparison.Ordinal);
        Assert.Contains(cast, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1::bigint", "long")]
    [InlineData("1::int", "integer")]
    [InlineData("1::smallint", "short")]
    [InlineData("1::tinyint", "byte")]
    [InlineData("1::float", "float")]
    [InlineData("1::double", "double")]
    [InlineData("true", "boolean")]
    [InlineData("'a'", "string")]
    [InlineData("'{}'::json", "string")]
    [InlineData("'a'::blob", "binary")]
    [InlineData("date '2026-01-01'", "date")]
    [InlineData("timestamptz '2026-01-01 00:00:00+00'", "timestamp")]
    [InlineData("1::decimal(38,10)", "decimal(38,10)")]
    [InlineData("[1, 2]", """{"type":"array","elementType":"integer","containsNull":true}""")]
    [InlineData("map {'a': 1.5::double}", """{"type":"map","keyType":"string","valueType":"double","valueContainsNull":true}""")]
    [InlineData("{'a b': 1, c: [{'d': 'x'}]}", """{"type":"struct","fields":[{"name":"a b","type":"integer","nullable":true,"metadata":{}},{"name":"c","type":{"type":"array","elementType":{"type":"struct","fields":[{"name":"d","type":"string","nullable":true,"metadata":{}}]},"containsNull":true},"nullable":true,"metadata":{}}]}""")]
    public void Every_other_type_is_stored_under_Deltas_name_and_comes_back(string value, string name)
    {
        var select = $"select 1::bigint as id, {value} as x union all select 2::bigint, null";
        var schema = TableSchema.OfSelect(Connection, select);
        var table = Lake.Table("t");
        table.Create(schema, []);
        Assert.Contains(name.StartsWith('{') ? name : $"\"type\":\"{name}\"", schema.ToJson(), StringComparison.Ordinal);
        Assert.Equal(schema, TableSchema.Parse(schema.ToJson()));
        Append(table, select);
        Assert.Equal(Lines($"({select})"), Lines(NewLake().Table("t").Read().ScanSql()));
        Assert.Equal(schema, TableSchema.OfSelect(Connection, $"from {table.Read().ScanSql()}"));
    }

    [Theory]
    [InlineData("select 1::bigint as id", "lacks the column name VARCHAR")]
    [InlineData("select 1::bigint as id, 'a' as name, 2 as extra", "has a column extra")]
    [InlineData("select 1::int as id, 'a' as name", "id::BIGINT")]
    [InlineData("select null::bigint as id, 'a' as name", "column id of table t is not null, and 1 of 1 rows have none")]
    public void Rows_that_do_not_fit_the_table_are_refused_and_leave_no_file(string select, string message)
    {
        var table = Lake.Table("t");
        table.Create(new TableSchema([new Column("id", DeltaType.Long, Nullable: false), new Column("name", DeltaType.String)]), []);
        var error = Assert.ThrowsAny<DeltaException>(() => ParquetWriter.Write(Connection, table, select));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_select_that_fails_half_way_leaves_no_file()
    {
        var table = NewTable("t", ("id", "bigint"));
        Assert.Throws<DuckDbException>(() => ParquetWriter.Write(Connection, table, "select case when i = 300000 then error('stop')::bigint else i end as id from range(400000) r(i)"));
        Assert.Empty(Directory.EnumerateFiles(table.Path, "*.parquet", SearchOption.AllDirectories));
    }

    [Fact]
    public void No_rows_make_no_file()
    {
        var table = NewTable("t", ("id", "bigint"));
        Assert.Null(ParquetWriter.Write(Connection, table, "select 1::bigint as id where false"));
        Assert.Empty(Directory.EnumerateFiles(table.Path));
    }

    [Fact]
    public void Arguments_are_bound_and_columns_come_in_the_tables_order_sorted_as_asked()
    {
        var table = NewTable("t", ("id", "bigint"), ("name", "varchar"));
        var file = ParquetWriter.Write(Connection, table, "select 'n' || i as name, i::bigint as id from range(5) r(i) where i >= ?", new ParquetOptions { OrderBy = "id desc" }, [3])!;
        Assert.Equal([[4L, "n4"], [3L, "n3"]], Connection.Rows($"from {table.Read().ScanSql([file])}"));
    }

    [Fact]
    public void Stats_say_rows_bounds_and_nulls_of_every_scalar_column()
    {
        var table = Lake.Table("t");
        var select = """
            select i::bigint as l, i::int as i, (i * 1.25)::decimal(18,4) as d, i::double as f, 'k' || lpad(i::varchar, 3, '0') as s, date '2026-01-01' + i::int as day,
                   timestamptz '2026-01-01 00:00:00.000001+00' + to_seconds(i) as t, i % 2 = 0 as b, [i] as list, case when i < 3 then null else i::smallint end as n, repeat('é', 100) as long
            from range(10) r(i)
            """;
        table.Create(TableSchema.OfSelect(Connection, select), []);
        var stats = ParquetWriter.Write(Connection, table, select)!.Stats!;
        Assert.Equal(10, stats.NumRecords);
        string Bounds(string c) => $"{stats.Min(c)?.GetRawText()} {stats.Max(c)?.GetRawText()} {stats.NullCount(c)}";
        Assert.Equal("0 9 0", Bounds("l"));
        Assert.Equal("0 9 0", Bounds("i"));
        Assert.Equal("0.0000 11.2500 0", Bounds("d"));
        Assert.Equal("0.0 9.0 0", Bounds("f"));
        Assert.Equal("\"k000\" \"k009\" 0", Bounds("s"));
        Assert.Equal("\"2026-01-01\" \"2026-01-10\" 0", Bounds("day"));
        Assert.Equal("\"2026-01-01T00:00:00.000001Z\" \"2026-01-01T00:00:09.000001Z\" 0", Bounds("t"));
        Assert.Equal("3 9 3", Bounds("n"));
        Assert.Equal("  0", Bounds("b"));
        Assert.Null(stats.Min("list"));
        Assert.Equal(48, stats.Min("long")!.Value.GetString()!.Length);
        Assert.True(string.CompareOrdinal(stats.Max("long")!.Value.GetString(), new string('é', 100)) > 0);
    }

    [Fact]
    public void Nothing_is_said_of_the_bounds_of_a_column_with_NaN()
    {
        var table = NewTable("t", ("f", "double"));
        var stats = ParquetWriter.Write(Connection, table, "select unnest([1.0, 'nan'::double, 3.0]) as f")!.Stats!;
        Assert.Null(stats.Max("f"));
    }

    [Theory]
    [InlineData("a b", "Delta column name")]
    [InlineData("", "Delta column name")]
    public void Column_names_that_other_engines_refuse_are_refused(string name, string message) =>
        Assert.Contains(message, Assert.Throws<DeltaTypeException>(() => Lake.Table("t").Create(new TableSchema([new Column(name, DeltaType.Long)]), [])).Message, StringComparison.Ordinal);
}
