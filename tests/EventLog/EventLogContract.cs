using System.Text;
using RailLife.EventLog;

namespace RailLife.Tests.EventLog;

/// <summary>What both logs promise. A subclass opens one of them.</summary>
public abstract class EventLogContract
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A topic that is fresh for each test; four partitions.</summary>
    protected virtual string Topic { get; } = "raillife.order";

    protected abstract Task<IEventLog> OpenAsync();

    [Fact]
    public async Task What_is_appended_comes_back_in_order_per_key()
    {
        await using var log = await OpenAsync();
        for (var call = 0; call < 5; call++)
            await log.AppendAsync(Entries(Topic, call * 40, 40, keys: 7), TestContext.Current.CancellationToken);

        var read = ReadAll(log, [Topic], 200);

        Assert.Equal(200, read.Count);
        foreach (var partition in read.GroupBy(r => r.TopicPartition))
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(i => (long)i), partition.Select(r => r.Offset));
        foreach (var key in read.GroupBy(r => Number(r.Value) % 7))
        {
            Assert.Single(key.Select(r => r.TopicPartition).Distinct());
            Assert.Equal(key.Select(r => Number(r.Value)).Order(), key.Select(r => Number(r.Value)));
        }
    }

    [Fact]
    public async Task A_key_lies_in_the_partition_of_its_murmur2_hash()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Entries(Topic, 0, 60, keys: 60), TestContext.Current.CancellationToken);

        foreach (var r in ReadAll(log, [Topic], 60))
            Assert.Equal(KeyPartitioner.PartitionOf(Key(Number(r.Value)), log.PartitionCount(Topic)), r.TopicPartition.Partition);
    }

    [Fact]
    public async Task Logged_at_never_goes_back_within_a_partition()
    {
        await using var log = await OpenAsync();
        for (var call = 0; call < 4; call++)
            await log.AppendAsync(Entries(Topic, call * 20, 20), TestContext.Current.CancellationToken);

        foreach (var partition in ReadAll(log, [Topic], 80).GroupBy(r => r.TopicPartition))
            Assert.Equal(partition.Select(r => r.LoggedAt).Order(), partition.Select(r => r.LoggedAt));
    }

    [Fact]
    public async Task Reading_starts_at_the_offset_the_assignment_gives()
    {
        await using var log = await OpenAsync();
        var tp = await FillOnePartitionAsync(log, 50);

        var read = ReadAll(log, [Topic], 20, new FixedAssignment { [tp] = 30 });

        Assert.Equal(Enumerable.Range(30, 20).Select(i => (long)i), read.Where(r => r.TopicPartition == tp).Select(r => r.Offset));
    }

    [Fact]
    public async Task A_batch_holds_one_partition_and_no_more_than_was_asked_for()
    {
        await using var log = await OpenAsync();
        await log.AppendAsync(Entries(Topic, 0, 300), TestContext.Current.CancellationToken);
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions(Group()));

        var seen = 0;
        while (seen < 300)
        {
            if (consumer.Poll(Patience, 7, TestContext.Current.CancellationToken) is not { } batch)
                break;
            Assert.InRange(batch.Count, 1, 7);
            seen += batch.Count;
        }
        Assert.Equal(300, seen);
    }

    [Fact]
    public async Task An_offset_past_the_end_is_a_gap_that_stops_only_its_partition()
    {
        await using var log = await OpenAsync();
        var tp = await FillOnePartitionAsync(log, 10);
        await log.AppendAsync(Entries(Topic, 1000, 100), TestContext.Current.CancellationToken);
        var others = 110 - await CountAsync(log, tp);
        using var consumer = log.Subscribe([Topic], new FixedAssignment { [tp] = 5_000 }, new ConsumerOptions(Group()));

        var (read, gap) = ReadUntilGap(consumer, others);

        Assert.Equal(tp, gap.TopicPartition);
        Assert.Equal(5_000, gap.Wanted);
        Assert.Equal(others, read.Count);
        Assert.DoesNotContain(read, r => r.TopicPartition == tp);
    }

    [Fact]
    public async Task A_stopped_partition_goes_on_after_it_is_assigned_anew()
    {
        await using var log = await OpenAsync();
        var tp = await FillOnePartitionAsync(log, 10);
        var assignment = new FixedAssignment { [tp] = 5_000 };
        using var consumer = log.Subscribe([Topic], assignment, new ConsumerOptions(Group()));
        ReadUntilGap(consumer, 0);

        assignment[tp] = 4;
        consumer.Reassign(tp);

        Assert.Equal([4, 5, 6, 7, 8, 9], Read(consumer, 6).Select(r => r.Offset));
    }

    [Fact]
    public async Task Reassign_reads_again_from_the_offset_the_store_knows()
    {
        await using var log = await OpenAsync();
        var tp = await FillOnePartitionAsync(log, 30);
        var assignment = new FixedAssignment();
        using var consumer = log.Subscribe([Topic], assignment, new ConsumerOptions(Group()));
        Assert.Equal(30, Read(consumer, 30).Count);

        assignment[tp] = 25;
        consumer.Reassign(tp);

        Assert.Equal([25, 26, 27, 28, 29], Read(consumer, 5).Select(r => r.Offset));
    }

    [Fact]
    public async Task A_waiting_reader_gets_what_is_appended_later()
    {
        await using var log = await OpenAsync();
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions(Group()));
        Assert.Null(consumer.Poll(TimeSpan.FromMilliseconds(1), 10, TestContext.Current.CancellationToken));

        await log.AppendAsync(Entries(Topic, 0, 3), TestContext.Current.CancellationToken);

        Assert.Equal(3, Read(consumer, 3).Count);
    }

    [Fact]
    public async Task Range_tells_first_and_next_offset()
    {
        await using var log = await OpenAsync();
        Assert.Equal(4, log.PartitionCount(Topic));
        Assert.Equal(new OffsetRange(0, 0), await log.RangeAsync(new TopicPartition(Topic, 0), TestContext.Current.CancellationToken));
        var tp = await FillOnePartitionAsync(log, 12);
        Assert.Equal(new OffsetRange(0, 12), await log.RangeAsync(tp, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Values_of_every_size_come_back_as_they_were(int size)
    {
        await using var log = await OpenAsync();
        var value = new byte[size];
        new Random(size).NextBytes(value);
        await log.AppendAsync([new LogEntry(Topic, "k"u8.ToArray(), value)], TestContext.Current.CancellationToken);

        Assert.Equal(value, Assert.Single(ReadAll(log, [Topic], 1)).Value);
    }

    [Fact]
    public async Task A_value_over_the_limit_or_a_nameless_topic_is_refused_and_nothing_is_written()
    {
        await using var log = await OpenAsync();
        var good = new LogEntry(Topic, "k"u8.ToArray(), "v"u8.ToArray());
        foreach (var bad in new[] { good with { Value = new byte[EventLogLimits.ValueBytesMax + 1] }, good with { Topic = "" } })
            await Assert.ThrowsAnyAsync<ArgumentException>(() => log.AppendAsync([good, bad], TestContext.Current.CancellationToken));

        await log.AppendAsync([good], TestContext.Current.CancellationToken);
        Assert.Equal(0, Assert.Single(ReadAll(log, [Topic], 1)).Offset);
    }

    [Fact]
    public async Task Appending_with_a_cancelled_token_writes_nothing()
    {
        await using var log = await OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => log.AppendAsync(Entries(Topic, 0, 5), new CancellationToken(true)));
        await log.AppendAsync(Entries(Topic, 5, 1), TestContext.Current.CancellationToken);
        Assert.Equal(5, Number(Assert.Single(ReadAll(log, [Topic], 1)).Value));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_and_double_nothing()
    {
        await using var log = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(w => Task.Run(async () =>
        {
            for (var call = 0; call < 10; call++)
                await log.AppendAsync(Entries(Topic, (w * 1000) + (call * 20), 20), TestContext.Current.CancellationToken);
        })));

        var read = ReadAll(log, [Topic], 3200);

        Assert.Equal(3200, read.Select(r => Number(r.Value)).Distinct().Count());
        Assert.Equal(3200, read.Count);
    }

    protected sealed record Read1(TopicPartition TopicPartition, long Offset, long LoggedAt, byte[] Value);

    protected virtual string Group() => "test-" + Guid.NewGuid().ToString("N");

    protected List<Read1> ReadAll(IEventLog log, IReadOnlyList<string> topics, int count, IAssignment? assignment = null)
    {
        using var consumer = log.Subscribe(topics, assignment ?? new FixedAssignment(), new ConsumerOptions(Group()));
        return Read(consumer, count);
    }

    /// <summary>Reads until <paramref name="count"/> records came; fails when they don't.</summary>
    protected static List<Read1> Read(IEventConsumer consumer, int count)
    {
        var read = new List<Read1>();
        while (read.Count < count)
        {
            var batch = consumer.Poll(Patience, 1000, TestContext.Current.CancellationToken);
            Assert.True(batch is not null, $"only {read.Count} of {count} records came");
            AddTo(read, batch);
        }
        return read;
    }

    protected static (List<Read1> Read, LogGapException Gap) ReadUntilGap(IEventConsumer consumer, int count)
    {
        var read = new List<Read1>();
        LogGapException? gap = null;
        while (read.Count < count || gap is null)
        {
            try
            {
                var batch = consumer.Poll(Patience, 1000, TestContext.Current.CancellationToken);
                Assert.True(batch is not null, $"only {read.Count} of {count} records came, gap: {gap?.Message}");
                AddTo(read, batch);
            }
            catch (LogGapException e)
            {
                Assert.Null(gap);
                gap = e;
            }
        }
        return (read, gap);
    }

    static void AddTo(List<Read1> read, LogBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
            read.Add(new Read1(batch.TopicPartition, batch.Offset(i), batch.LoggedAtMicros(i), batch.Value(i).ToArray()));
    }

    protected async Task<TopicPartition> FillOnePartitionAsync(IEventLog log, int count)
    {
        await log.AppendAsync([.. Enumerable.Range(0, count).Select(i => new LogEntry(Topic, "same"u8.ToArray(), Value(i)))], TestContext.Current.CancellationToken);
        return new TopicPartition(Topic, KeyPartitioner.PartitionOf("same"u8, log.PartitionCount(Topic)));
    }

    static async Task<int> CountAsync(IEventLog log, TopicPartition tp)
    {
        var range = await log.RangeAsync(tp, TestContext.Current.CancellationToken);
        return (int)(range.Next - range.First);
    }

    protected static List<LogEntry> Entries(string topic, int first, int count, int keys = 20) =>
        [.. Enumerable.Range(first, count).Select(i => new LogEntry(topic, Key(i % keys), Value(i)))];

    protected static byte[] Key(int k) => Encoding.UTF8.GetBytes($"order-{k}");

    protected static byte[] Value(int i) => Encoding.UTF8.GetBytes($"{i}:" + new string('x', i % 50));

    protected static int Number(byte[] value) => int.Parse(Encoding.UTF8.GetString(value).Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Offsets as a dictionary; remembers what was revoked.</summary>
public sealed class FixedAssignment : Dictionary<TopicPartition, long>, IAssignment
{
    public List<TopicPartition> Gone { get; } = [];

    public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps) => this;

    public void Revoked(IReadOnlyList<TopicPartition> tps) => Gone.AddRange(tps);
}
