using System.Numerics;
using RailLife.Bench.DuckDb;
using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

/// <summary>Values of every type, compared with the text that DuckDB itself prints for them.</summary>
public sealed class ValueTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public ValueTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public static TheoryData<string> Types => [.. RandomValues.Types.Select(t => t.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Random_values_equal_what_duckdb_prints_and_can_be_arguments(string type) =>
        Assert.Empty(RandomValues.Violations(_connection, type, count: 300, argumentEvery: 10, Random.Shared.Next()));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_named_as_duckdb_names_it_and_gives_its_clr_type(string type)
    {
        var expression = RandomValues.Types.Single(t => t.Type == type).Expression;
        using var reader = _connection.ReadChunks($"select v, typeof(v) from (select ({expression})::{type} as v from (select 12::ubigint as r))");
        Assert.True(reader.Next());
        Assert.Equal(reader.Vector(1).Text(0), reader.Columns[0].Type.ToString().Replace("\"", "", StringComparison.Ordinal));
        Assert.IsAssignableFrom(reader.Columns[0].Type.ClrType, reader.Vector(0).Value(0));
    }

    /// <summary>Values at the ends of their types, and the same bound as an argument.</summary>
    public static TheoryData<object?, string> Ends => new()
    {
        { null, "\"NULL\"" }, { true, "BOOLEAN" }, { "", "VARCHAR" }, { "a\0b", "VARCHAR" }, { "站🚇", "VARCHAR" },
        { sbyte.MinValue, "TINYINT" }, { short.MaxValue, "SMALLINT" }, { int.MinValue, "INTEGER" }, { long.MinValue, "BIGINT" },
        { byte.MaxValue, "UTINYINT" }, { ushort.MaxValue, "USMALLINT" }, { uint.MaxValue, "UINTEGER" }, { ulong.MaxValue, "UBIGINT" },
        { Int128.MaxValue, "HUGEINT" }, { Int128.MinValue + 1, "HUGEINT" }, { UInt128.MaxValue, "UHUGEINT" },
        { BigInteger.Pow(-7, 99), "BIGNUM" }, { BigInteger.Zero, "BIGNUM" },
        { float.Epsilon, "FLOAT" }, { double.MaxValue, "DOUBLE" }, { double.NegativeInfinity, "DOUBLE" },
        { 0m, "DECIMAL(1,0)" }, { 0.000m, "DECIMAL(3,3)" }, { -1.50m, "DECIMAL(3,2)" }, { 0.01m, "DECIMAL(2,2)" },
        { new DateOnly(1, 1, 1), "DATE" }, { DateOnly.MaxValue, "DATE" }, { new TimeOnly(23, 59, 59, 999, 999), "TIME" },
        { new DateTime(1, 1, 1), "TIMESTAMP" }, { new DateTime(9999, 12, 31, 23, 59, 59, DateTimeKind.Utc), "TIMESTAMP WITH TIME ZONE" },
        { Guid.Empty, "UUID" }, { Guid.Parse("ffffffff-ffff-ffff-ffff-fffffffffffe"), "UUID" },
        { new DuckDbInterval(-1, 2, -3), "INTERVAL" }, { new DuckDbTimeTz(TimeSpan.FromHours(24), TimeSpan.FromMinutes(-330)), "TIME WITH TIME ZONE" },
        { new byte[] { 0, 1, 255 }, "BLOB" }, { Array.Empty<byte>(), "BLOB" },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void An_argument_comes_back_as_it_went_in(object? value, string type)
    {
        var row = Assert.Single(_connection.Rows("select $1, typeof($1)", value));
        Assert.Equal(value, row[0]);
        Assert.Equal(type, row[1]);
    }

    [Fact]
    public void Lists_are_arguments_too_empty_ones_with_their_type()
    {
        Assert.Equal([2L, 3L], _connection.Rows("select i from range(5) t(i) where list_contains($1, i) order by i", new long[] { 2, 3, 9 }).Select(r => r[0]));
        Assert.Equal([["VARCHAR[]", 0L]], _connection.Rows("select typeof($1), len($1)", Array.Empty<string>()));
        Assert.Equal([["DECIMAL(38,2)[]", "[1.50, NULL]"]], _connection.Rows("select typeof($1), $1::varchar", new List<decimal?> { 1.50m, null }));
        Assert.Equal([["UUID[]"]], _connection.Rows("select typeof($1)", new HashSet<Guid> { Guid.Empty }));
        Assert.Equal([[2L]], _connection.Rows("select count(*) from (select unnest($1))", new List<object?> { "a", null }));
    }

    public static TheoryData<object> WrongLists =>
    [
        new List<object> { new Uri("http://x") },
        new List<object> { 1, "a" },
        new[] { decimal.MaxValue, 0.0000000000000000000000000001m },
        new List<int[]> { new[] { 1 } },
    ];

    [Theory]
    [MemberData(nameof(WrongLists))]
    public void A_list_that_has_no_one_type_is_refused(object list)
    {
        Assert.Throws<DuckDbException>(() => _connection.Rows("select $1", list));
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_local_time_or_an_offset_is_bound_as_its_instant()
    {
        var instant = new DateTimeOffset(2024, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal("2024-06-01 00:00:00+00", _connection.Scalar<string>("select $1::varchar", instant));
        Assert.Equal("2024-06-01 00:00:00+00", _connection.Scalar<string>("select $1::varchar", instant.UtcDateTime.ToLocalTime()));
        Assert.Equal(instant, _connection.Scalar<DateTimeOffset>("select $1", instant));
    }

    [Theory]
    [InlineData("'infinity'::date", "infinity")]
    [InlineData("'-infinity'::timestamp", "infinity")]
    [InlineData("'infinity'::timestamptz", "infinity")]
    [InlineData("date '290000-01-01'", "years 1 to 9999")]
    [InlineData("timestamp '0044-03-15 (BC) 00:00:00'", "years 1 to 9999")]
    [InlineData("time '24:00:00'", "below 24:00")]
    [InlineData("99999999999999999999999999999999999999::decimal(38,0)", "28 digits")]
    [InlineData("0.12345678901234567890123456789012345678::decimal(38,38)", "28 digits")]
    public void A_value_that_dotnet_cannot_hold_is_an_error_that_names_the_cast(string expression, string part)
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Rows($"select {expression}"));
        Assert.Equal(DuckDbErrorKind.ValueRange, error.Kind);
        Assert.Contains(part, error.Message);
        Assert.Contains("::varchar", error.Message);
    }

    [Fact]
    public void A_wide_decimal_with_few_digits_is_read() =>
        Assert.Equal([[1.5m, -7m]], _connection.Rows("select 1.5::decimal(38,30), -7::decimal(38,0)"));

    [Fact]
    public void Nulls_of_nested_values_stay_apart_from_empty_ones()
    {
        var rows = _connection.Rows("select * from (values ([1, null]), ([]), (null)) t(a)");
        Assert.Equal([1, null], Assert.IsType<List<object?>>(rows[0][0]));
        Assert.Empty(Assert.IsType<List<object?>>(rows[1][0]));
        Assert.Null(rows[2][0]);
    }

    [Fact]
    public void Chunks_give_spans_of_the_physical_values()
    {
        using var reader = _connection.ReadChunks("select i, (i % 3)::int as n, case when i % 2 = 0 then 'row ' || i || ' with text' end as s, [i, i + 1] as l from range(5000) t(i)");
        long sum = 0, texts = 0, elements = 0, rows = 0;
        while (reader.Next())
        {
            rows += reader.RowCount;
            var (text, list) = (reader.Vector(2), reader.Vector(3));
            Assert.True(reader.Vector(0).NeverNull);
            var child = list.Child().Values<long>();
            foreach (var id in reader.Vector(0).Values<long>())
            {
                sum += id;
            }

            for (var row = 0; row < reader.RowCount; row++)
            {
                texts += text.IsNull(row) ? 0 : text.Utf8(row).Length;
                var (offset, length) = list.Elements(row);
                elements += child.Slice(offset, length)[1];
            }

            Assert.Throws<InvalidOperationException>(() => reader.Vector(1).Values<long>().Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => reader.Vector(1).IsNull(reader.RowCount));
            Assert.Throws<InvalidOperationException>(() => reader.Vector(0).Utf8(0).Length);
        }

        Assert.Equal((5000L, 12_497_500L, 12_502_500L), (rows, sum, elements));
        Assert.Equal(_connection.Scalar<long>("select sum(strlen('row ' || i || ' with text')) from range(0, 5000, 2) t(i)"), texts);
    }
}
