using System.Text;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Simulator.Services;

/// <summary>What the members' clients would tell the collector, straight to the event log, in batches.</summary>
internal sealed class TrackingWriter(IEventLog log, IdSource ids, CancellationToken ct)
{
    private const int BatchMax = 1_000;

    private readonly List<LogEntry> waiting = new(BatchMax);

    public long Written { get; private set; }

    /// <param name="header">Its id and source are given here.</param>
    public async Task TellAsync(EventHeader header, IEventRecord record)
    {
        waiting.Add(new LogEntry(EventCatalog.For(record.GetType()).Topic, Encoding.UTF8.GetBytes(header.Subject), EventWriter.Write(header with { Id = ids.Next(), Source = SimulatorEvents.Source }, record)));
        Written++;
        if (waiting.Count >= BatchMax) await FlushAsync();
    }

    public async Task FlushAsync()
    {
        if (waiting.Count == 0) return;
        await log.AppendAsync([.. waiting], ct);
        waiting.Clear();
    }
}
