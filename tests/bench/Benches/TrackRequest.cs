using System.Buffers.Text;
using System.Text;

namespace RailLife.Bench.Benches;

/// <summary>A request whose events get new ids and visitors each time it is sent; the rest of its bytes is made once.</summary>
internal sealed class TrackRequest
{
    private static long _clients;

    private readonly byte[] _bytes;
    private readonly List<int> _ids = [];
    private readonly List<int> _visitors = [];
    private readonly Random _random;
    private long _next;

    public TrackRequest(Uri server, int events, int client)
    {
        _random = new Random(client);
        _next = Interlocked.Increment(ref _clients) * 1_000_000_000L;
        var one = $$$"""{"messageId":"0000000000000000","anonymousId":"visitor-000000","type":"track","event":"product.viewed","timestamp":"{{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}}}","properties":{"product_id":"sku-1042","price":25.5,"currency":"CNY","from":"search","station_id":"s-17","position":3},"context":{"library":{"name":"analytics.js","version":"2.1.0"},"page":{"path":"/products/sku-1042","url":"https://shop.example/products/sku-1042","referrer":"https://shop.example/search","title":"Lantern"},"userAgent":"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36","locale":"zh-CN"},"integrations":{}}""";
        var body = events == 1 ? one : $"{{\"batch\":[{string.Join(',', Enumerable.Repeat(one, events))}],\"sentAt\":\"{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}\"}}";
        var key = Convert.ToBase64String("raillife-dev:"u8);
        _bytes = Encoding.ASCII.GetBytes($"POST /v1/{(events == 1 ? "track" : "batch")} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Basic {key}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        Places("\"messageId\":\""u8, _ids);
        Places("\"anonymousId\":\"visitor-"u8, _visitors);
    }

    public byte[] Next()
    {
        foreach (var at in _ids) Digits(_bytes.AsSpan(at, 16), _next++);
        foreach (var at in _visitors) Digits(_bytes.AsSpan(at, 6), _random.Next(100_000));
        return _bytes;
    }

    private static void Digits(Span<byte> to, long number) => Utf8Formatter.TryFormat(number, to, out _, new System.Buffers.StandardFormat('D', (byte)to.Length));

    private void Places(ReadOnlySpan<byte> mark, List<int> places)
    {
        for (var from = 0; _bytes.AsSpan(from).IndexOf(mark) is >= 0 and var at; from += at + mark.Length) places.Add(from + at + mark.Length);
    }
}
