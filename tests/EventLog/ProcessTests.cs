using System.Globalization;
using RailLife.Bench.Frame;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Tests.EventLog;

/// <summary>Several processes at once, and processes that die.</summary>
public sealed class ProcessTests : IDisposable
{
    const string Topic = "raillife.order";
    readonly TempFolder folder = new();
    readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_append_and_read_at_once_over_new_segments()
    {
        // Two children and this process append 3 x 8,000 records of 300 B over segments of 1 MiB while this process reads.
        await using var log = new EmbeddedEventLog(folder.Path, TimeProvider.System, new EmbeddedLogOptions { SegmentBytesMax = 1024 * 1024 });
        using var consumer = log.Subscribe([Topic], new FixedAssignment(), new ConsumerOptions());
        using var one = Append(first: 0, calls: 80);
        using var two = Append(first: 8000, calls: 80);
        var mine = Task.Run(async () =>
        {
            for (var call = 0; call < 80; call++)
                await log.AppendAsync(LogRecords.Make(Topic, 16_000 + (call * 100), 100, valueBytes: 300), ct);
        }, ct);
        var read = new List<LogRecord>();
        var reading = Task.Run(() => LogRecords.Read(consumer, read, 24_000), ct);

        one.ReadToEnd();
        two.ReadToEnd();
        await mine;
        await reading;

        Assert.Equal((0, 0), (one.ExitCode, two.ExitCode));
        LogRecords.CheckComplete(read, 24_000);
        Assert.True(Directory.GetFiles(folder.Path, "*.db").Length > 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_nothing_is_torn(int callsBeforeKill)
    {
        var acknowledged = -1;
        using (var child = Append(first: 0, calls: 100_000))
        {
            for (var call = 0; call < callsBeforeKill; call++)
                acknowledged = int.Parse(child.ReadLine() ?? throw new InvalidOperationException("the child died by itself"), CultureInfo.InvariantCulture);
            child.Kill();
        }
        await using var log = new EmbeddedEventLog(folder.Path, TimeProvider.System);
        var there = 0;
        for (var p = 0; p < log.PartitionCount(Topic); p++)
            there += (int)(await log.RangeAsync(new TopicPartition(Topic, p), ct)).Next;

        Assert.True(there > acknowledged, $"{acknowledged + 1} records were acknowledged, {there} are there");
        Assert.Equal(0, there % 100);   // whole calls only
        await log.AppendAsync(LogRecords.Make(Topic, there, 100), ct);
        LogRecords.CheckComplete(LogRecords.ReadAll(log, Topic, there + 100), there + 100);
    }

    ChildProcess Append(int first, int calls) =>
        ChildProcess.Start("log-append", folder.Path, first.ToString(CultureInfo.InvariantCulture), calls.ToString(CultureInfo.InvariantCulture), "100", "1048576");

    public void Dispose() => folder.Dispose();
}
