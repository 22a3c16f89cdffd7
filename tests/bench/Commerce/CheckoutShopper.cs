using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce;

/// <summary>What the calls of paid orders took, of all clients together.</summary>
internal sealed class CheckoutTimes
{
    public ConcurrentBag<double> CallMs { get; } = [];

    public ConcurrentBag<double> PlacedToPaidMs { get; } = [];

    /// <summary>Calls that only asked whether it is paid yet.</summary>
    public int Looks;
}

/// <summary>A member who fills the cart with three lines of two merchants, looks at the price, orders with a coupon and points, pays by the sandbox, and waits until it is paid.</summary>
internal sealed class CheckoutShopper(HttpCaller member, string addressId, Queue<string> coupons, IReadOnlyList<string> skus)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task OrderAsync(CheckoutTimes times)
    {
        foreach (var sku in skus) await TimedAsync(times, HttpMethod.Post, "/v1/cart/lines", new { sku_id = sku, quantity = 2 });
        var basket = new { address_id = addressId, coupon_ids = new[] { coupons.Dequeue() }, points = 500 };
        var preview = await TimedAsync(times, HttpMethod.Post, "/v1/checkout", basket);
        var payable = (long)preview["amounts"]!["payable_minor"]!;
        var started = Stopwatch.GetTimestamp();
        var placed = await TimedAsync(times, HttpMethod.Post, "/v1/orders", new { basket, expected_payable_minor = payable, tenders = new[] { new { tender = "sandbox", amount_minor = payable } } }, Guid.NewGuid().ToString());
        if (placed["order_ids"]!.AsArray().Count != 2) throw new InvalidOperationException($"expected an order per merchant: {placed.ToJsonString()}");
        while (true)
        {
            await Task.Delay(2);
            Interlocked.Increment(ref times.Looks);
            var payment = await TimedAsync(times, HttpMethod.Get, $"/v1/payments/{placed["payment"]!["id"]}");
            if ((string)payment["state"]! == "succeeded") break;
            if (Stopwatch.GetElapsedTime(started) > Patience) throw new TimeoutException($"not paid after {Patience.TotalSeconds} s: {payment.ToJsonString()}");
        }
        times.PlacedToPaidMs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task<JsonObject> TimedAsync(CheckoutTimes times, HttpMethod method, string path, object? body = null, string? key = null)
    {
        var from = Stopwatch.GetTimestamp();
        var answer = await member.SendAsync(method, path, body, key: key);
        times.CallMs.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        return answer;
    }
}
