using RailLife.EventLog.Embedded;

namespace RailLife.EventLog;

/// <summary>Opens the log that the settings name.</summary>
public static class EventLogFactory
{
    /// <param name="dataFolder">The installation's data folder; the embedded log lives in its <c>events</c> folder.</param>
    public static IEventLog Open(string dataFolder, TimeProvider clock, EventLogSettings settings) =>
        settings.Kafka.Bootstrap is { Length: > 0 } bootstrap
            ? throw new NotSupportedException($"Kafka:Bootstrap is {bootstrap}, but this build has the embedded log only")
            : new EmbeddedEventLog(Path.Combine(dataFolder, "events"), clock, settings.Embedded, settings.Warn);
}
