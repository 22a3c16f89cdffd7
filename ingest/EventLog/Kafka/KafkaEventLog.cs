using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace RailLife.EventLog.Kafka;

/// <summary>The event log in Kafka topics. Retention, replication and the number of partitions are the broker's.</summary>
public sealed class KafkaEventLog : IEventLog
{
    static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(15);
    readonly KafkaLogOptions options;
    readonly Action<string> warn;
    readonly KafkaProducer producer;
    readonly ConcurrentDictionary<string, int> partitionCounts = new(StringComparer.Ordinal);

    /// <exception cref="DllNotFoundException">librdkafka is not there.</exception>
    /// <exception cref="ArgumentException">Kafka:Bootstrap is missing, or librdkafka does not know an option.</exception>
    public KafkaEventLog(KafkaLogOptions options, Action<string>? warn = null)
    {
        KafkaNative.Load(options.NativePath);
        this.options = options;
        this.warn = warn ?? (_ => { });
        producer = new KafkaProducer(KafkaSettings.Producer(options), Metrics, this.warn);
    }

    public EventLogMetrics Metrics { get; } = new();

    public int PartitionCount(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return partitionCounts.GetOrAdd(topic, AskPartitionCount);
    }

    public Task AppendAsync(IReadOnlyList<LogEntry> entries, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
            return Task.FromCanceled(ct);
        var bytes = EventLogLimits.BytesOf(entries);
        return entries.Count == 0 ? Task.CompletedTask : producer.SendAsync(entries, bytes, ct);
    }

    public async Task<OffsetRange> RangeAsync(TopicPartition tp, CancellationToken ct)
    {
        var asked = new Confluent.Kafka.TopicPartition(tp.Topic, tp.Partition);
        var list = new ListOffsetsOptions { RequestTimeout = AnswerMax, IsolationLevel = IsolationLevel.ReadUncommitted };
        using var admin = producer.Admin();
        async Task<long> AskAsync(OffsetSpec spec)
        {
            var answer = await admin.ListOffsetsAsync([new TopicPartitionOffsetSpec { TopicPartition = asked, OffsetSpec = spec }], list).WaitAsync(ct);
            return answer.ResultInfos[0].TopicPartitionOffsetError.Offset.Value;
        }
        var next = await AskAsync(OffsetSpec.Latest());
        var first = await AskAsync(OffsetSpec.Earliest());
        return new OffsetRange(Math.Min(first, next), next);
    }

    public IEventConsumer Subscribe(IReadOnlyList<string> topics, IAssignment assignment, ConsumerOptions options) =>
        new KafkaConsumer(KafkaSettings.Consumer(this.options, options.Group), topics, assignment, warn);

    /// <summary>Nothing to do: retention is set on the broker (<c>retention.ms</c>, <c>retention.bytes</c>).</summary>
    public long Trim(RetentionPolicy policy, IReadOnlyDictionary<TopicPartition, long> committed) => 0;

    public ValueTask DisposeAsync()
    {
        producer.Dispose();
        return ValueTask.CompletedTask;
    }

    int AskPartitionCount(string topic)
    {
        using var admin = producer.Admin();
        var metadata = admin.GetMetadata(topic, AnswerMax).Topics.Find(t => t.Topic == topic);
        if (metadata is null || metadata.Error.IsError || metadata.Partitions.Count == 0)
            throw new IOException($"Kafka at {options.Bootstrap} has no topic {topic} ({metadata?.Error.Reason ?? "no answer"}); create it with the number of partitions you want");
        return metadata.Partitions.Count;
    }
}
