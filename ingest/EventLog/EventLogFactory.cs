namespace RailLife.EventLog;

/// <summary>Opens the log that the settings name.</summary>
public static class EventLogFactory
{
    /// <param name="dataFolder">The installation's data folder; the embedded log lives in its <c>events</c> folder.</param>
    public static IEventLog Open(string dataFolder, TimeProvider clock, EventLogSettings settings) =>
        throw new NotSupportedException($"no event log yet for {dataFolder}");
}
