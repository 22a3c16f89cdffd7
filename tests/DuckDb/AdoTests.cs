using System.Data;
using Dapper;
using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

public sealed class AdoTests : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 2 });
    private readonly DuckDbConnection _connection;

    public AdoTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    public sealed record Line(long Id, string Name, decimal Price, DateTime At);

    [Fact]
    public void Dapper_maps_named_arguments_and_rows()
    {
        var line = _connection.QuerySingle<Line>("select $id::bigint as Id, $name as Name, 1.50::decimal(18,4) as Price, $at as At", new { id = 7, name = "站", at = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc) });
        Assert.Equal(new Line(7, "站", 1.5m, new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc)), line);
        Assert.Equal(DateTimeKind.Utc, line.At.Kind);
    }

    [Fact]
    public void A_reader_walks_over_chunk_borders_and_knows_its_columns()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select i as id, case when i % 2 = 0 then 'n' || i end as name from range(5000) t(i) order by i";
        using var reader = command.ExecuteReader();
        Assert.True(reader.HasRows);
        Assert.Equal(2, reader.FieldCount);
        Assert.Equal(("BIGINT", typeof(long), 1), (reader.GetDataTypeName(0), reader.GetFieldType(0), reader.GetOrdinal("NAME")));
        Assert.Throws<InvalidOperationException>(() => reader.GetInt64(0));
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(reader.Read());
            Assert.Equal(i, reader.GetInt64(0));
            Assert.Equal(i, reader.GetInt32(0));
            Assert.Equal(i % 2 == 0, !reader.IsDBNull(1));
            Assert.Equal(i % 2 == 0 ? $"n{i}" : DBNull.Value, reader["name"]);
        }

        Assert.False(reader.Read());
        Assert.False(reader.Read());
        Assert.Throws<IndexOutOfRangeException>(() => reader.GetOrdinal("nope"));
    }

    [Fact]
    public void An_answer_without_rows_has_columns_all_the_same()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select 1::decimal(9,2) as a, 'x' as b where false";
        using var reader = command.ExecuteReader();
        Assert.False(reader.HasRows);
        Assert.Equal(["DECIMAL(9,2)", "VARCHAR"], Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_null_read_as_a_value_is_an_error_that_names_the_column()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "select null::int as a, null::varchar as b";
        using var reader = command.ExecuteReader();
        reader.Read();
        Assert.Contains("column a", Assert.Throws<InvalidCastException>(() => reader.GetInt32(0)).Message);
        Assert.Throws<InvalidCastException>(() => reader.GetString(1));
        Assert.Null(reader.GetFieldValue<int?>(0));
        Assert.Null(reader.GetFieldValue<string?>(1));
    }

    [Fact]
    public void A_transaction_that_is_not_committed_leaves_nothing()
    {
        _connection.Execute("create table t(a int)");
        using (_connection.BeginTransaction())
        {
            _connection.Execute("insert into t values (1)");
        }

        using (var transaction = _connection.BeginTransaction())
        {
            Assert.Equal(IsolationLevel.Snapshot, transaction.IsolationLevel);
            _connection.Execute("insert into t values (2)");
            transaction.Commit();
            Assert.Throws<InvalidOperationException>(transaction.Rollback);
        }

        Assert.Equal([[2]], _connection.Rows("from t"));
    }

    [Fact]
    public void Connections_of_one_instance_work_on_several_threads()
    {
        _connection.Execute("create table shared(worker int, i bigint)");
        const int workers = 4, rows = 20_000;
        Parallel.For(0, workers, worker =>
        {
            using var mine = _database.Connect();
            using (var appender = mine.OpenAppender("shared"))
            {
                for (var i = 0; i < rows; i++)
                {
                    appender.Set(0, worker);
                    appender.Set(1, (long)i);
                    appender.NextRow();
                }
            }

            Assert.Equal(rows, mine.Scalar<long>("select count(*) from shared where worker = ?", worker));
        });
        Assert.Equal(workers * (long)rows * (rows - 1) / 2, _connection.Scalar<long>("select sum(i) from shared"));
    }
}
