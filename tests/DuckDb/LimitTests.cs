using RailLife.DuckDb;

namespace RailLife.Tests.DuckDb;

/// <summary>Queries that would run for hours are stopped; the connection is usable afterwards.</summary>
public sealed class LimitTests : IDisposable
{
    private const string Endless = "select sum(hash(a.i, b.i)) from range(10000000) a(i), range(10000000) b(i)";
    private readonly DuckDbDatabase _database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
    private readonly DuckDbConnection _connection;

    public LimitTests() => _connection = _database.Connect();

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void A_time_limit_stops_the_query_and_names_itself()
    {
        using (_connection.Limit(TimeSpan.FromMilliseconds(30)))
        {
            var error = Assert.Throws<DuckDbException>(() => _connection.Rows(Endless));
            Assert.Equal(DuckDbErrorKind.Timeout, error.Kind);
            Assert.Contains("0.03 s", error.Message);
            Assert.Equal(DuckDbErrorKind.Timeout, Assert.Throws<DuckDbException>(() => _connection.Execute("select 1")).Kind);
        }

        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_cancelled_token_stops_the_query()
    {
        using var source = new CancellationTokenSource();
        using (_connection.Limit(null, source.Token))
        {
            source.CancelAfter(30);
            Assert.Equal(source.Token, Assert.Throws<OperationCanceledException>(() => _connection.Execute(Endless)).CancellationToken);
        }

        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_token_cancelled_before_stops_the_query_before_it_starts()
    {
        using var limit = _connection.Limit(null, new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => _connection.Execute("create table t(a int)"));
        limit.Dispose();
        Assert.Equal(0, _connection.Scalar<int>("select count(*) from duckdb_tables()"));
    }

    [Fact]
    public void A_stream_is_stopped_between_its_chunks()
    {
        using var source = new CancellationTokenSource();
        using var limit = _connection.Limit(null, source.Token);
        using var reader = _connection.ReadChunks("select i from range(100000000000) t(i)");
        Assert.True(reader.Next());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
        {
            while (reader.Next())
            {
            }
        });
    }

    [Fact]
    public void An_interrupt_from_another_thread_is_no_timeout()
    {
        var started = new ManualResetEventSlim();
        using var stopping = new CancellationTokenSource();
        var other = new Thread(() =>
        {
            started.Wait();
            // Said until heard: one that comes before the query starts is forgotten.
            while (!stopping.IsCancellationRequested)
            {
                _connection.Interrupt();
                Thread.Yield();
            }
        });
        other.Start();
        started.Set();
        Assert.Equal(DuckDbErrorKind.Interrupted, Assert.Throws<DuckDbException>(() => _connection.Execute(Endless)).Kind);
        stopping.Cancel();
        other.Join();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_command_times_out_however_it_is_run(int way)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = Endless;
        command.CommandTimeout = 1;
        var error = await Assert.ThrowsAsync<DuckDbException>(async () => _ = way switch
        {
            0 => command.ExecuteNonQuery(),
            1 => await command.ExecuteScalarAsync(CancellationToken.None),
            _ => (await command.ExecuteReaderAsync(CancellationToken.None)).Read(),
        });
        Assert.Equal(DuckDbErrorKind.Timeout, error.Kind);
        Assert.Contains("1 s", error.Message);
    }

    [Fact]
    public async Task A_command_follows_its_token()
    {
        using var source = new CancellationTokenSource(30);
        using var command = _connection.CreateCommand();
        command.CommandText = Endless;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteReaderAsync(source.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteNonQueryAsync(source.Token));
        Assert.Equal(1, _connection.Scalar<int>("select 1"));
    }

    [Fact]
    public void A_limit_that_ended_in_time_never_hits_a_later_query()
    {
        for (var i = 0; i < 200; i++)
        {
            using (_connection.Limit(TimeSpan.FromMilliseconds(1)))
            {
                try
                {
                    _connection.Execute("select sum(i) from range(100000) t(i)");
                }
                catch (DuckDbException e) when (e.Kind == DuckDbErrorKind.Timeout)
                {
                }
            }

            Assert.Equal(4_999_950_000, _connection.Scalar<long>("select sum(i) from range(100000) t(i)"));
        }
    }
}
