using Microsoft.Data.Sqlite;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Tests.EventLog;

/// <summary>What only the embedded log does: files, several workers of one process, damage.</summary>
public sealed class EmbeddedLogTests : IDisposable
{
    const string Topic = "raillife.order";
    static readonly EmbeddedLogOptions Small = new() { SegmentBytesMax = 1024 * 1024 };
    readonly TempFolder folder = new();
    readonly ManualClock clock = new();
    readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Offsets_go_on_after_a_restart()
    {
        await using (var log = Open())
            await log.AppendAsync(LogRecords.Make(Topic, 0, 40), ct);
        await using var again = Open();
        await again.AppendAsync(LogRecords.Make(Topic, 40, 40), ct);

        LogRecords.CheckComplete(LogRecords.ReadAll(again, Topic, 80), 80);
    }

    [Fact]
    public async Task Full_segments_are_followed_by_new_ones_and_read_through()
    {
        await using var log = Open(Small);
        for (var i = 0; i < 40; i++)
            await log.AppendAsync(LogRecords.Make(Topic, i * 100, 100, valueBytes: 1000), ct);

        Assert.InRange(Segments().Length, 4, 8);
        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, 4000), 4000);
        await using var again = Open();
        LogRecords.CheckComplete(LogRecords.ReadAll(again, Topic, 4000), 4000);
    }

    [Fact]
    public async Task A_segment_is_closed_by_age_too()
    {
        await using var log = Open();
        await log.AppendAsync(LogRecords.Make(Topic, 0, 10), ct);
        clock.Now += TimeSpan.FromHours(7);
        await log.AppendAsync(LogRecords.Make(Topic, 10, 10), ct);
        await log.AppendAsync(LogRecords.Make(Topic, 20, 10), ct);

        Assert.Equal(2, Segments().Length);
        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, 30), 30);
    }

    [Fact]
    public async Task A_reader_that_waits_at_the_end_of_a_closed_segment_goes_on_in_the_next()
    {
        await using var log = Open(Small);
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions());
        var read = new List<LogRecord>();
        for (var i = 0; i < 30; i++)
        {
            await log.AppendAsync(LogRecords.Make(Topic, i * 100, 100, valueBytes: 1000), ct);
            LogRecords.Read(consumer, read, (i + 1) * 100);
        }
        Assert.True(Segments().Length > 2);
        LogRecords.CheckComplete(read, 3000);
    }

    [Fact]
    public async Task The_log_s_time_does_not_follow_a_clock_that_steps_back()
    {
        await using var log = Open();
        await log.AppendAsync(LogRecords.Make(Topic, 0, 10), ct);
        clock.Now -= TimeSpan.FromHours(2);
        await log.AppendAsync(LogRecords.Make(Topic, 10, 10), ct);

        Assert.Single(LogRecords.ReadAll(log, Topic, 20).Select(r => r.LoggedAt).Distinct());
    }

    [Fact]
    public async Task The_workers_of_one_reader_share_the_partitions_without_overlap()
    {
        await using var log = Open();
        await log.AppendAsync([.. LogRecords.Make(Topic, 0, 100), .. LogRecords.Make("raillife.log", 0, 100)], ct);
        var read = new List<LogRecord>();
        for (var worker = 0; worker < 3; worker++)
        {
            using var consumer = log.Subscribe([Topic, "raillife.log"], new FixedAssignment(), new ConsumerOptions(Worker: worker, Workers: 3));
            while (consumer.Poll(TimeSpan.Zero, 1000, ct) is { } batch)
                LogRecords.Add(read, batch);
            Assert.InRange(consumer.Assignment.Count, 2, 3);
        }
        Assert.Equal(200, read.Count);
        Assert.Equal(200, read.Select(r => (r.TopicPartition, r.Offset)).Distinct().Count());
    }

    [Fact]
    public async Task One_call_over_several_topics_is_one_transaction()
    {
        await using var log = Open();
        await log.AppendAsync([.. LogRecords.Make(Topic, 0, 100), .. LogRecords.Make("raillife.log", 0, 100), .. LogRecords.Make("raillife.member", 0, 100)], ct);
        Assert.Equal(1, log.Metrics.Commits);
        Assert.Equal(300, log.Metrics.AppendedRecords);
    }

    [Fact]
    public async Task Calls_that_wait_share_a_transaction()
    {
        await using var log = Open();
        log.PartitionCount(Topic);
        List<Task> calls;
        using (Lock())
        {
            calls = [.. Enumerable.Range(0, 50).Select(i => log.AppendAsync(LogRecords.Make(Topic, i * 10, 10), ct))];
            Assert.DoesNotContain(calls, c => c.IsCompleted);
        }
        await Task.WhenAll(calls);
        Assert.InRange(log.Metrics.Commits, 1, 2);
        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, 500), 500);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_waits_writes_nothing()
    {
        await using var log = Open();
        log.PartitionCount(Topic);
        using var stop = new CancellationTokenSource();
        Task first, second;
        using (Lock())
        {
            first = log.AppendAsync(LogRecords.Make(Topic, 0, 10), ct);       // the writer holds this one, or it waits with the other
            second = log.AppendAsync(LogRecords.Make(Topic, 10, 10), stop.Token);
            await stop.CancelAsync();
        }
        await first;
        var written = await Record.ExceptionAsync(() => second) is null ? 20 : 10;
        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, written), written);
        Assert.Equal(written, log.Metrics.AppendedRecords);
    }

    [Fact]
    public async Task A_topic_keeps_its_number_of_partitions()
    {
        await using (var log = Open(new EmbeddedLogOptions { Partitions = 3 }))
            await log.AppendAsync(LogRecords.Make(Topic, 0, 30), ct);
        await using var other = Open(new EmbeddedLogOptions { Partitions = 8 });
        Assert.Equal(3, other.PartitionCount(Topic));
        Assert.Equal(8, other.PartitionCount("raillife.log"));
        LogRecords.CheckComplete(LogRecords.ReadAll(other, Topic, 30), 30);
    }

    [Theory]
    [InlineData("update block set bytes = zeroblob(length(bytes)) where id = 1", "checksum")]
    [InlineData("update block set lengths = substr(lengths, 1, 4) where id = 1", "checksum")]
    [InlineData("delete from block where id = 1", "block")]
    public async Task Damage_stops_only_its_partition_and_is_named(string damage, string found)
    {
        await using var log = Open();
        await log.AppendAsync(LogRecords.Make(Topic, 0, 200), ct);
        Sql(damage);
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions());
        var read = new List<LogRecord>();
        LogCorruptException? error = null;
        for (var polls = 0; polls < 10; polls++)
        {
            try
            {
                if (consumer.Poll(TimeSpan.Zero, 1000, ct) is { } batch)
                    LogRecords.Add(read, batch);
            }
            catch (LogCorruptException e)
            {
                Assert.Null(error);
                error = e;
            }
        }
        Assert.NotNull(error);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, read.Select(r => r.TopicPartition).Distinct().Count());
        Assert.DoesNotContain(read, r => r.TopicPartition == error.TopicPartition);
    }

    [Fact]
    public void Options_out_of_range_are_named()
    {
        foreach (var (options, name) in new[]
        {
            (new EmbeddedLogOptions { Partitions = 0 }, "Partitions"),
            (new EmbeddedLogOptions { SegmentBytesMax = 5 }, "SegmentBytesMax"),
            (new EmbeddedLogOptions { SegmentAgeMax = TimeSpan.Zero }, "SegmentAgeMax"),
            (new EmbeddedLogOptions { PollMs = 0 }, "PollMs"),
        })
            Assert.Contains(name, Assert.Throws<ArgumentOutOfRangeException>(() => Open(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_log_refuses_and_a_worker_out_of_range_too()
    {
        var log = Open();
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions(Worker: 2, Workers: 2)));
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => log.AppendAsync(LogRecords.Make(Topic, 0, 1), ct));
    }

    [Fact]
    public async Task A_disposed_reader_gives_its_partitions_back_once()
    {
        await using var log = Open();
        var assignment = new FixedAssignment();
        var consumer = log.Subscribe([Topic], assignment, new ConsumerOptions());
        consumer.Poll(TimeSpan.Zero, 1, ct);
        consumer.Dispose();
        consumer.Dispose();
        Assert.Equal(4, assignment.Gone.Count);
    }

    EmbeddedEventLog Open(EmbeddedLogOptions? options = null) => new(folder.Path, clock, options);

    string[] Segments() => Directory.GetFiles(folder.Path, "*.db");

    /// <summary>Another connection's write transaction, as another process would hold it.</summary>
    SqliteConnection Lock()
    {
        var connection = Connect();
        Run(connection, "begin immediate");
        return connection;
    }

    void Sql(string sql)
    {
        using var connection = Connect();
        Run(connection, sql);
    }

    SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Segments()[0]};Pooling=False");
        connection.Open();
        return connection;
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => folder.Dispose();
}
