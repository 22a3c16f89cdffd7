using System.Globalization;
using System.Text;
using RailLife.EventLog;

namespace RailLife.Tests.EventLog;

/// <summary>One record as it was read.</summary>
public sealed record LogRecord(TopicPartition TopicPartition, long Offset, long LoggedAt, int Number);

/// <summary>Numbered records: made, read back, and checked that none is lost or doubled.</summary>
public static class LogRecords
{
    public static List<LogEntry> Make(string topic, int first, int count, int valueBytes = 20) =>
        [.. Enumerable.Range(first, count).Select(i => new LogEntry(topic, Encoding.UTF8.GetBytes($"key-{i % 31}"), Encoding.UTF8.GetBytes($"{i}:".PadRight(valueBytes, 'x'))))];

    public static List<LogRecord> ReadAll(IEventLog log, string topic, int count)
    {
        using var consumer = log.Subscribe([topic], new FixedAssignment(), new ConsumerOptions());
        var read = new List<LogRecord>();
        Read(consumer, read, count);
        Assert.Null(consumer.Poll(TimeSpan.Zero, 1, TestContext.Current.CancellationToken));
        return read;
    }

    public static void Read(IEventConsumer consumer, List<LogRecord> read, int count)
    {
        while (read.Count < count)
        {
            var batch = consumer.Poll(TimeSpan.FromSeconds(30), 777, TestContext.Current.CancellationToken);
            Assert.True(batch is not null, $"only {read.Count} of {count} records came");
            Add(read, batch);
        }
    }

    public static void Add(List<LogRecord> read, LogBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var value = batch.Value(i);
            read.Add(new LogRecord(batch.TopicPartition, batch.Offset(i), batch.LoggedAtMicros(i),
                int.Parse(value[..value.IndexOf((byte)':')], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Numbers 0 to count - 1, each once; offsets of each partition without a hole; a key's numbers in order.</summary>
    public static void CheckComplete(List<LogRecord> read, int count)
    {
        Assert.Equal(Enumerable.Range(0, count), read.Select(r => r.Number).Order());
        foreach (var partition in read.GroupBy(r => r.TopicPartition))
        {
            Assert.Equal(Enumerable.Range(0, partition.Count()).Select(o => (long)o), partition.Select(r => r.Offset));
            Assert.Equal(partition.Select(r => r.LoggedAt).Order(), partition.Select(r => r.LoggedAt));
        }
    }
}
