using System.Text;
using System.Text.Json;
using RailLife.EventLog;

namespace RailLife.Tests.Import;

/// <summary>A log that only remembers what was appended, and can break down after so many events.</summary>
internal sealed class MemoryLog : IEventLog
{
    public List<LogEntry> Entries { get; } = [];

    public int BreakAfter { get; set; } = int.MaxValue;

    public EventLogMetrics Metrics => throw new NotSupportedException();

    public Task AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        lock (Entries)
        {
            if (Entries.Count + entries.Count > BreakAfter) throw new IOException("the log broke down");
            Entries.AddRange(entries.Select(e => new LogEntry(e.Topic, e.Key.ToArray(), e.Value.ToArray())));
        }
        return Task.CompletedTask;
    }

    public IEnumerable<(LogEntry Entry, JsonElement Event)> Events(string? name = null) => Entries
        .Select(e => (e, JsonDocument.Parse(e.Value).RootElement))
        .Where(e => name is null || e.Item2.GetProperty("type").GetString() == $"raillife.{name}.v1");

    public IEnumerable<string> Texts() => Entries.Select(e => Encoding.UTF8.GetString(e.Value.Span));

    public int PartitionCount(string topic) => 1;

    public Task<OffsetRange> RangeAsync(TopicPartition tp, CancellationToken ct) => throw new NotSupportedException();

    public IEventConsumer Subscribe(IReadOnlyList<string> topics, IAssignment assignment, ConsumerOptions options) => throw new NotSupportedException();

    public long Trim(RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
