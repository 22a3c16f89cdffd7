namespace RailLife.EventLog.Kafka;

/// <summary>librdkafka's options for our producer and consumer; what the operator passes through wins.</summary>
internal static class KafkaSettings
{
    const int Overhead = 64 * 1024;
    const int FetchBytes = 16 * 1024 * 1024;

    public static Dictionary<string, string> Producer(KafkaLogOptions options) => With(options, new()
    {
        ["enable.idempotence"] = "true",
        ["acks"] = "all",
        ["partitioner"] = "murmur2",
        ["linger.ms"] = "5",
        ["batch.num.messages"] = "10000",
        ["queue.buffering.max.messages"] = "200000",
        ["queue.buffering.max.kbytes"] = "65536",
        ["message.max.bytes"] = Text(EventLogLimits.ValueBytesMax + Overhead),
        ["dotnet.producer.delivery.report.fields"] = "none",
    });

    public static Dictionary<string, string> Consumer(KafkaLogOptions options, string group) => With(options, new()
    {
        ["group.id"] = group,
        // Eager: at every rebalance each worker lets go of everything and starts again from the lake's offsets. Nothing half-moved can be read twice.
        ["partition.assignment.strategy"] = "roundrobin",
        // A killed worker's partitions go to another one after this time; the events it had not committed are read again.
        ["session.timeout.ms"] = "10000",
        ["heartbeat.interval.ms"] = "2000",
        ["enable.auto.commit"] = "false",
        ["enable.auto.offset.store"] = "false",
        ["auto.offset.reset"] = "error",
        ["message.max.bytes"] = Text(EventLogLimits.ValueBytesMax + Overhead),
        ["fetch.message.max.bytes"] = Text(EventLogLimits.ValueBytesMax + Overhead),
        ["fetch.max.bytes"] = Text(FetchBytes),
        ["receive.message.max.bytes"] = Text(FetchBytes + EventLogLimits.ValueBytesMax + Overhead),
        ["queued.max.messages.kbytes"] = "32768",
        ["dotnet.consumer.consume.result.fields"] = "timestamp,topic",
    });

    static Dictionary<string, string> With(KafkaLogOptions options, Dictionary<string, string> ours)
    {
        ours["bootstrap.servers"] = options.Bootstrap ?? throw new ArgumentException("Kafka:Bootstrap is missing; expected host:port of the brokers");
        ours["client.id"] = "raillife";
        foreach (var (name, value) in options.Options)
            ours[name] = value;
        return ours;
    }

    static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
