using RailLife.EventLog.Embedded;
using RailLife.EventLog.Kafka;

namespace RailLife.EventLog;

/// <summary>Opens the log that the settings name.</summary>
public static class EventLogFactory
{
    /// <param name="dataFolder">The installation's data folder; the embedded log lives in its <c>events</c> folder.</param>
    public static IEventLog Open(string dataFolder, TimeProvider clock, EventLogSettings settings) =>
        settings.Kafka.Bootstrap is { Length: > 0 }
            ? new KafkaEventLog(settings.Kafka, settings.Warn)
            : new EmbeddedEventLog(Path.Combine(dataFolder, "events"), clock, settings.Embedded, settings.Warn);
}
