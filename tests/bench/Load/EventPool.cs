using System.Text;
using System.Text.Json;
using RailLife.EventLog;

namespace RailLife.Bench.Load;

/// <summary>Many events at low cost: a pool of made events, each emission with an id of its own; a share of them broken or doubled.</summary>
/// <remarks>The pool is far larger than a Parquet file's rows, so repeats do not make files smaller than life would.</remarks>
public sealed class EventPool
{
    /// <summary>Every event starts so; the 36 characters of the id follow.</summary>
    private static readonly int IdAt = """{"specversion":"1.0","id":" """.TrimEnd().Length;
    private const string Digits = "0123456789abcdef";

    private readonly List<MadeEvent> _events;
    private readonly Random _random;
    private readonly double _brokenShare, _doubledShare;
    private LogEntry? _last;
    private long _emitted;

    public EventPool(int seed, DateTimeOffset startsAt, int size = 200_000, double brokenShare = 0.01, double doubledShare = 0.01)
    {
        var stream = new EventStream(seed, startsAt);
        _events = [.. Enumerable.Range(0, size).Select(_ => stream.Next())];
        (_random, _brokenShare, _doubledShare) = (new(seed), brokenShare, doubledShare);
    }

    public long Broken { get; private set; }
    public long Doubled { get; private set; }
    public int TypeCount => _events.Select(e => Type(e.Value)).Distinct().Count();
    public double BytesAverage => _events.Average(e => e.Value.Length);

    /// <summary>The next entries for the log; the memory is fresh, so they may be kept.</summary>
    public List<LogEntry> Take(int count)
    {
        var entries = new List<LogEntry>(count);
        for (var i = 0; i < count; i++) entries.Add(Next());
        return entries;
    }

    private static string Type(byte[] value)
    {
        using var json = JsonDocument.Parse(value);
        return json.RootElement.GetProperty("type").GetString()!;
    }

    private LogEntry Next()
    {
        var chance = _random.NextDouble();
        if (chance < _doubledShare && _last is { } last)
        {
            Doubled++;
            return last;
        }
        var made = _events[(int)(_emitted % _events.Count)];
        var value = made.Value.ToArray();
        Renew(value.AsSpan(IdAt, 36), _emitted++);
        if (chance > 1 - _brokenShare)
        {
            Broken++;
            value[^3] = (byte)'!';   // inside the payload's last value or its bracket: no JSON any more, or a wrong value
            value[^1] = (byte)']';
            return new(made.Topic, Encoding.UTF8.GetBytes(made.Key), value);
        }
        var entry = new LogEntry(made.Topic, Encoding.UTF8.GetBytes(made.Key), value);
        _last = entry;
        return entry;
    }

    /// <summary>Writes the running number into the id's chance part: unique over the whole run.</summary>
    private static void Renew(Span<byte> id, long number)
    {
        for (var at = 35; at >= 24; at--, number >>= 4) id[at] = (byte)Digits[(int)(number & 15)];
    }
}
