using RailLife.Commerce.Edge;
using RailLife.Commerce.Stock;

namespace RailLife.Tests.Commerce.Stock;

/// <summary>Laws I-31 and I-50 for many orders that do anything at any time, on three variants in two warehouses.</summary>
public class StockInterleavingTests
{
    private const string Buyer = "member:m-1";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Sold_and_held_never_pass_what_is_on_hand_whatever_orders_do_at_once(string kind)
    {
        const int seed = 31;
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        string[] skus = [await shop.SkuAsync("A", 100, 20), await shop.SkuAsync("B", 100, 15), await shop.SkuAsync("C", 100, 10)];
        await shop.WarehouseAsync("second", 2, "44");
        foreach (var sku in skus) await shop.AdjustAsync(sku, "second", 7);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            var random = new Random(seed + worker);
            for (var step = 0; step < 40; step++)
            {
                // Few orders: workers meet at them.
                var order = $"o-{random.Next(10)}";
                // Mostly the same variant on a line; sometimes an order comes back with another one.
                var lines = Enumerable.Range(1, random.Next(1, 4)).Select(n => new StockLine(n, skus[random.Next(4) == 0 ? random.Next(3) : n - 1], random.Next(1, 4))).ToList();
                var (minutes, isNear) = (random.Next(0, 3), random.Next(2) == 0);
                var one = lines[0] with { Quantity = 1 };
                var outcome = await (random.Next(8) switch
                {
                    0 or 1 or 2 => bed.WriteAsync(tx => shop.Stock.LockAsync(tx, order, lines, tx.Now.AddMinutes(minutes), Buyer, isNear ? "440305" : null)),
                    3 => bed.WriteAsync(tx => shop.Stock.ReserveAsync(tx, order, Buyer)),
                    4 => bed.WriteAsync(tx => shop.Stock.DeductAsync(tx, order, [one], Buyer)),
                    5 => bed.WriteAsync(tx => shop.Stock.ReturnAsync(tx, order, [one], Buyer)),
                    6 => bed.WriteAsync(tx => shop.Stock.ReleaseAsync(tx, order, isNear ? null : [one], Buyer)),
                    _ => SweepAsync(bed),
                });
                Assert.True(outcome.IsDone || outcome.Refusal?.Status is 404 or 409, $"seed {seed}, worker {worker}, step {step}: {outcome.Refusal}");
            }
        })));

        await StockLaws.HoldAsync(bed);
        Assert.True(await bed.ReadAsync(tx => tx.GetAsync<long>("select count(*) from stock_movement where kind = 'deduct'")) > 0);
        Assert.NotEmpty(await shop.EventsAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_adjustment_counts_once_and_never_takes_what_waits_for_orders(string kind)
    {
        await using var bed = await CommerceBed.StartAsync(kind);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var sku = await shop.SkuAsync("Jacket", 9_900, 10);
        await shop.DoneAsync(tx => shop.Stock.LockAsync(tx, "o-1", [new StockLine(1, sku, 4)], tx.Now.AddMinutes(30), Buyer));
        string Body(long delta, string reference) => $$"""{"sku_id":"{{sku}}","warehouse_id":"main","delta":{{delta}},"reason":"stocktake","reference":"{{reference}}"}""";
        Task<ServerAnswer> Send(string body) => server.SendAsync("POST", "/v1/stock/adjustments", shop.MerchantToken(), body);

        Assert.Equal("stock-below-held", (await Send(Body(-7, "r-1"))).Code);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Send(Body(-6, "r-2"))));
        Assert.All(answers, a => Assert.Equal((200, 4L), (a.Status, a.Number("on_hand"))));
        Assert.Equal("reference-reused", (await Send(Body(-5, "r-2"))).Code);
        Assert.Equal(0, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        var movements = (await server.SendAsync("GET", $"/v1/stock/skus/{sku}/movements?limit=2", shop.MerchantToken())).Body.GetProperty("items");
        Assert.Equal((-6, "stocktake"), (movements[0].GetProperty("on_hand_delta").GetInt64(), movements[0].GetProperty("reason").GetString()));
        await StockLaws.HoldAsync(bed);
    }

    [Theory]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":0,"reason":"r","reference":"r"}""", 400, "invalid-field")]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":1,"reason":" ","reference":"r"}""", 400, "invalid-field")]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":1,"reason":"r","reference":""}""", 400, "invalid-field")]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"none","warehouse_id":"main","delta":1,"reason":"r","reference":"r"}""", 404, "unknown-sku")]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"none","delta":1,"reason":"r","reference":"r"}""", 404, "unknown-warehouse")]
    [InlineData("POST", "/v1/stock/adjustments", """{"sku_id":"{sku}","warehouse_id":"main","delta":-9,"reason":"r","reference":"r"}""", 409, "stock-below-held")]
    [InlineData("PUT", "/v1/warehouses/w-9", """{"name":{"en":"W"},"priority":1,"is_active":true}""", 400, "invalid-field")]
    [InlineData("PUT", "/v1/warehouses/w-9", """{"merchant_id":"none","name":{"en":"W"},"priority":1,"is_active":true}""", 404, "unknown-merchant")]
    [InlineData("PUT", "/v1/warehouses/w-9", """{"merchant_id":"{m}","name":{"en":"W"},"priority":1,"is_active":true,"regions":["north"]}""", 400, "invalid-field")]
    [InlineData("PUT", "/v1/warehouses/w-9", """{"merchant_id":"{m}","name":{},"priority":1,"is_active":true}""", 400, "invalid-field")]
    [InlineData("PUT", "/v1/warehouses/main", """{"name":{"en":"W"},"priority":1,"is_active":true}""", 428, "if-match-needed")]
    [InlineData("GET", "/v1/stock/skus/none", null, 404, "unknown-sku")]
    [InlineData("GET", "/v1/stock/skus/none/movements", null, 404, "unknown-sku")]
    [InlineData("GET", "/v1/stock/skus/{sku}/movements?limit=x", null, 400, "bad-parameter")]
    public async Task What_is_wrong_is_said_and_moves_nothing(string method, string path, string? body, int status, string code)
    {
        await using var bed = await CommerceBed.StartAsync(Databases.Sqlite);
        var shop = await Shop.OpenAsync(bed);
        await using var server = await shop.ServeAsync();
        var sku = await shop.SkuAsync("Jacket", 9_900, 3);
        string Filled(string text) => text.Replace("{sku}", sku, StringComparison.Ordinal).Replace("{m}", shop.MerchantId, StringComparison.Ordinal);

        var answer = await server.SendAsync(method, Filled(path), server.StaffToken(), body is null ? null : Filled(body));

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(3, (await bed.ReadAsync(tx => shop.Stock.AvailableAsync(tx, [sku])))[sku]);
        await StockLaws.HoldAsync(bed);
    }

    private static async Task<RailLife.Store.Outcome<IReadOnlyList<StockAllocation>>> SweepAsync(CommerceBed bed)
    {
        await new StockSweep(bed.Database, bed.Ids).RunAsync(CommerceBed.Ct);
        return await bed.WriteAsync(tx => new StockFacade(bed.Ids).ReleaseAsync(tx, "o-none", null, Actor.Platform.ToString()));
    }
}
