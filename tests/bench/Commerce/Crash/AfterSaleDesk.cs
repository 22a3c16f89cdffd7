namespace RailLife.Bench.Commerce.Crash;

/// <summary>Both sides of a member's after-sales, one step at a time.</summary>
internal sealed class AfterSaleDesk(Market market, Buyer me, Random random)
{
    private readonly List<string> cases = [];

    public bool IsBusy => cases.Count > 0;

    public async Task<TradeAnswer?> ApplyAsync(TradeAnswer order, string? kind = null)
    {
        var id = order.String("id");
        var left = order.Body["lines"]!.AsArray().Where(l => (long)l!["quantity"]! > (long)l["returned"]!).OrderBy(_ => random.Next()).Take(random.Next(1, 3)).ToList();
        if (left.Count == 0) return null;
        var lines = left.Select(l => new { line_no = (int)l!["line_no"]!, quantity = random.NextInt64(1, (long)l["quantity"]! - (long)l["returned"]! + 1) }).ToList();
        var applied = await me.Client.PostAsync($"/v1/orders/{id}/after-sales", new { kind = kind ?? (random.Next(4) switch { 0 => "refund", 1 => "exchange", _ => "return" }), lines, reason = "no-longer-wanted" });
        if (!applied.IsDone) return applied;
        cases.Add(applied.String("id"));
        market.Promises.Effect("aftersale_case");
        market.Promises.Add($"the application {applied.String("id")} is taken", "aftersale_case where id = @Case and order_id = @id", new { Case = applied.String("id"), id });
        return applied;
    }

    public async Task<TradeAnswer?> StepAsync()
    {
        var id = cases[random.Next(cases.Count)];
        var seen = await me.Client.GetAsync($"/v1/after-sales/{id}");
        if (!seen.IsDone) throw new InvalidOperationException($"the application {id} was acknowledged and is answered with {seen.Text}");
        var moved = await MoveAsync(id, seen);
        if (moved is null && seen.String("state") is "succeeded" or "closed") cases.Remove(id);
        if (moved is { IsDone: true })
            market.Promises.Add($"the application {id} is {moved.String("state")}", "aftersale_case where id = @id and version >= @Version", new { id, Version = moved.Number("version") });
        return moved;
    }

    private async Task<TradeAnswer?> MoveAsync(string id, TradeAnswer seen)
    {
        var shop = market.Merchant(seen.String("merchant_id"));
        var isDisputed = (bool)seen.Body["is_disputed"]!;
        var (side, judge) = isDisputed ? ("staff", market.Staff) : ("merchant", shop);
        return seen.String("state") switch
        {
            "wait-audit" => random.Next(5) switch
            {
                0 => await me.Client.PostAsync($"/v1/after-sales/{id}/withdraw"),
                1 => await judge.PostAsync($"/v1/{side}/after-sales/{id}/audit", new { is_approved = false, note = "it was worn" }),
                _ => await judge.PostAsync($"/v1/{side}/after-sales/{id}/audit", new { is_approved = true }),
            },
            "wait-return" => random.Next(5) == 0 ? null : await me.Client.PostAsync($"/v1/after-sales/{id}/send-back", new { carrier = "SF", tracking_number = "back" }),
            "wait-inbound" => await shop.PostAsync($"/v1/merchant/after-sales/{id}/inbound", new { is_accepted = random.Next(5) > 0, reception = "received", is_sellable = random.Next(3) > 0, note = "as it is" }),
            "wait-exchange" => await shop.PostAsync($"/v1/merchant/after-sales/{id}/exchange", new { carrier = "SF", tracking_number = "new" }),
            "closed" when !isDisputed && random.Next(2) == 0 => await me.Client.PostAsync($"/v1/after-sales/{id}/dispute", new { statement = "it was not worn" }),
            _ => null,
        };
    }
}
