using System.Text;
using RailLife.DuckDb;
using RailLife.Reports.Sql;

namespace RailLife.Tests.Reports;

/// <summary>The local SQL: every format gives the same values, and nothing but the answer.</summary>
public sealed class SqlRunnerTests : IDisposable
{
    private const string Sql = """
        select * from (values (1, 'plain', 1.50::decimal(9,2), date '2026-01-02', timestamptz '2026-01-02 03:04:05+00', [1, 2]),
            (-20, 'say "hi", ' || chr(10) || '上海', null, null, null, null), (null, '', 0.01, null, null, [])) t(n, text, price, day, since, list)
        """;

    private readonly DuckDbDatabase _duck = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });

    [Fact]
    public void Csv_quotes_what_needs_it_and_tells_null_from_empty() =>
        Assert.Equal("n,text,price,day,since,list\r\n1,plain,1.50,2026-01-02,2026-01-02T03:04:05Z,\"[1,2]\"\r\n-20,\"say \"\"hi\"\", \n上海\",,,,\r\n,\"\",0.01,,,[]\r\n", Run(Sql, SqlFormat.Csv));

    [Fact]
    public void Json_is_an_array_of_objects() =>
        Assert.Equal("""[{"n":1,"text":"plain","price":1.50,"day":"2026-01-02","since":"2026-01-02T03:04:05Z","list":[1,2]},{"n":-20,"text":"say \"hi\", \n上海","price":null,"day":null,"since":null,"list":null},{"n":null,"text":"","price":0.01,"day":null,"since":null,"list":[]}]""" + "\n", Run(Sql, SqlFormat.Json));

    [Fact]
    public void A_table_is_aligned_by_what_a_terminal_shows() =>
        Assert.Equal("""
              n  text             price  day         since                 list
            ---  ---------------  -----  ----------  --------------------  -----
              1  plain             1.50  2026-01-02  2026-01-02T03:04:05Z  [1,2]
            -20  say "hi", ·上海
                                   0.01                                    []
            (3 rows)

            """, Run(Sql, SqlFormat.Table), ignoreLineEndingDifferences: true);

    [Fact]
    public void A_long_table_shows_its_head_and_counts_all()
    {
        var lines = Run("from range(5000)", SqlFormat.Table).TrimEnd().Split('\n');
        Assert.Equal((SqlRunner.TableRowsMax + 3, "(5,000 rows, the first 200 shown; --format csv or json gives all)"), (lines.Length, lines[^1]));
    }

    [Fact]
    public void Parquet_read_back_is_the_answer()
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var to = File.Create(file))
                Runner().Run(Sql + " -- a comment at the end;", SqlFormat.Parquet, to, TestContext.Current.CancellationToken);
            Assert.Equal(Run(Sql, SqlFormat.Json), Run($"from read_parquet({DuckSql.Literal(file)})", SqlFormat.Json));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(SqlFormat.Csv)]
    [InlineData(SqlFormat.Json)]
    [InlineData(SqlFormat.Table)]
    [InlineData(SqlFormat.Parquet)]
    public void A_wrong_statement_says_DuckDB_s_words_and_writes_nothing(SqlFormat format)
    {
        using var to = new MemoryStream();
        var error = Assert.Throws<DuckDbException>(() => Runner().Run("select nothing from nowhere", format, to, TestContext.Current.CancellationToken));
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, to.Length);
    }

    [Fact]
    public void Registered_tables_are_read_by_name() => Assert.Equal("n\r\n7\r\n", Run("from ods_secret", SqlFormat.Csv));

    public void Dispose() => _duck.Dispose();

    private SqlRunner Runner() => new(_duck, connection => connection.Execute("create or replace temp view ods_secret as select 7 as n"));

    private string Run(string sql, SqlFormat format)
    {
        using var to = new MemoryStream();
        Runner().Run(sql, format, to, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(to.ToArray());
    }
}
