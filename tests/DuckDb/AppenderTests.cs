using System.Text;
using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class AppenderTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public AppenderTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Texts_of_all_lengths_and_nulls_survive_many_chunks()
    {
        _connection.Execute("create table t(i bigint, s varchar, n int)");
        const int rows = 10_000;
        using (var appender = _connection.OpenAppender("t"))
        {
            for (var i = 0; i < rows; i++)
            {
                appender.Set(0, (long)i);
                appender.SetUtf8(1, Encoding.UTF8.GetBytes(TextOf(i)));
                if (i % 3 == 0)
                {
                    appender.Set(2, i);
                }

                appender.NextRow();
            }

            Assert.Equal(rows, appender.RowCount);
        }

        var answer = _connection.Rows("select i, s, n from t order by i");
        Assert.Equal(rows, answer.Count);
        for (var i = 0; i < rows; i++)
        {
            Assert.Equal([(long)i, TextOf(i), i % 3 == 0 ? i : null], answer[i]);
        }
    }

    [Fact]
    public void Huge_texts_pass()
    {
        _connection.Execute("create table t(s varchar)");
        using (var appender = _connection.OpenAppender("t"))
        {
            for (var i = 0; i < 10; i++)
            {
                appender.Set(0, new string('界', 300_000 + i));
                appender.NextRow();
            }
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (object?)(300_000L + i)), _connection.Rows("select length(s)::bigint from t").Select(r => r[0]));
    }

    [Fact]
    public void Every_scalar_type_comes_back_as_it_was_set()
    {
        _connection.Execute("""
            create table t(a bool, b tinyint, c smallint, d int, e bigint, f utinyint, g usmallint, h uinteger, i ubigint, j hugeint, k uhugeint, l float, m double,
                           n decimal(4,1), o decimal(9,2), p decimal(18,4), q decimal(38,6), r varchar, s blob, t date, u time, v timestamptz, w timestamp, x interval, y uuid)
            """);
        var id = Guid.Parse("018f3c1e-7b2a-7cde-8f01-23456789abcd");
        var at = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(1_234_560);
        using (var appender = _connection.OpenAppender("t"))
        {
            appender.Set(0, true);
            appender.Set(1, (sbyte)-5);
            appender.Set(2, (short)-500);
            appender.Set(3, int.MinValue);
            appender.Set(4, long.MinValue);
            appender.Set(5, (byte)250);
            appender.Set(6, (ushort)65_000);
            appender.Set(7, uint.MaxValue);
            appender.Set(8, ulong.MaxValue);
            appender.Set(9, Int128.MinValue + 1);
            appender.Set(10, UInt128.MaxValue);
            appender.Set(11, 1.5f);
            appender.Set(12, -0.1);
            appender.Set(13, -999.9m);
            appender.Set(14, 1234567.8m);
            appender.SetDecimal(15, 123456, 4);
            appender.Set(16, -79228162514264337593543950.335m);
            appender.Set(17, "多么 'x' 🚇 and more than twelve");
            appender.SetBlob(18, [0, 255, 1]);
            appender.Set(19, new DateOnly(1, 1, 1));
            appender.Set(20, new TimeOnly(23, 59, 59));
            appender.Set(21, at);
            appender.SetTimestampMicros(22, -1);
            appender.Set(23, new DuckDbInterval(1, -2, 3));
            appender.Set(24, id);
            appender.NextRow();
        }

        object?[] expected =
        [
            true, (sbyte)-5, (short)-500, int.MinValue, long.MinValue, (byte)250, (ushort)65_000, uint.MaxValue, ulong.MaxValue, Int128.MinValue + 1, UInt128.MaxValue, 1.5f, -0.1,
            -999.9m, 1234567.80m, 12.3456m, -79228162514264337593543950.335000m, "多么 'x' 🚇 and more than twelve", new byte[] { 0, 255, 1 }, new DateOnly(1, 1, 1), new TimeOnly(23, 59, 59),
            at.UtcDateTime, new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_990), new DuckDbInterval(1, -2, 3), id,
        ];
        var row = Assert.Single(_connection.Rows("from t"));
        Assert.Equal(expected[..16], row[..16]);
        Assert.Equal(expected[17..], row[17..]);
        Assert.Equal("-79228162514264337593543950.335000", _connection.Scalar<string>("select q::varchar from t"));
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 65, 0xe4, 0xb8 })]
    public void Invalid_utf8_is_refused_at_once_and_costs_no_other_row(byte[] bytes)
    {
        _connection.Execute("create table t(i int, s varchar)");
        using (var appender = _connection.OpenAppender("t"))
        {
            appender.Set(0, 1);
            appender.Set(1, "good");
            appender.NextRow();
            appender.Set(0, 2);
            Assert.False(appender.TrySetUtf8(1, bytes));
            Assert.Equal(DuckDbErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => appender.SetUtf8(1, bytes)).Kind);
            appender.NextRow();
        }

        Assert.Equal([[1, "good"], [2, null]], _connection.Rows("from t order by i"));
    }

    [Fact]
    public void A_value_of_another_type_or_column_is_refused_before_it_is_written()
    {
        _connection.Execute("create table t(i int, d decimal(4,2))");
        using var appender = _connection.OpenAppender("t");
        Assert.Throws<InvalidOperationException>(() => appender.Set(0, 1L));
        Assert.Throws<InvalidOperationException>(() => appender.Set(0, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.Set(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => appender.SetNull(-1));
        Assert.Throws<DuckDbException>(() => appender.Set(1, 0.005m));
        Assert.Throws<DuckDbException>(() => appender.Set(1, 100m));
        appender.Set(1, 99.990m);
        appender.NextRow();
        appender.Flush();
        Assert.Equal([[null, 99.99m]], _connection.Rows("from t"));
    }

    [Fact]
    public void A_failed_constraint_is_an_error_of_the_flush_and_breaks_the_appender()
    {
        _connection.Execute("create table t(i int primary key)");
        var appender = _connection.OpenAppender("t");
        for (var i = 0; i < 2; i++)
        {
            appender.Set(0, 7);
            appender.NextRow();
        }

        var error = Assert.Throws<DuckDbException>(appender.Flush);
        Assert.Contains("PRIMARY KEY", error.Message);
        Assert.Equal(DuckDbErrorKind.Constraint, error.Kind);
        Assert.Throws<InvalidOperationException>(() =>
        {
            appender.Set(0, 8);
            appender.NextRow();
            appender.Flush();
        });
        appender.Dispose();
        Assert.Equal(0, _connection.Scalar<int>("select count(*) from t"));
    }

    [Fact]
    public void An_unknown_table_is_refused() =>
        Assert.Throws<DuckDbException>(() => _connection.OpenAppender("nope"));

    private static string TextOf(int i) => string.Concat(Enumerable.Repeat("站", i % 40)) + i;
}
