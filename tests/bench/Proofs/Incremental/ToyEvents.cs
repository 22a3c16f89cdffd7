using System.Globalization;
using System.Text.Json;

namespace RailLife.Bench.Proofs.Incremental;

/// <summary>A bronze row before it has a place in the log.</summary>
public sealed record ToyEvent(
    string Topic, string Type, string Subject, DateTime Time, string Id, string? Member, string? Merchant, long? Circle, string? Format, string Data);

/// <summary>
/// A small, crowded world in which everything collides: few members and products, orders placed and paid twice, refunds without orders,
/// two currencies, ids used again with another body.
/// </summary>
public sealed class ToyEvents(int seed)
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Random _random = new(seed);
    private readonly List<ToyEvent> _events = [];
    private int _days = 30;
    private ToyTrade? _trade;
    private ToyVisits? _visits;

    /// <param name="count">Events, in the order in which they happen.</param>
    public IReadOnlyList<ToyEvent> Make(int count, int days = 30)
    {
        _days = days;
        _trade = new ToyTrade(_random, Add);
        _visits = new ToyVisits(_random, Add);
        while (_events.Count < count)
            Next((double)_events.Count / count);
        return _events[..count];
    }

    private void Next(double progress)
    {
        var time = Start.AddDays(progress * _days).AddSeconds(_random.Next(7200));
        var order = $"o{_random.Next(1 + (int)(progress * 3000)):00000}";
        switch (_random.Next(100))
        {
            case < 24:
                Placed($"o{(int)(progress * 3000) + _random.Next(20):00000}", time);
                break;
            case < 42:
                Add("order", "order.paid", order, time, new { order_id = order, paid_minor = _random.Next(9999), currency = Currency(order), business_date = Day(time) });
                break;
            case < 50:
                var step = _random.Next(5) switch { 0 => "order.shipped", 1 => "order.received", 2 => "order.completed", 3 => "order.closed", _ => "order.cancelled" };
                Add("order", step, order, time, new { order_id = order, parcel_id = "p", reason = "buyer", business_date = Day(time) });
                break;
            case < 57:
                Refunded(order, time);
                break;
            case < 59:
                var adjustment = $"a{_random.Next(300)}";
                Add("order", "adjustment.booked", adjustment, time, new { adjustment_id = adjustment, kind = _random.Next(2) == 0 ? "adjustment" : "write-off", lines = new[] { new { line_no = 1, product_id = Product(), quantity = -_random.Next(5), amount_minor = -_random.Next(500) } }, currency = "GBP", business_date = Day(time) });
                break;
            case < 64:
                Said(time);
                break;
            case < 68:
                var member = $"m{_random.Next(200)}";
                Add("member", _random.Next(2) == 0 ? "member.registered" : "member.updated", member, time, new { member_id = member, kind = "member", level = $"L{_random.Next(4)}", mobile = $"k1:{_random.Next(9)}" });
                break;
            case < 70:
                var merchant = $"s{_random.Next(12)}";
                Add("merchant", _random.Next(3) > 0 ? "merchant.info.changed" : "merchant.registered", merchant, time, new { merchant_id = merchant, name = new { zh = (string?)null, en = $"Shop {_random.Next(99)}" }, circle_ids = new[] { -1, _random.Next(9) } });
                break;
            case < 74:
                var client = $"c{_random.Next(50)}";
                Add("log", "log.accessed", client, time, new { method = "GET", path = $"/{_random.Next(99)}", status = 200, bytes = _random.Next(9999), client });
                break;
            case < 80:
                _visits!.Next(time);
                break;
            default:
                _trade!.Next(order, time);
                break;
        }
    }

    private void Placed(string order, DateTime time)
    {
        var lines = Enumerable.Range(1, 1 + _random.Next(4)).Select(n => new
        {
            line_no = _random.Next(40) == 0 ? 1 : n, product_id = Product(), quantity = _random.Next(1, 9),
            unit_price = (_random.Next(1, 99999) / 10000m).ToString(CultureInfo.InvariantCulture), amount_minor = _random.Next(5000), discount_minor = _random.Next(3) == 0 ? _random.Next(500) : (int?)null,
        });
        Add("order", "order.placed", order, time, new { order_id = order, lines = lines.ToArray(), currency = Currency(order), region = $"R{_random.Next(6)}", business_date = Day(time), parent_order_id = ToyTrade.ParentOf(order) });
    }

    private void Refunded(string order, DateTime time)
    {
        var refund = $"r{_random.Next(1500)}";
        var named = _random.Next(2) == 0;
        Add("order", "refund.completed", named ? order : refund, time, new
        {
            refund_id = refund, order_id = named ? order : null, currency = Currency(order), region = $"R{_random.Next(6)}", business_date = Day(time),
            lines = new[] { new { line_no = 1, product_id = Product(), quantity = 1, unit_price = "1.5", amount_minor = _random.Next(3000) } },
        });
    }

    private void Said(DateTime time)
    {
        var product = Product();
        var type = _random.Next(4) switch { 0 => "product.saved", 1 => "price.changed", 2 => "product.listed", _ => "product.delisted" };
        Add("order", type, product, time, new { product_id = product, name = new { en = $"Thing {_random.Next(99)}" }, unit_price = "2.25", new_unit_price = "3.125", currency = "GBP" });
    }

    private void Add(string topic, string type, string subject, DateTime time, object payload) =>
        Add(topic, type, subject, time, _random.Next(4) == 0 ? null : $"m{_random.Next(250)}", payload);

    private void Add(string topic, string type, string subject, DateTime time, string? member, object payload)
    {
        // One in two hundred takes the id of an earlier event.
        var id = _events.Count > 50 && _random.Next(200) == 0 ? _events[_random.Next(_events.Count)].Id : $"e{_events.Count}";
        _events.Add(new ToyEvent($"raillife.{topic}", $"raillife.{type}.v1", subject, time, id, member, _random.Next(10) == 0 ? null : $"s{_random.Next(10)}", _random.Next(-1, 9), "retail", JsonSerializer.Serialize(payload)));
    }

    private string Product() => $"p{_random.Next(60)}";

    internal static string Currency(string order) => order[^1] == '7' ? "EUR" : "GBP";

    internal static string Day(DateTime time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
