using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class ConnectionTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public ConnectionTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Theory]
    [InlineData("selec 1", DuckDbErrorKind.Parser)]
    [InlineData("select nope", DuckDbErrorKind.Binder)]
    [InlineData("select * from nope", DuckDbErrorKind.Catalog)]
    [InlineData("select 'x'::int", DuckDbErrorKind.Conversion)]
    [InlineData("select 9223372036854775807 + 1::bigint", DuckDbErrorKind.OutOfRange)]
    [InlineData("select * from read_parquet('/nowhere/x.parquet')", DuckDbErrorKind.Io)]
    [InlineData("create table t(a int primary key); insert into t values (1), (1)", DuckDbErrorKind.Constraint)]
    [InlineData("select error('x')", DuckDbErrorKind.InvalidInput)]
    [InlineData("commit", DuckDbErrorKind.Transaction)]
    [InlineData("", DuckDbErrorKind.Parser)]
    [InlineData("-- only a comment", DuckDbErrorKind.Parser)]
    [InlineData("select '\0'", DuckDbErrorKind.Parser)]
    public void A_wrong_statement_fails_with_its_kind_and_the_connection_goes_on(string sql, DuckDbErrorKind kind)
    {
        var error = Assert.Throws<DuckDbException>(() => _connection.Rows(sql));
        Assert.Equal(kind, error.Kind);
        Assert.NotEqual("", error.Message);
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void An_error_in_the_middle_of_a_stream_is_thrown_not_taken_for_the_end()
    {
        using var reader = _connection.ReadChunks("select case when i = 500000 then error('boom') else i end from range(1000000) t(i)");
        var error = Assert.Throws<DuckDbException>(() =>
        {
            while (reader.Next())
            {
            }
        });
        Assert.Contains("boom", error.Message);
    }

    [Fact]
    public void Execute_runs_several_statements_and_counts_the_rows_changed()
    {
        Assert.Equal(5, _connection.Execute("create table t(a int); insert into t values (1), (2), (3); update t set a = 0 where a > 1"));
        Assert.Equal(1, _connection.Execute("delete from t where a = ?", 1));
    }

    [Fact]
    public void Rows_of_several_statements_are_those_of_the_last() =>
        Assert.Equal([[7]], _connection.Rows("create table u as select 7 as a; select a from u"));

    [Theory]
    [InlineData("select 1", 1)]
    [InlineData("select ?", 0)]
    [InlineData("select ?, ?", 1)]
    [InlineData("select 1; select 2", 1)]
    public void A_wrong_number_of_arguments_is_refused(string sql, int count) =>
        Assert.Equal(DuckDbErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => _connection.Rows(sql, new object?[count])).Kind);

    [Fact]
    public void Arguments_meet_names_or_places()
    {
        Assert.Equal([["b", "a"]], _connection.Rows("select $2, $1", "a", "b"));
        Assert.Equal([["b", "a"]], _connection.Rows("select $x, $y", new DuckDbParameter("y", "a"), new DuckDbParameter("$x", "b")));
        Assert.Contains("$z", Assert.Throws<DuckDbException>(() => _connection.Rows("select $x", new DuckDbParameter("z", 1))).Message);
    }

    [Fact]
    public void Scalar_widens_narrows_and_refuses_loss()
    {
        Assert.Equal(3L, _connection.Scalar<long>("select 3::tinyint"));
        Assert.Equal(6, _connection.Scalar<int>("select sum(i)::hugeint from range(4) t(i)"));
        Assert.Null(_connection.Scalar<int?>("select null::int"));
        Assert.Null(_connection.Scalar<string?>("select 'x' where false"));
        Assert.Throws<DuckDbException>(() => _connection.Scalar<int>("select null::int"));
        Assert.Throws<OverflowException>(() => _connection.Scalar<int>("select 3000000000"));
        Assert.Throws<InvalidCastException>(() => _connection.Scalar<int>("select 1.5"));
    }

    [Fact]
    public void A_second_query_beside_an_open_reader_is_refused_until_it_is_disposed()
    {
        using (var reader = _connection.ReadChunks("from range(10000)"))
        {
            Assert.True(reader.Next());
            Assert.Throws<InvalidOperationException>(() => _connection.Execute("select 1"));
        }

        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void Every_connection_lives_in_utc_loads_no_extension_and_gives_memory_back()
    {
        using var other = _database.Connect();
        foreach (var connection in new[] { _connection, other })
        {
            Assert.Equal("UTC", connection.Scalar<string>("select current_setting('TimeZone')"));
            Assert.False(connection.Scalar<bool>("select current_setting('autoload_known_extensions')"));
            Assert.False(connection.Scalar<bool>("select current_setting('autoinstall_known_extensions')"));
            Assert.True(connection.Scalar<bool>("select current_setting('allocator_background_threads')"));
        }
    }

    [Fact]
    public void The_instance_ends_after_its_last_connection_whatever_is_disposed_first()
    {
        var database = DuckDbDatabase.Open();
        var connection = database.Connect();
        var reader = connection.ReadChunks("from range(10000)");
        database.Dispose();
        Assert.Throws<ObjectDisposedException>(() => database.Connect());
        Assert.True(reader.Next());
        connection.Dispose();
        reader.Dispose();
        connection.Interrupt();
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("select 1"));
    }

    [Theory]
    [InlineData("memory_limit", "lots")]
    [InlineData("no_such_setting", "1")]
    public void A_wrong_setting_is_refused_by_name(string name, string value) =>
        Assert.ThrowsAny<Exception>(() => DuckDbDatabase.Open(new DuckDbOptions { Settings = new Dictionary<string, string> { [name] = value } }).Dispose());
}
