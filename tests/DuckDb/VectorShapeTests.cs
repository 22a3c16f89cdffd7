using RailLife.Bench.DuckDb;
using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

/// <summary>DuckDB computes on constant, sliced and dictionary vectors; what we read must not show it.</summary>
public sealed class VectorShapeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("raillife-duckdb-").FullName;
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public VectorShapeTests()
    {
        _connection = _database.Connect();
        _connection.Execute($$"""
            create table t as
            select i, 'word ' || i % 5 || ' of many letters' as word, {'a': 'same text in all', 'b': i % 3, 'c': null} as s, ['same', 'list'] as l,
                   [{'k': i, 'v': 'v' || i % 2}] as ls, map {'one': i} as m, case when i % 4 > 0 then [i, null] end as n, {'inner': {'x': [i]} } as deep,
                   array_value(i, i + 1) as pair, (case when i % 2 = 0 then 'even' else 'odd' end)::enum('even', 'odd') as e, 1.5::decimal(30,2) as d
            from range(7000) r(i);
            copy (from t) to {{DuckSql.Literal(Path.Combine(_folder, "t.parquet"))}} (row_group_size 2048)
            """);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("from t")]
    [InlineData("from t where i % 3 = 1")]
    [InlineData("from t where word like '%2%'")]
    [InlineData("from t order by i desc limit 3000")]
    [InlineData("select 7::bigint as i, 'constant' as word, {'a': 'c', 'b': 1::bigint, 'c': null} as s, ['x'] as l, [{'k': 1::bigint, 'v': 'v'}] as ls, map {'one': 1::bigint} as m, null::bigint[] as n, {'inner': {'x': [1::bigint]}} as deep, array_value(1::bigint, 2::bigint) as pair, 'odd'::enum('even', 'odd') as e, 1.5::decimal(30,2) as d from range(5000)")]
    [InlineData("from read_parquet('PARQUET')")]
    [InlineData("from read_parquet('PARQUET') where i between 3000 and 3010 or i % 1000 = 7")]
    [InlineData("from (from t where i < 3000) a semi join (from t where i % 2 = 0) b using (i)")]
    [InlineData("select unnest([i, i + 1]) as i, * exclude (i) from t where i < 2000")]
    public void Values_do_not_depend_on_the_shape_of_vectors(string query)
    {
        var sql = query.Replace("PARQUET", Path.Combine(_folder, "t.parquet"), StringComparison.Ordinal);
        var rows = _connection.Rows($"select columns(*), columns(*)::varchar from ({sql})");
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length / 2; column++)
            {
                var printed = (string?)row[column + (row.Length / 2)];
                Assert.Equal(printed?.Replace("'", "", StringComparison.Ordinal), row[column] is { } value ? DuckText.Of(value).Replace("'", "", StringComparison.Ordinal) : null);
            }
        }
    }

    [Fact]
    public void A_type_that_is_not_read_is_an_error_and_no_crash()
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Rows("select 1::variant"));
        Assert.Equal(DuckDbErrorKind.NotImplemented, error.Kind);
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_locked_instance_without_access_to_files_keeps_its_promise()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions { ExternalAccess = false, LockSettings = true });
        using var connection = database.Connect();
        Assert.Equal(DuckDbErrorKind.Permission, Assert.Throws<DuckDbException>(() => connection.Rows("from read_text('/etc/hostname')")).Kind);
        Assert.Throws<DuckDbException>(() => connection.Execute("set enable_external_access = true"));
        Assert.Throws<DuckDbException>(() => connection.Execute("set TimeZone = 'Asia/Shanghai'"));
        Assert.Throws<DuckDbException>(() => connection.Execute("load httpfs"));
    }

    [Fact]
    public void An_appender_that_outlives_its_connection_fails_without_harm()
    {
        var connection = _database.Connect();
        connection.Execute("create table orphan(i int)");
        var appender = connection.OpenAppender("orphan");
        appender.Set(0, 1);
        appender.NextRow();
        connection.Dispose();
        Assert.Throws<DuckDbException>(appender.Dispose);
        appender.Dispose();
        Assert.Throws<ObjectDisposedException>(appender.Flush);
        Assert.Throws<ObjectDisposedException>(() => connection.OpenAppender("orphan"));
        Assert.Equal(0, _connection.Scalar<int>("select count(*) from orphan"));
    }
}
