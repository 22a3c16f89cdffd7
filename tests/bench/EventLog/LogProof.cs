using RailLife.Bench.Frame;
using RailLife.EventLog;
using RailLife.EventLog.Embedded;

namespace RailLife.Bench.EventLog;

/// <summary>Random histories of the embedded log beside a plain list per partition: appends, reads, crashes of the reader, restarts, retention.</summary>
public static class LogProof
{
    public static Proof Proof { get; } = new("log", "random histories of the event log equal a list per partition", RunAsync);

    static async Task<ProofResult> RunAsync(ProofOptions options, CancellationToken ct)
    {
        var history = new History(options);
        for (var step = 0; step < options.Share(10_000, 100) && history.Violations.Count == 0; step++)
            await history.StepAsync(ct);
        await history.EndAsync(ct);
        return new ProofResult($"{history.Appended} records appended, {history.Read} read, {history.FreedBytes / 1_000_000} MB deleted in {history.Trims} trims, {history.Restarts} restarts", history.Violations);
    }

    sealed class History : IAssignment
    {
        static readonly string[] Topics = ["raillife.order", "raillife.member", "raillife.log"];
        static readonly EmbeddedLogOptions Small = new() { SegmentBytesMax = 1024 * 1024, Partitions = 3 };
        readonly Random random;
        readonly string folder;
        readonly byte[] noise = new byte[64 * 1024];
        readonly Dictionary<TopicPartition, List<int>> expected = [];   // length of the value at each offset
        readonly Dictionary<TopicPartition, long> committed = [], position = [];
        EmbeddedEventLog log;
        IEventConsumer? consumer;

        public History(ProofOptions options)
        {
            random = new Random(options.Seed);
            random.NextBytes(noise);
            folder = Path.Combine(options.Folder, "log-proof");
            log = new EmbeddedEventLog(folder, TimeProvider.System, Small);
        }

        public List<string> Violations { get; } = [];

        public long Appended { get; private set; }

        public long Read { get; private set; }

        public long FreedBytes { get; private set; }

        public int Trims { get; private set; }

        public int Restarts { get; private set; }

        public Task StepAsync(CancellationToken ct) => random.Next(100) switch
        {
            < 40 => AppendAsync(ct),
            < 80 => Do(() => Poll(1 + random.Next(400), ct)),
            < 85 => Do(Commit),
            < 90 => Do(RestartReader),
            < 93 => Do(Reassign),
            < 97 => TrimAsync(ct),
            _ => RestartAsync(),
        };

        public async Task EndAsync(CancellationToken ct)
        {
            RestartReader();
            while (Violations.Count == 0 && Poll(1000, ct))
            {
            }
            foreach (var (tp, lengths) in expected)
                Check(Next(tp) == lengths.Count, $"{tp}: read up to {Next(tp)} of {lengths.Count}");
            consumer?.Dispose();
            await log.DisposeAsync();
        }

        public IReadOnlyDictionary<TopicPartition, long> Assigned(IReadOnlyList<TopicPartition> tps)
        {
            foreach (var tp in tps)
                position[tp] = committed.GetValueOrDefault(tp);
            return tps.ToDictionary(tp => tp, tp => committed.GetValueOrDefault(tp));
        }

        public void Revoked(IReadOnlyList<TopicPartition> tps)
        {
        }

        async Task AppendAsync(CancellationToken ct)
        {
            var entries = new List<LogEntry>();
            for (var i = random.Next(1, 60); i > 0; i--)
            {
                var (topic, key) = (Topics[random.Next(Topics.Length)], BitConverter.GetBytes(random.Next(1000)));
                var tp = new TopicPartition(topic, KeyPartitioner.PartitionOf(key, Small.Partitions));
                var lengths = expected.TryGetValue(tp, out var known) ? known : expected[tp] = [];
                var length = random.Next(20) == 0 ? random.Next(60_000) : random.Next(800);
                entries.Add(new LogEntry(topic, key, Value(tp, lengths.Count, length)));
                lengths.Add(length);
            }
            await log.AppendAsync(entries, ct);
            Appended += entries.Count;
        }

        bool Poll(int most, CancellationToken ct)
        {
            consumer ??= log.Subscribe(Topics, this, new ConsumerOptions());
            if (consumer.Poll(TimeSpan.Zero, most, ct) is not { } batch)
                return false;
            var tp = batch.TopicPartition;
            Check(batch.Count <= most, $"{tp}: {batch.Count} records for at most {most}");
            for (var i = 0; i < batch.Count; i++, position[tp] = Next(tp) + 1)
            {
                var wanted = Next(tp);
                Check(batch.Offset(i) == wanted, $"{tp}: offset {batch.Offset(i)} came, {wanted} was next");
                if (Violations.Count > 0)
                    return false;
                Check(batch.Value(i).SequenceEqual(Value(tp, wanted, expected[tp][(int)wanted]).Span), $"{tp}: another value at {wanted}");
            }
            Read += batch.Count;
            return true;
        }

        void Commit()
        {
            foreach (var (tp, next) in position)
                committed[tp] = Math.Max(committed.GetValueOrDefault(tp), next - random.Next(3));
        }

        void RestartReader()
        {
            consumer?.Dispose();
            consumer = null;
            position.Clear();
        }

        void Reassign()
        {
            if (position.Count > 0)
                consumer?.Reassign(position.Keys.ElementAt(random.Next(position.Count)));
        }

        async Task TrimAsync(CancellationToken ct)
        {
            Trims++;
            FreedBytes += log.Trim(new RetentionPolicy(BytesMax: random.Next(4_000_000)), committed);
            foreach (var (tp, lengths) in expected)
            {
                var range = await log.RangeAsync(tp, ct);
                Check(range.First <= committed.GetValueOrDefault(tp) && range.Next == lengths.Count, $"{tp}: range {range} with {committed.GetValueOrDefault(tp)} committed of {lengths.Count}");
            }
        }

        async Task RestartAsync()
        {
            Restarts++;
            RestartReader();
            await log.DisposeAsync();
            log = new EmbeddedEventLog(folder, TimeProvider.System, Small);
        }

        /// <summary>The value is a slice of one noise, at a place that follows from partition and offset.</summary>
        ReadOnlyMemory<byte> Value(TopicPartition tp, long offset, int length)
        {
            var start = (int)(((offset * 31) + (tp.Partition * 7) + tp.Topic.Length) % (noise.Length - 60_000));
            return noise.AsMemory(start, length);
        }

        long Next(TopicPartition tp) => position.GetValueOrDefault(tp);

        void Check(bool holds, string otherwise)
        {
            if (!holds && Violations.Count < 20)
                Violations.Add(otherwise);
        }

        static Task Do(Action step)
        {
            step();
            return Task.CompletedTask;
        }

        static Task Do(Func<bool> step)
        {
            step();
            return Task.CompletedTask;
        }
    }
}
