using System.Text;
using System.Threading.Channels;
using RailLife.Contracts;
using RailLife.EventLog;

namespace RailLife.Commerce.Gateway;

/// <summary>What the gateway tells of itself goes to the event log in batches: never in a caller's way; what does not fit is lost and counted.</summary>
public sealed class GatewayLog(IEventLog log, IdSource ids, TimeProvider clock)
{
    private const int BatchMax = 500;

    private readonly Channel<LogEntry> waiting = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.Wait });
    private long lost;

    /// <summary>Events that found no room since the start.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <param name="subject">The event's key.</param>
    public void Tell(string subject, IEventRecord record)
    {
        var value = EventWriter.Write(new EventHeader(ids.Next(), "raillife/commerce/gateway", subject, clock.GetUtcNow()) { Actor = "system:gateway" }, record);
        if (!waiting.Writer.TryWrite(new LogEntry(Topics.Log, Encoding.UTF8.GetBytes(subject), value))) Interlocked.Increment(ref lost);
    }

    public async Task<int> RunDueAsync(CancellationToken ct)
    {
        var batch = new List<LogEntry>();
        while (batch.Count < BatchMax && waiting.Reader.TryRead(out var entry)) batch.Add(entry);
        if (batch.Count > 0) await log.AppendAsync(batch, ct);
        return batch.Count;
    }
}
