using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace RailLife.EventLog.Kafka;

/// <summary>The idempotent producer. A fatal error (the broker lost its state of us) replaces it; the caller's retry goes to the new one.</summary>
internal sealed class KafkaProducer : IDisposable
{
    static readonly TimeSpan FlushMax = TimeSpan.FromSeconds(30);
    const int FullQueueMs = 5;
    readonly Dictionary<string, string> settings;
    readonly EventLogMetrics metrics;
    readonly Action<string> warn;
    readonly Lock gate = new();
    IProducer<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> client;

    public KafkaProducer(Dictionary<string, string> settings, EventLogMetrics metrics, Action<string> warn)
    {
        (this.settings, this.metrics, this.warn) = (settings, metrics, warn);
        client = Build();
    }

    public IAdminClient Admin() => new DependentAdminClientBuilder(client.Handle).Build();

    public async Task SendAsync(IReadOnlyList<LogEntry> entries, long bytes, CancellationToken ct)
    {
        var used = client;
        var delivery = new Delivery(entries.Count);
        Action<DeliveryReport<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>> report = delivery.Report;
        for (var i = 0; i < entries.Count; i++)
        {
            var (topic, key, value) = entries[i];
            var message = new Message<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> { Key = key, Value = value };
            while (true)
            {
                try
                {
                    used.Produce(topic, message, report);
                    break;
                }
                catch (ProduceException<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
                {
                    metrics.WaitsForRoom();
                    await Task.Delay(FullQueueMs, ct);   // the broker is slower than we are
                }
                catch (ProduceException<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> e)
                {
                    delivery.GiveUp(entries.Count - i, e.Error);
                    i = entries.Count;
                    break;
                }
            }
        }
        if (await delivery.Done.WaitAsync(ct) is { } error)
        {
            if (error.IsFatal)
                Replace(used);
            throw new IOException($"Kafka did not take all of {entries.Count} events: {error.Reason} ({error.Code}); send them again, doubles are told by their id");
        }
        metrics.Appended(entries.Count, bytes);
    }

    public void Dispose()
    {
        client.Flush(FlushMax);
        client.Dispose();
    }

    void Replace(IProducer<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> broken)
    {
        lock (gate)
        {
            if (!ReferenceEquals(client, broken))
                return;
            client = Build();
        }
        broken.Flush(FlushMax);   // settles the calls that still wait for their reports
        broken.Dispose();
    }

    IProducer<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> Build() =>
        new ProducerBuilder<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>(settings)
            .SetKeySerializer(Whole.Instance)
            .SetValueSerializer(Whole.Instance)
            .SetErrorHandler((_, e) => warn($"Kafka producer: {e.Reason} ({e.Code})"))
            .SetLogHandler((_, m) => warn($"Kafka producer: {m.Message}"))
            .Build();

    /// <summary>Counts the delivery reports of one call; done when all are in, with the first error.</summary>
    sealed class Delivery(int wanted)
    {
        readonly TaskCompletionSource<Error?> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Error? first;
        int left = wanted;

        public Task<Error?> Done => done.Task;

        public void Report(DeliveryReport<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> report)
        {
            if (report.Error.IsError)
                Interlocked.CompareExchange(ref first, report.Error, null);
            Count(1);
        }

        public void GiveUp(int unsent, Error error)
        {
            Interlocked.CompareExchange(ref first, error, null);
            Count(unsent);
        }

        void Count(int settled)
        {
            if (Interlocked.Add(ref left, -settled) == 0)
                done.SetResult(Volatile.Read(ref first));
        }
    }

    /// <summary>Hands the caller's array to the client, without a copy where it is a whole one.</summary>
    sealed class Whole : ISerializer<ReadOnlyMemory<byte>>
    {
        public static readonly Whole Instance = new();

        public byte[] Serialize(ReadOnlyMemory<byte> data, SerializationContext context) =>
            MemoryMarshal.TryGetArray(data, out var array) && array.Array is { } whole && whole.Length == array.Count ? whole : data.ToArray();
    }
}
