using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Tests.EventLog;

public sealed class RetentionTests : IDisposable
{
    const string Topic = "raillife.order";
    static readonly RetentionPolicy OneDay = new(AgeMax: TimeSpan.FromDays(1));
    readonly TempFolder folder = new();
    readonly ManualClock clock = new();
    readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_segments_go_and_give_their_disk_space_back()
    {
        await using var log = await ThreeDaysAsync();
        var before = DiskBytes();

        var freed = log.Trim(OneDay, await EverythingAsync(log));

        Assert.True(freed > 1_000_000, $"freed {freed}");
        Assert.InRange(before - DiskBytes(), freed - 100_000, freed + 100_000);
        var range = await log.RangeAsync(new TopicPartition(Topic, 0), ct);
        Assert.True(range.First > 0 && range.Next > range.First, $"range {range}");
    }

    [Fact]
    public async Task The_log_is_kept_below_its_size()
    {
        await using var log = await ThreeDaysAsync();
        log.Trim(new RetentionPolicy(BytesMax: 2_000_000), await EverythingAsync(log));
        Assert.True(DiskBytes() <= 2_000_000, $"{DiskBytes()} bytes are left");
    }

    [Fact]
    public async Task What_the_reader_has_not_committed_stays_whatever_its_age()
    {
        await using var log = await ThreeDaysAsync();
        Assert.Equal(0, log.Trim(OneDay, new Dictionary<TopicPartition, long>()));
        var committed = await EverythingAsync(log);
        committed[new TopicPartition(Topic, 2)] = 5;
        Assert.Equal(0, log.Trim(OneDay, committed));
        Assert.Equal(3000, LogRecords.ReadAll(log, Topic, 3000).Count);
    }

    [Fact]
    public async Task Nothing_goes_without_a_limit()
    {
        await using var log = await ThreeDaysAsync();
        Assert.Equal(0, log.Trim(new RetentionPolicy(), await EverythingAsync(log)));
    }

    [Fact]
    public async Task Offsets_go_on_when_everything_is_deleted()
    {
        await using var log = await ThreeDaysAsync();
        var next = await EverythingAsync(log);
        clock.Now += TimeSpan.FromDays(9);

        log.Trim(OneDay, next);

        foreach (var (tp, offset) in next)
            Assert.Equal(new OffsetRange(offset, offset), await log.RangeAsync(tp, ct));
        await log.AppendAsync(LogRecords.Make(Topic, 3000, 100), ct);
        Assert.Equal(100, LogRecords.ReadAll(log, Topic, 100).Count);
    }

    [Fact]
    public async Task A_reader_that_wants_a_deleted_offset_meets_a_gap_that_says_what_is_left()
    {
        await using var log = await ThreeDaysAsync();
        log.Trim(OneDay, await EverythingAsync(log));
        var tp = new TopicPartition(Topic, 1);
        var range = await log.RangeAsync(tp, ct);
        using var consumer = log.Subscribe([Topic], new FixedAssignment { [tp] = 3 }, new ConsumerOptions());

        LogGapException? gap = null;
        for (var polls = 0; polls < 10; polls++)
        {
            try
            {
                consumer.Poll(TimeSpan.Zero, 1000, ct);
            }
            catch (LogGapException e)
            {
                gap = e;
            }
        }
        Assert.NotNull(gap);
        Assert.Equal((tp, 3L, range), (gap.TopicPartition, gap.Wanted, gap.Available));
    }

    [Fact]
    public async Task A_slow_reader_whose_next_segment_was_deleted_meets_a_gap_too()
    {
        await using var log = await ThreeDaysAsync();
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions());
        Assert.NotNull(consumer.Poll(TimeSpan.Zero, 1, ct));
        var next = await EverythingAsync(log);
        log.Trim(OneDay, next);
        clock.Now += TimeSpan.FromDays(9);
        await log.AppendAsync(LogRecords.Make(Topic, 3000, 1000, valueBytes: 1500), ct);
        log.Trim(new RetentionPolicy(BytesMax: 1), next);

        Assert.Throws<LogGapException>(() =>
        {
            while (consumer.Poll(TimeSpan.Zero, 1000, ct) is not null)
            {
            }
        });
    }

    [Fact]
    public async Task Leftovers_of_a_killed_process_go_after_an_hour()
    {
        await using var log = await ThreeDaysAsync();
        var old = Leftover("new-0.tmp", TimeSpan.FromHours(2));
        var orphan = Leftover("0000000000.db-wal", TimeSpan.FromHours(2));
        var young = Leftover("new-1.tmp", TimeSpan.Zero);

        log.Trim(new RetentionPolicy(), new Dictionary<TopicPartition, long>());

        Assert.Equal([false, false, true], new[] { old, orphan, young }.Select(File.Exists));
    }

    /// <summary>1,000 records of 1.5 kB a day on three days, each day in segments of its own; the clock stands on the evening of the third.</summary>
    async Task<EmbeddedEventLog> ThreeDaysAsync()
    {
        var log = new EmbeddedEventLog(folder.Path, clock, new EmbeddedLogOptions { SegmentBytesMax = 1024 * 1024 });
        for (var day = 0; day < 3; day++)
        {
            for (var call = 0; call < 10; call++)
                await log.AppendAsync(LogRecords.Make(Topic, (day * 1000) + (call * 100), 100, valueBytes: 1500), ct);
            clock.Now += TimeSpan.FromHours(20);
        }
        return log;
    }

    async Task<Dictionary<TopicPartition, long>> EverythingAsync(EmbeddedEventLog log)
    {
        var all = new Dictionary<TopicPartition, long>();
        for (var p = 0; p < log.PartitionCount(Topic); p++)
            all[new TopicPartition(Topic, p)] = (await log.RangeAsync(new TopicPartition(Topic, p), ct)).Next;
        return all;
    }

    string Leftover(string name, TimeSpan age)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, "");
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return path;
    }

    long DiskBytes() => Directory.GetFiles(folder.Path).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Sum(f => new FileInfo(f).Length);

    public void Dispose() => folder.Dispose();
}
