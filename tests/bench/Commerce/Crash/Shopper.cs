using System.Text.Json.Nodes;

namespace RailLife.Bench.Commerce.Crash;

/// <summary>A member who orders, pays, cancels, receives and returns without rest, together with the shops that serve him; notes what he was told.</summary>
internal sealed class Shopper(Market market, Buyer me, Random random)
{
    private const int OrdersAtOnce = 12;

    private readonly List<string> orders = [];
    private readonly AfterSaleDesk desk = new(market, me, random);
    private int parcels;

    /// <summary>Calls that were done rather than refused.</summary>
    public int Done { get; private set; }

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            if (await StepAsync() is { IsDone: true }) Done++;
        }
    }

    private Task<TradeAnswer?> StepAsync() => random.Next(20) switch
    {
        < 6 when orders.Count < OrdersAtOnce => PlaceAsync(),
        6 => ClaimAsync(),
        7 => GiveAsync(),
        8 or 9 or 10 when desk.IsBusy => desk.StepAsync(),
        _ when orders.Count > 0 => GoOnAsync(orders[random.Next(orders.Count)]),
        _ => PlaceAsync(),
    };

    private async Task<TradeAnswer?> PlaceAsync()
    {
        var lines = market.Skus.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(s => new { sku_id = s, quantity = random.Next(1, 4) }).ToList();
        var placed = await me.Client.PostAsync("/v1/orders", new { basket = new { lines, address_id = me.AddressId, points = random.Next(3) == 0 ? random.Next(1, 2_000) : 0 } });
        if (!placed.IsDone) return placed;
        var root = placed.String("id");
        market.Promises.Effect("order_head where parent_id is null");
        market.Promises.Add($"the order {root} of {placed.Number("payable_minor")} is placed", "order_head where id = @root and parent_id is null and payable_minor = @Payable and member_id = @Id", new { root, Payable = placed.Number("payable_minor"), me.Id });
        foreach (var child in placed.Body["order_ids"]!.AsArray().Select(o => (string)o!))
        {
            market.Promises.Add($"the order {root} has the part {child}", "order_head where id = @child and root_id = @root", new { child, root });
            orders.Add(child);
        }
        return placed;
    }

    private async Task<TradeAnswer?> GoOnAsync(string id)
    {
        var seen = await me.Client.GetAsync($"/v1/orders/{id}");
        if (!seen.IsDone) throw new InvalidOperationException($"the order {id} was acknowledged and is answered with {seen.Text}");
        Note(seen);
        switch (seen.String("state"))
        {
            case "wait-pay":
                return random.Next(5) switch { 0 => null, 1 => await CancelAsync(id, seen), _ => await PayAsync(seen) };
            case "wait-ship":
                return random.Next(6) switch { 0 => await CancelAsync(id, seen), 1 => await desk.ApplyAsync(seen, "refund"), _ => await ShipAsync(seen) };
            case "wait-receive":
                return random.Next(4) == 0 ? await desk.ApplyAsync(seen) : await ReceiveAsync(id);
            case "success" when random.Next(3) > 0:
                return await desk.ApplyAsync(seen);
            default:
                orders.Remove(id);
                return null;
        }
    }

    // Once somebody was told that it is paid, it stays so.
    private void Note(TradeAnswer order)
    {
        if (order.Body["payment"] is JsonObject payment && (string)payment["state"]! == "succeeded")
            market.Promises.Add($"the payment {payment["id"]} is made", "pay_payment where id = @Payment and state = 'succeeded'", new { Payment = (string)payment["id"]! });
    }

    private async Task<TradeAnswer?> PayAsync(TradeAnswer order)
    {
        var payment = order.Body["payment"]!;
        if ((string?)payment["attempt"]?["state"] is "init" or "pending" && random.Next(8) > 0) return null;   // the bank is at it; a few try again all the same
        var tried = await me.Client.PostAsync($"/v1/payments/{payment["id"]}/attempts", new { tenders = new[] { new { tender = "sandbox", amount_minor = (long)payment["payable_minor"]! } } });
        if (!tried.IsDone) return tried;
        var attempt = (string)tried.Body["attempt"]!["id"]!;
        market.Promises.Effect("pay_attempt");
        market.Promises.Add($"the payment {payment["id"]} is tried", "pay_attempt where id = @attempt", new { attempt });
        return tried;
    }

    private async Task<TradeAnswer?> CancelAsync(string id, TradeAnswer order)
    {
        var by = random.Next(4) == 0 && order.String("state") == "wait-ship" ? (market.Merchant(order.String("merchant_id")), $"/v1/merchant/orders/{id}/cancel") : (me.Client, $"/v1/orders/{id}/cancel");
        var cancelled = await by.Item1.PostAsync(by.Item2, new { });
        if (cancelled.IsDone) market.Promises.Add($"the order {id} is cancelled", "order_head where id = @id and state = 'cancelled' and cancelled_at is not null", new { id });
        return cancelled;
    }

    private async Task<TradeAnswer?> ShipAsync(TradeAnswer order)
    {
        var id = order.String("id");
        var number = $"{me.Id}-{++parcels}";
        var line = order.Body["lines"]![0]!;
        object? lines = random.Next(3) == 0 ? new[] { new { line_no = (int)line["line_no"]!, quantity = 1 } } : null;
        var shipped = await market.Merchant(order.String("merchant_id")).PostAsync($"/v1/merchant/orders/{id}/ship", new { carrier = "SF", tracking_number = number, lines });
        if (!shipped.IsDone) return shipped;
        market.Promises.Effect("order_parcel");
        market.Promises.Add($"the parcel {number} of the order {id} left", "order_parcel where order_id = @id and tracking_number = @number", new { id, number });
        return shipped;
    }

    private async Task<TradeAnswer?> ReceiveAsync(string id)
    {
        var received = await me.Client.PostAsync($"/v1/orders/{id}/receive");
        if (received.IsDone) market.Promises.Add($"the order {id} is received", "order_head where id = @id and received_at is not null and state in ('success', 'closed')", new { id });
        return received;
    }

    private async Task<TradeAnswer?> ClaimAsync()
    {
        var claimed = await me.Client.PostAsync($"/v1/coupon-centre/{market.CouponTemplateId}/claim");
        if (!claimed.IsDone) return claimed;
        market.Promises.Effect("coupon_held");
        var coupon = (string)claimed.Body["coupon"]!["id"]!;
        market.Promises.Add($"the coupon {coupon} is claimed", "coupon_held where id = @coupon and member_id = @Id", new { coupon, me.Id });
        return claimed;
    }

    private async Task<TradeAnswer?> GiveAsync()
    {
        var reference = $"gift-{me.Id}-{Guid.NewGuid():N}";
        var given = await market.Staff.PostAsync($"/v1/members/{me.Id}/points/adjustments", new { points = 50, reason = "a gift", reference });
        if (given.IsDone) market.Promises.Add($"points were given as {reference}", "points_entry where reference = @Reference and points = 50", new { Reference = $"adjustment/{reference}" });
        return given;
    }
}
