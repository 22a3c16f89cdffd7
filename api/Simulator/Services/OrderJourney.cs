using RailLife.Simulator.City;

namespace RailLife.Simulator.Services;

/// <summary>An order from payment to its end, as it was planned with the visit.</summary>
internal sealed class OrderJourney(ServiceDoor door, CityPeople people, Agenda agenda, DueRounds due, TimeProvider clock, double stretch, Resident member, Purchase purchase, IReadOnlyList<string> orderIds)
{
    private const double BankSeconds = 2;
    private const double ReviewAuditHours = 5;

    /// <summary>The member pays; the bank calls back two seconds later, and the goods go their way.</summary>
    public async Task PayAsync(string paymentId, long payableMinor)
    {
        if (payableMinor > 0)
        {
            var attempt = await door.SendAsync(people.As(member), "POST", "/v1/payments/{id}/attempts", new { tenders = new[] { new { tender = "sandbox", amount_minor = payableMinor } } }, paymentId);
            if (!attempt.IsDone) return;
        }
        await due.RunAsync("payment-channels", "payment-sandbox");
        agenda.Add(clock.GetUtcNow().AddSeconds(BankSeconds), PaidAsync);
    }

    private async Task PaidAsync()
    {
        await due.RunAsync("payment-channels", "payment-sandbox");
        foreach (var orderId in orderIds)
        {
            var shop = await ShopOfAsync(orderId);
            if (shop is null) continue;
            if (purchase.CancelsAfter is { } cancels && orderIds.Count == 1) Later(cancels, () => CancelAsync(orderId));
            else if (shop.Format.Kind == "virtual") Received(orderId, shop);
            else Later(purchase.ShipsAfter, () => HandOverAsync(orderId, shop));
        }
    }

    // An order that was not split is the purchase's own shop's; what was split with it may be another one's.
    private async Task<Shop?> ShopOfAsync(string orderId)
    {
        if (orderIds.Count == 1) return purchase.Shop;
        var order = await door.DoneAsync(people.As(member), "GET", "/v1/orders/{id}", id: orderId);
        return people.ShopOf(order.GetProperty("merchant_id").GetString()!);
    }

    private async Task CancelAsync(string orderId)
    {
        await door.SendAsync(people.As(member), "POST", "/v1/orders/{id}/cancel", new { }, orderId);
        await due.RunAsync("payment-refunds");
    }

    private async Task HandOverAsync(string orderId, Shop shop)
    {
        if (!shop.Format.IsPhysical)
        {
            if ((await door.SendAsync(people.As(shop), "POST", "/v1/merchant/orders/{id}/receive", null, orderId)).IsDone) Received(orderId, shop);
            return;
        }
        var parcel = new { carrier = shop.Format.IsQuick ? "rider" : "SF", tracking_number = $"C{orderId[^12..]}" };
        if (!(await door.SendAsync(people.As(shop), "POST", "/v1/merchant/orders/{id}/ship", parcel, orderId)).IsDone) return;
        if (purchase.SignsAfter is { } signs) Later(signs, () => SignAsync(orderId, shop));
    }

    private async Task SignAsync(string orderId, Shop shop)
    {
        if ((await door.SendAsync(people.As(member), "POST", "/v1/orders/{id}/receive", null, orderId)).IsDone) Received(orderId, shop);
    }

    private void Received(string orderId, Shop shop)
    {
        if (purchase.Review is { } review) Later(review.After, () => ReviewAsync(orderId, review));
        if (purchase.Return is { } back) Later(back.After, () => ReturnAsync(orderId, shop, back));
    }

    private async Task ReviewAsync(string orderId, PlannedReview review)
    {
        var written = await door.SendAsync(people.As(member), "POST", "/v1/reviews", new { order_id = orderId, line_no = 1, stars = review.Stars, text = review.Stars >= 4 ? "很好" : review.Stars == 3 ? "还行" : "一般" });
        if (written.IsDone) Later(ReviewAuditHours * 3_600, () => door.SendAsync(people.Staff, "POST", "/v1/reviews/{id}/audit", new { decision = "approved" }, written.Text("id")));
    }

    // What was eaten or consumed does not come back, only its money does.
    private async Task ReturnAsync(string orderId, Shop shop, PlannedReturn back)
    {
        var isSentBack = shop.Format is { IsPhysical: true, IsQuick: false };
        var lines = purchase.Lines.Take(shop.Format.IsPhysical ? 1 : purchase.Lines.Count).Select((l, i) => new { line_no = i + 1, quantity = l.Quantity }).ToList();
        var asked = await door.SendAsync(people.As(member), "POST", "/v1/orders/{id}/after-sales", new { kind = isSentBack ? "return" : "refund", lines, reason = back.Reason }, orderId);
        if (asked.IsDone) Later(back.AuditedAfter, () => AuditAsync(asked.Text("id"), shop, back, isSentBack));
    }

    private async Task AuditAsync(string afterSaleId, Shop shop, PlannedReturn back, bool isSentBack)
    {
        if (!(await door.SendAsync(people.As(shop), "POST", "/v1/merchant/after-sales/{id}/audit", new { is_approved = true }, afterSaleId)).IsDone) return;
        if (isSentBack) Later(back.SentAfter, () => SendBackAsync(afterSaleId, shop, back));
        else await due.RunAsync("payment-refunds");
    }

    private async Task SendBackAsync(string afterSaleId, Shop shop, PlannedReturn back)
    {
        if (!(await door.SendAsync(people.As(member), "POST", "/v1/after-sales/{id}/send-back", new { carrier = "SF", tracking_number = $"B{afterSaleId[^12..]}" }, afterSaleId)).IsDone) return;
        Later(back.InboundAfter, async () =>
        {
            await door.SendAsync(people.As(shop), "POST", "/v1/merchant/after-sales/{id}/inbound", new { is_accepted = true, reception = "received", is_sellable = true }, afterSaleId);
            await due.RunAsync("payment-refunds");
        });
    }

    private void Later(double seconds, Func<Task> what) => agenda.Add(clock.GetUtcNow().AddSeconds(seconds * stretch), what);
}
