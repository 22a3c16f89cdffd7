using System.Text;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.EventLog;

namespace RailLife.Bench.Proofs;

/// <summary>One record for the log and what ingest must make of it.</summary>
/// <param name="Reason">Null = it must be accepted.</param>
/// <param name="Kind">Which kind of damage; "good" and "double" for those that are accepted.</param>
public sealed record StreamRecord(string Kind, string? Reason, string Topic, string Key, byte[] Raw)
{
    public LogEntry Entry => new(Topic, Encoding.UTF8.GetBytes(Key), Raw);
}

/// <summary>A seeded stream of good events with doubles and broken ones of sixteen kinds among them.</summary>
public sealed class BrokenEvents(int seed)
{
    private const string Source = "bench/broken";
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(seed);
    private readonly List<Good> _good = [];
    private int _number;

    /// <summary>Kinds of damage and the reason each must get. Those marked fixable pass after the fix of <see cref="Fixes"/>.</summary>
    public static IReadOnlyList<(string Kind, string Reason, bool IsFixable)> Kinds { get; } =
    [
        ("truncated", Reasons.BadJson, false), ("not a number", Reasons.BadJson, false), ("invalid utf8", Reasons.InvalidUtf8, false),
        ("wrong type", Reasons.WrongType, true), ("missing field", Reasons.MissingField, true), ("unknown type", Reasons.UnknownType, true),
        ("unknown version", Reasons.UnknownVersion, true), ("far past", Reasons.AbsurdTime, true), ("far future", Reasons.AbsurdTime, true),
        ("two megabytes", Reasons.TooLarge, false), ("deep nesting", Reasons.TooDeep, false), ("duplicate key", Reasons.DuplicateKey, false),
        ("wrong topic", Reasons.WrongTopic, true), ("reused id", Reasons.IdReused, true), ("empty", Reasons.Empty, false), ("negative amount", Reasons.OutOfRange, true),
    ];

    /// <summary>Per reason the values to set so that the event passes; none = it passes as it is, in its own topic or under a new id.</summary>
    public static IReadOnlyDictionary<string, string[]> Fixes { get; } = new Dictionary<string, string[]>
    {
        [Reasons.WrongType] = ["data.paid_minor=100"],
        [Reasons.MissingField] = ["/data/currency=GBP"],
        [Reasons.UnknownType] = ["type=raillife.order.paid.v1"],
        [Reasons.UnknownVersion] = ["type=raillife.order.paid.v1"],
        [Reasons.AbsurdTime] = ["time=2024-05-02T12:00:00Z"],
        [Reasons.OutOfRange] = ["data.paid_minor=0"],
        [Reasons.WrongTopic] = [],
        [Reasons.IdReused] = [],
    };

    /// <summary>The stream in log order: <paramref name="broken"/> broken records spread among <paramref name="good"/> good ones, one in a hundred of those sent twice.</summary>
    public IEnumerable<StreamRecord> Stream(int good, int broken)
    {
        for (int g = 0, b = 0; g < good || b < broken;)
        {
            // One good event first: a reused id needs somebody to take it from.
            if (g == 0 || (g < good && _random.NextInt64(good - g + broken - b) < good - g))
            {
                g++;
                foreach (var record in GoodOne())
                {
                    yield return record;
                }
            }
            else
            {
                yield return Broken(b++);
            }
        }
    }

    private IEnumerable<StreamRecord> GoodOne()
    {
        var good = New();
        _good.Add(good);
        yield return new StreamRecord("good", null, Topics.Order, good.Order, Encoding.UTF8.GetBytes(good.Json));
        if (_random.Next(100) == 0)
        {
            yield return new StreamRecord("double", null, Topics.Order, good.Order, Encoding.UTF8.GetBytes(good.Json));
        }
    }

    private StreamRecord Broken(int index)
    {
        // Two megabytes are rare, or they would be all there is.
        var (kind, reason, _) = Kinds[index % Kinds.Count];
        if (kind == "two megabytes" && index / Kinds.Count % 20 != 0)
        {
            (kind, reason, _) = Kinds[0];
        }
        if (kind == "reused id")
        {
            return Reused(kind, reason);
        }
        var one = New();
        var topic = kind == "wrong topic" ? Topics.Log : Topics.Order;
        return new StreamRecord(kind, reason, topic, one.Order, Damaged(kind, one.Json));
    }

    private StreamRecord Reused(string kind, string reason)
    {
        var owner = _good[_random.Next(_good.Count)];
        var time = _random.Next(2) == 0 ? owner.Time : Start.AddHours(_random.Next(2000));
        var other = New(owner.Id, owner.Order, time, 1_000_000 + ++_number);
        return new StreamRecord(kind, reason, Topics.Order, owner.Order, Encoding.UTF8.GetBytes(other.Json));
    }

    private Good New(string? id = null, string? order = null, DateTimeOffset? time = null, long? paid = null)
    {
        var number = ++_number;
        id ??= $"e-{seed:x}-{number}";
        order ??= $"o-{_random.Next(1, 5_000)}";
        var at = time ?? Start.AddSeconds(_random.Next(86_400 * 30));
        var record = new OrderPaid(order, paid ?? _random.Next(1, 999_999), "GBP", "card", new BusinessDate(DateOnly.FromDateTime(at.UtcDateTime)));
        var header = new EventHeader(id, Source, order, at) { MemberId = $"m-{_random.Next(1, 900)}", MerchantId = "shop", CircleId = -1 };
        return new Good(id, order, at, Encoding.UTF8.GetString(EventWriter.Write(header, record)));
    }

    private byte[] Damaged(string kind, string json) => kind switch
    {
        "truncated" => Encoding.UTF8.GetBytes(json[.._random.Next(1, json.Length - 1)]),
        "not a number" => Text(json, "\"paid_minor\":", "\"paid_minor\":NaN,\"was\":"),
        "invalid utf8" => Spoilt(json),
        "wrong type" => Text(json, "\"paid_minor\":", "\"paid_minor\":\"many\",\"was\":"),
        "missing field" => Text(json, "\"currency\":", "\"valuta\":"),
        "unknown type" => Text(json, "raillife.order.paid.v1", "raillife.order.payed.v1"),
        "unknown version" => Text(json, "raillife.order.paid.v1", $"raillife.order.paid.v{_random.Next(20, 99)}"),
        "far past" => Text(json, "\"time\":\"2024", "\"time\":\"1924"),
        "far future" => Text(json, "\"time\":\"2024", "\"time\":\"2924"),
        "two megabytes" => Text(json, "\"data\":{", $"\"data\":{{\"noise\":\"{new string('x', 2 << 20)}\","),
        "deep nesting" => Text(json, "\"data\":{", $"\"data\":{{\"noise\":{new string('[', 200)}{new string(']', 200)},"),
        "duplicate key" => Text(json, "\"data\":{", "\"data\":{\"currency\":\"EUR\","),
        "wrong topic" => Encoding.UTF8.GetBytes(json),
        "empty" => [],
        "negative amount" => Text(json, "\"paid_minor\":", "\"paid_minor\":-1,\"was\":"),
        _ => throw new ArgumentException($"no damage is called '{kind}'", nameof(kind)),
    };

    private static byte[] Text(string json, string from, string to) => json.Contains(from, StringComparison.Ordinal)
        ? Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))
        : throw new InvalidOperationException($"the event has no {from} to damage: {json}");

    private byte[] Spoilt(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        bytes[json.IndexOf("GBP", StringComparison.Ordinal) + _random.Next(3)] = 0xFF;
        return bytes;
    }

    private sealed record Good(string Id, string Order, DateTimeOffset Time, string Json);
}
