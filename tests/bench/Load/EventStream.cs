using System.Globalization;
using RailLife.Contracts;
using RailLife.Contracts.Logs;
using RailLife.Contracts.Members;
using RailLife.Contracts.Merchants;
using RailLife.Contracts.Orders;
using RailLife.Contracts.Products;
using RailLife.Contracts.Tracking;

namespace RailLife.Bench.Load;

/// <param name="Topic">Where the record is appended.</param>
/// <param name="Key">The aggregate's id.</param>
public readonly record struct MadeEvent(string Topic, string Key, byte[] Value);

/// <summary>An endless, seeded stream of events as a metro's platform would send them: 14 types over five topics, about 500 bytes each,
/// members and products by Zipf, ids and texts of realistic entropy. The same seed gives the same bytes.</summary>
/// <param name="startsAt">Time of the first event; each event is a little later than the one before.</param>
public sealed class EventStream(int seed, DateTimeOffset startsAt, int members = 100_000, int merchants = 400, int products = 20_000)
{
    private static readonly string[] Regions = ["福田区", "罗湖区", "南山区", "宝安区", "龙岗区", "龙华区", "盐田区", "光明区", "坪山区"];
    private static readonly string[] Formats = ["online-ecommerce", "offline-group-buy", "take-away", "supermarket", "housekeeping", "property-service"];
    private static readonly string[] Channels = ["app", "mini-program", "h5", "pc", "official-account"];
    private static readonly string[] Words = ["咖啡", "雨伞", "充电宝", "月票", "绿植", "latte", "umbrella", "power bank", "面包", "寿司", "洗衣", "保洁", "gift card", "口罩", "牛奶"];
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.54",
        "Mozilla/5.0 (Linux; Android 15; V2405A) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36",
    ];

    private readonly Random _random = new(seed);
    private readonly Queue<OpenOrder> _open = new();
    private long _count;

    private sealed record OpenOrder(string Id, string Member, int Merchant, IReadOnlyList<OrderLine> Lines, long AmountMinor);

    public MadeEvent Next()
    {
        var at = startsAt.AddMicroseconds(_count++ * 50);
        return _random.Next(100) switch
        {
            < 24 => Placed(at),
            < 40 => _open.Count > 0 ? Paid(at) : Placed(at),
            < 42 => _open.Count > 0 ? Refunded(at) : Placed(at),
            < 46 => Make(at, Uuid(at), new OrderShipped(Uuid(at), Uuid(at), "SF-Express", Day(at))),
            < 66 => Viewed(at),
            < 76 => Session(at, s => new ProductViewed(s, Product(), Pick(Words), _random.Next(60))),
            < 81 => Session(at, s => new SearchPerformed(s, $"{Pick(Words)} {Pick(Words)}", _random.Next(400), "sales")),
            < 86 => Session(at, s => new CartItemAdded(s, Product(), _random.Next(1, 5), Price(), "CNY")),
            < 88 => Session(at, s => new CartItemRemoved(s, Product(), 1)),
            < 96 => Accessed(at),
            < 97 => Registered(at),
            < 98 => Make(at, $"m-{_random.Next(merchants)}", new StoreSaved($"s-{_random.Next(merchants * 3)}", $"m-{_random.Next(merchants)}", new("站点店", "Station shop"), $"st-{_random.Next(400)}", true)),
            < 99 => Saved(at),
            _ => Make(at, $"a-{_random.Next(9_000)}", new LoginSucceeded($"a-{_random.Next(9_000)}", "merchant", Hash())),
        };
    }

    private MadeEvent Placed(DateTimeOffset at)
    {
        var (order, merchant, member) = (Uuid(at), Zipf(merchants), $"u-{Zipf(members):000000}");
        var lines = Enumerable.Range(1, 1 + _random.Next(3)).Select(n =>
        {
            var (quantity, price) = (_random.Next(1, 4), Price());
            return new OrderLine(n, Product(), quantity, price, Money.LineMinor(quantity, price));
        }).ToList();
        var open = new OpenOrder(order, member, merchant, lines, lines.Sum(l => l.AmountMinor));
        _open.Enqueue(open);
        if (_open.Count > 5_000) _open.Dequeue();
        return Make(at, order, new OrderPlaced(order, member, lines, "CNY", Pick(Regions), Day(at)), merchant, member);
    }

    private MadeEvent Paid(DateTimeOffset at)
    {
        var order = _open.Dequeue();
        if (_random.Next(4) == 0) _open.Enqueue(order);   // paid orders may be refunded later
        return Make(at, order.Id, new OrderPaid(order.Id, order.AmountMinor, "CNY", Pick(["wechat", "alipay"]), Day(at)), order.Merchant, order.Member);
    }

    private MadeEvent Refunded(DateTimeOffset at)
    {
        var order = _open.Dequeue();
        var line = order.Lines[_random.Next(order.Lines.Count)];
        return Make(at, order.Id, new RefundCompleted(Uuid(at), order.Id, order.Member,
            [new(1, line.ProductId, line.Quantity, line.UnitPrice, line.AmountMinor)], "CNY", Pick(Regions), Day(at)), order.Merchant, order.Member);
    }

    private MadeEvent Viewed(DateTimeOffset at) => Session(at, s => new PageViewed(
        s, $"/shop/{_random.Next(merchants)}/item/{_random.Next(products)}", $"https://life.example/channel/{_random.Next(50)}", _random.Next(90_000), "phone", null,
        new Dictionary<string, string> { ["utm_campaign"] = $"c{_random.Next(300)}" }));

    private MadeEvent Accessed(DateTimeOffset at)
    {
        var client = Hash();
        return Make(at, client, new AccessLogged(_random.Next(5) == 0 ? "POST" : "GET", $"/v1/items/{_random.Next(products)}", _random.Next(50) == 0 ? 503 : 200, _random.Next(200_000), "life.example", Pick(Agents), client));
    }

    private MadeEvent Registered(DateTimeOffset at)
    {
        var member = $"u-{_random.Next(members):000000}";
        return Make(at, member, new MemberRegistered(member, MemberKind.Member, Hash(), Pick(Channels)), null, member);
    }

    private MadeEvent Saved(DateTimeOffset at)
    {
        var product = Product();
        return Make(at, product, new ProductSaved(product, new(Pick(Words) + Pick(Words), null), Pick(Formats), Price(), "CNY"));
    }

    private MadeEvent Session(DateTimeOffset at, Func<string, IEventRecord> make)
    {
        var session = $"sess-{at.ToUnixTimeSeconds() / 600}-{_random.Next(members)}";
        return Make(at, session, make(session), Zipf(merchants), _random.Next(3) > 0 ? $"u-{Zipf(members):000000}" : null);
    }

    private MadeEvent Make(DateTimeOffset at, string subject, IEventRecord record, int? merchant = null, string? member = null)
    {
        var header = new EventHeader(Uuid(at), "/raillife/bench", subject, at)
        {
            MemberId = member,
            MerchantId = merchant is { } m ? $"m-{m}" : null,
            StoreId = merchant is { } s ? $"s-{s}" : null,
            CircleId = merchant is { } c ? c % 60 : null,
            Format = merchant is { } f ? Formats[f % Formats.Length] : null,
            Channel = Pick(Channels),
            Actor = member is null ? "system" : $"member:{member}",
            TraceParent = _random.Next(4) == 0 ? $"00-{Hex(16)}-{Hex(8)}-01" : null,
        };
        return new(EventCatalog.For(record.GetType()).Topic, subject, EventWriter.Write(header, record));
    }

    private string Product() => $"p-{Zipf(products):00000}";
    private decimal Price() => _random.Next(100, 90_000) / 100m;
    private static BusinessDate Day(DateTimeOffset at) => new(DateOnly.FromDateTime(at.UtcDateTime.AddHours(8)));
    private string Pick(string[] from) => from[_random.Next(from.Length)];

    /// <summary>0..n-1, small numbers often: the inverse of a Zipf-like distribution.</summary>
    private int Zipf(int n) => Math.Min(n - 1, (int)(Math.Exp(_random.NextDouble() * Math.Log(n + 1)) - 1));

    private string Hash() => $"k1:{Convert.ToBase64String(Bytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}";
    private string Hex(int bytes) => Convert.ToHexStringLower(Bytes(bytes));

    /// <summary>UUIDv7: time first, then chance.</summary>
    private string Uuid(DateTimeOffset at)
    {
        var hex = at.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture) + "7" + Hex(10)[1..];
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..32]}";
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
