using RailLife.EventLog;
using RailLife.EventLog.Kafka;

namespace RailLife.Tests.EventLog;

/// <summary>What only a broker does: groups that share partitions, retention by the broker, broken requests, options.</summary>
public sealed class KafkaGroupTests(KafkaFixture kafka) : IClassFixture<KafkaFixture>
{
    readonly string topic = "raillife.order." + Guid.NewGuid().ToString("N");
    readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_workers_with_forced_rebalances_lose_and_double_nothing()
    {
        const int Visits = 5, PerVisit = 2000, Records = Visits * PerVisit;
        await using var log = kafka.Open(topic, new Dictionary<string, string> { ["heartbeat.interval.ms"] = "100", ["session.timeout.ms"] = "2000" });
        var lake = new OffsetStore();
        // The steady worker stays; the other one comes and leaves in the midst of the records, each time a rebalance for both.
        var steady = Task.Run(() => Work(log, new Worker(lake), _ => lake.Count == Records), ct);
        for (var visit = 0; visit < Visits; visit++)
        {
            var guest = new Worker(lake);
            var working = Task.Run(() => Work(log, guest, g => g.Committed >= 300), ct);
            Assert.True(await guest.HasPartitions.WaitAsync(TimeSpan.FromMinutes(1), ct), "the guest got no partition");
            for (var i = 0; i < PerVisit; i += 100)
                await log.AppendAsync(LogRecords.Make(topic, (visit * PerVisit) + i, 100), ct);
            await working;
        }
        await steady;

        LogRecords.CheckComplete(lake.Rows, Records);
        Assert.True(lake.Assignments >= 8, $"only {lake.Assignments} assignments: the group never rebalanced");
    }

    [Fact]
    public async Task Records_that_the_broker_deleted_unread_are_a_gap_of_that_partition_only()
    {
        await using var log = kafka.Open(topic);
        await log.AppendAsync(LogRecords.Make(topic, 0, 400), ct);
        var tp = new TopicPartition(topic, 1);
        var before = await log.RangeAsync(tp, ct);
        kafka.Cluster.DeleteRecords(topic, 1, 10);
        using var consumer = log.Subscribe([topic], new FixedAssignment { [tp] = 2 }, new ConsumerOptions(topic));

        var read = new List<LogRecord>();
        LogGapException? gap = null;
        while (gap is null || read.Count < 400 - before.Next)
        {
            try
            {
                if (consumer.Poll(TimeSpan.FromSeconds(30), 100, ct) is not { } batch)
                    break;
                LogRecords.Add(read, batch);
            }
            catch (LogGapException e)
            {
                Assert.Null(gap);
                gap = e;
            }
        }
        Assert.Equal((tp, 2L, new OffsetRange(10, before.Next)), (gap?.TopicPartition, gap?.Wanted, gap?.Available));
        Assert.DoesNotContain(read, r => r.TopicPartition == tp);
        Assert.Equal(400 - before.Next, read.Count);
    }

    [Fact]
    public async Task Broken_produce_requests_are_repeated_without_doubles()
    {
        const short Produce = 0;
        const int NotLeader = 6, TimedOut = 7, NotEnoughReplicas = 19;
        await using var log = kafka.Open(topic);
        kafka.Cluster.FailRequests(Produce, NotLeader, NotEnoughReplicas, TimedOut, NotLeader);
        for (var i = 0; i < 10; i++)
            await log.AppendAsync(LogRecords.Make(topic, i * 50, 50), ct);

        var read = new List<LogRecord>();
        using var consumer = log.Subscribe([topic], new FixedAssignment(), new ConsumerOptions(topic));
        LogRecords.Read(consumer, read, 500);
        LogRecords.CheckComplete(read, 500);
    }

    [Fact]
    public void An_option_that_librdkafka_does_not_know_is_named()
    {
        var error = Assert.ThrowsAny<Exception>(() => kafka.Open(topic, new Dictionary<string, string> { ["no.such.option"] = "1" }));
        Assert.Contains("no.such.option", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_pass_through_and_win()
    {
        await using var log = kafka.Open(topic, new Dictionary<string, string> { ["message.max.bytes"] = "1000", ["compression.type"] = "zstd" });
        await log.AppendAsync(LogRecords.Make(topic, 0, 5, valueBytes: 500), ct);
        await Assert.ThrowsAsync<IOException>(() => log.AppendAsync(LogRecords.Make(topic, 5, 1, valueBytes: 5000), ct));
    }

    [Fact]
    public async Task A_topic_that_the_broker_lacks_is_named()
    {
        await using var log = kafka.Open(topic, new Dictionary<string, string> { ["allow.auto.create.topics"] = "false" });
        var error = Assert.ThrowsAny<Exception>(() => log.PartitionCount("no-such-topic"));
        Assert.Contains("no-such-topic", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_choose_the_log()
    {
        using var folder = new TempFolder();
        var settings = new EventLogSettings { Kafka = new KafkaLogOptions { Bootstrap = kafka.Cluster.Bootstrap } };
        Assert.IsType<KafkaEventLog>(EventLogFactory.Open(folder.Path, TimeProvider.System, settings));
        Assert.IsNotType<KafkaEventLog>(EventLogFactory.Open(folder.Path, TimeProvider.System, new EventLogSettings()));
    }

    void Work(KafkaEventLog log, Worker worker, Func<Worker, bool> isDone)
    {
        using var consumer = log.Subscribe([topic], worker, new ConsumerOptions(topic));
        while (!isDone(worker))
        {
            if (consumer.Poll(TimeSpan.FromMilliseconds(200), 50, ct) is { } batch)
                worker.Take(batch);
            else
                worker.Flush(atLeast: 1);
            worker.Flush(atLeast: 120);
        }
    }

    /// <summary>Stands for the lake: rows and offsets change together, and an offset moves only from where it was seen.</summary>
    sealed class OffsetStore
    {
        readonly Lock gate = new();
        readonly Dictionary<TopicPartition, long> next = [];

        public List<LogRecord> Rows { get; } = [];

        public int Count { get { lock (gate) return Rows.Count; } }

        public int Assignments { get; private set; }

        public Dictionary<TopicPartition, long> Offsets()
        {
            lock (gate)
            {
                Assignments++;
                return new(next);
            }
        }

        /// <summary>False when another worker has moved the offset: nothing is written then.</summary>
        public bool Commit(TopicPartition tp, List<LogRecord> rows)
        {
            lock (gate)
            {
                if (next.GetValueOrDefault(tp) != rows[0].Offset)
                    return false;
                next[tp] = rows[^1].Offset + 1;
                Rows.AddRange(rows);
                return true;
            }
        }
    }

    /// <summary>Buffers as ingest does; a revocation flushes first.</summary>
    sealed class Worker(OffsetStore lake) : IAssignment
    {
        readonly List<LogRecord> buffer = [];

        public int Committed { get; private set; }

        public SemaphoreSlim HasPartitions { get; } = new(0);

        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps)
        {
            Assert.Empty(buffer);
            if (tps.Count > 0)
                HasPartitions.Release();
            return lake.Offsets();
        }

        public void Revoked(IReadOnlyList<TopicPartition> tps) => Flush(1);

        public void Take(LogBatch batch) => LogRecords.Add(buffer, batch);

        public void Flush(int atLeast)
        {
            if (buffer.Count < atLeast)
                return;
            foreach (var partition in buffer.GroupBy(r => r.TopicPartition))
            {
                var rows = partition.ToList();
                if (lake.Commit(partition.Key, rows))
                    Committed += rows.Count;
            }
            buffer.Clear();
        }
    }
}
