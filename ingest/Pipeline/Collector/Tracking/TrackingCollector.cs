using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RailLife.Contracts;
using RailLife.EventLog;
using RailLife.Store;

namespace RailLife.Ingest.Tracking;

/// <summary>Takes what client libraries send into the log: translated, personal values hashed, and durable before the client hears of it.</summary>
/// <remarks>Requests that come together share the log's next write, so a single event costs no fsync of its own.</remarks>
public sealed class TrackingCollector
{
    private readonly IEventLog _log;
    private readonly TimeProvider _clock;
    private readonly CallerNames _callers;
    private readonly CollectorOptions _options;
    private readonly WriteKeys _keys;
    private readonly TokenBuckets _paces;
    private readonly Func<Workbench> _make;
    private readonly ConcurrentBag<Workbench> _idle = [];

    /// <exception cref="InvalidDataException">The tracking plan cannot be read.</exception>
    public TrackingCollector(IEventLog log, SealedRecords sealedRecords, PersonalHash hash, IdSource ids, CollectorOptions options, TimeProvider clock)
    {
        (_log, _clock, _callers, _options, _keys) = (log, clock, new CallerNames(hash), options, new WriteKeys(options));
        _paces = new TokenBuckets(clock, options.CallersMax);
        Plan = TrackingPlan.Load(options.PlanFile ?? TrackingPlan.BuiltIn);
        _make = () => new Workbench(new BehaviourWriter(new PersonalProperties(hash), hash, Plan, options.Zone, ids), new JudgedEntries(sealedRecords));
    }

    public TrackingPlan Plan { get; }

    public TrackingMetrics Metrics { get; } = new();

    /// <summary>The source of a write key's events; null = the key is not known.</summary>
    internal string? Source(string? key, HttpContext call) => _keys.Source(key, call);

    /// <summary>Null when the source and the client may send that many events now; else how long to wait.</summary>
    internal TimeSpan? Refuse(HttpContext call, string source, int events) =>
        _paces.Refuse(source, _options.EventsPerMinutePerKey, events)
        ?? (_callers.Of(call) is { } caller ? _paces.Refuse(caller, _options.EventsPerMinutePerClient, events) : null);

    /// <summary>Appends the events of one request; returns when they are durable.</summary>
    /// <param name="body">JSON in which the events lie.</param>
    /// <param name="read">Reads one event of the client's API.</param>
    internal async Task CollectAsync(ReadOnlyMemory<byte> body, IReadOnlyList<Range> events, ReadEvent read, string source, long? sentMicros, bool isBotCaller, CancellationToken ct)
    {
        if (!_idle.TryTake(out var bench)) bench = _make();
        try
        {
            var now = Micros.Of(_clock.GetUtcNow());
            bench.Take(body, events, read, source, sentMicros, now, isBotCaller);
            await _log.AppendAsync(bench.Entries, ct);
            Metrics.Took(bench.Entries.Count, bench.Rejections.Count);
        }
        finally
        {
            bench.Clear();
            _idle.Add(bench);
        }
    }

    /// <summary>What is wrong with the events of one request, as <see cref="CollectAsync"/> would judge them; nothing is written.</summary>
    internal IReadOnlyList<Rejection> Judge(ReadOnlyMemory<byte> body, IReadOnlyList<Range> events, ReadEvent read, string source)
    {
        if (!_idle.TryTake(out var bench)) bench = _make();
        try
        {
            bench.Take(body, events, read, source, null, Micros.Of(_clock.GetUtcNow()), isBotCaller: false);
            return [.. bench.Rejections];
        }
        finally
        {
            bench.Clear();
            _idle.Add(bench);
        }
    }

    /// <summary>Keeps a body that holds no events, so that it can be looked at and mended.</summary>
    internal async Task KeepAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!_idle.TryTake(out var bench)) bench = _make();
        try
        {
            bench.Keep(body, Micros.Of(_clock.GetUtcNow()));
            await _log.AppendAsync(bench.Entries, ct);
            Metrics.Took(1, 1);
        }
        finally
        {
            bench.Clear();
            _idle.Add(bench);
        }
    }

    internal delegate ToldEvent ReadEvent(ReadOnlySpan<byte> json);

    /// <summary>What one request needs while it is taken; kept for the next one.</summary>
    private sealed class Workbench(BehaviourWriter writer, JudgedEntries judged)
    {
        private const int KeptBytesMax = 4 << 20;

        private readonly List<(int Start, int Length)> _made = [];
        private ArrayBufferWriter<byte> _bytes = new(16 << 10);

        public List<LogEntry> Entries { get; } = [];

        public List<Rejection> Rejections { get; } = [];

        public void Take(ReadOnlyMemory<byte> body, IReadOnlyList<Range> events, ReadEvent read, string source, long? sentMicros, long now, bool isBotCaller)
        {
            foreach (var range in events) Make(body.Span[range], read, source, sentMicros, now, isBotCaller);
            // Only now: the bytes move while they grow.
            var memory = _bytes.WrittenMemory;
            foreach (var (start, length) in _made) Judge(memory.Slice(start, length), now);
        }

        public void Keep(ReadOnlyMemory<byte> body, long now) => Judge(body, now);

        public void Clear()
        {
            Entries.Clear();
            _made.Clear();
            Rejections.Clear();
            if (_bytes.Capacity > KeptBytesMax) _bytes = new(16 << 10);
            else _bytes.ResetWrittenCount();
        }

        private void Judge(ReadOnlyMemory<byte> raw, long now)
        {
            Entries.Add(judged.Of(raw, now, Topics.Tracking));
            if (judged.Rejection is { } why) Rejections.Add(why);
        }

        private void Make(ReadOnlySpan<byte> json, ReadEvent read, string source, long? sentMicros, long now, bool isBotCaller)
        {
            var start = _bytes.WrittenCount;
            if (json is [(byte)'{', ..] && IsReadable(json, read, out var told)) writer.Write(_bytes, json, told, source, sentMicros, now, isBotCaller);
            else _bytes.Write(json);
            _made.Add((start, _bytes.WrittenCount - start));
        }

        // What nests too deep to be read goes on as it is; the checker says why it is refused.
        private static bool IsReadable(ReadOnlySpan<byte> json, ReadEvent read, out ToldEvent told)
        {
            try
            {
                told = read(json);
                return true;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                told = default;
                return false;
            }
        }
    }
}
