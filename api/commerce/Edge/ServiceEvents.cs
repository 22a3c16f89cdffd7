using System.Text;
using System.Threading.Channels;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Commerce.Edge;

/// <summary>Where a service tells what changes no state: behaviour and logs. It goes straight to the event log, in batches, beside the transactions.</summary>
/// <remarks>
/// Catalogue PLT-17. Never blocks and never fails a use case: what does not fit into the queue, or could not be appended after the tries, is lost
/// and counted. Dispose it to send what waits.
/// </remarks>
public sealed class ServiceEvents : IAsyncDisposable
{
    private readonly IEventLog log;
    private readonly ServiceEventsOptions options;
    private readonly Channel<LogEntry> waiting;
    private readonly CancellationTokenSource closing = new();
    private readonly Task sending;
    private long told;
    private long lost;
    private long settled;

    public ServiceEvents(IEventLog log, ServiceEventsOptions options)
    {
        (this.log, this.options) = (log, options);
        waiting = Channel.CreateBounded<LogEntry>(new BoundedChannelOptions(options.WaitingMax) { SingleReader = true });
        sending = Task.Run(SendAsync);
    }

    /// <summary>Events taken, lost ones included.</summary>
    public long Told => Interlocked.Read(ref told);

    /// <summary>Events that did not reach the log: the queue was full, or the log refused them.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Events on their way: neither in the log nor lost.</summary>
    public long Waiting => Told - Interlocked.Read(ref settled);

    /// <summary>Returns when what was told until now is in the log, or lost and counted.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        for (var until = Told; Interlocked.Read(ref settled) < until;) await Task.Delay(1, ct);
    }

    /// <summary>Tells it at once: for what happens without a transaction.</summary>
    public void Tell(EventHeader header, IEventRecord record)
    {
        Interlocked.Increment(ref told);
        var entry = new LogEntry(EventCatalog.For(record.GetType()).Topic, Encoding.UTF8.GetBytes(header.Subject), EventWriter.Write(options.Source is { } source ? header with { Source = source } : header, record));
        if (waiting.Writer.TryWrite(entry)) return;
        Interlocked.Increment(ref lost);
        Interlocked.Increment(ref settled);
    }

    /// <summary>Tells it when, and only when, the transaction is durable.</summary>
    public void Tell(CoreTransaction tx, EventHeader header, IEventRecord record) => tx.WhenCommitted(() => Tell(header, record));

    public async ValueTask DisposeAsync()
    {
        if (!waiting.Writer.TryComplete())
        {
            await sending;   // somebody else closes it
            return;
        }
        await closing.CancelAsync();
        await sending;
        closing.Dispose();
    }

    private async Task SendAsync()
    {
        var batch = new List<LogEntry>(options.BatchMax);
        while (await waiting.Reader.WaitToReadAsync())
        {
            // One durable write for many: the log shares the disk with the database.
            await Task.Delay(options.Linger, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (batch.Count < options.BatchMax && waiting.Reader.TryRead(out var entry)) batch.Add(entry);
            await AppendAsync(batch);
            Interlocked.Add(ref settled, batch.Count);
            batch.Clear();
        }
    }

    private async Task AppendAsync(List<LogEntry> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var patience = new CancellationTokenSource(options.AppendPatience);
            try
            {
                await log.AppendAsync(batch, patience.Token);
                return;
            }
            catch (Exception) when (attempt < options.AttemptsMax)
            {
                await Task.Delay(options.RetryAfter * attempt);
            }
            catch (Exception)
            {
                // Whatever is wrong with the log is told by the log's own metrics; here the count says how much it cost.
                Interlocked.Add(ref lost, batch.Count);
                return;
            }
        }
    }
}

/// <summary>How much the sink holds and how long it tries.</summary>
public sealed record ServiceEventsOptions
{
    /// <summary>Events that may wait.</summary>
    public int WaitingMax { get; init; } = 20_000;

    /// <summary>Events per append.</summary>
    public int BatchMax { get; init; } = 500;

    /// <summary>How long the first event of a batch waits for others.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Source of every event, whatever its header says; null = what the header says.</summary>
    public string? Source { get; init; }

    public int AttemptsMax { get; init; } = 3;

    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one append may take, a full disk included.</summary>
    public TimeSpan AppendPatience { get; init; } = TimeSpan.FromSeconds(10);
}
