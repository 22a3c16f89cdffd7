using RailLife.Commerce.AfterSales;
using RailLife.Contracts;
using RailLife.Contracts.Orders;
using RailLife.Store;
using RailLife.Tests.Import;

namespace RailLife.Tests.Commerce.Orders;

/// <summary>Orders, payments, stock and after-sales tell of one order: what they tell is numbered together.</summary>
public class OrderSequenceTests
{
    private const int Orders = 4;
    private const int StepsEach = 6;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whatever_races_on_an_order_the_log_has_its_events_numbered_from_zero_without_a_gap(string kind)
    {
        var seed = Random.Shared.Next();
        await using var mall = await Mall.OpenAsync(kind);
        var coat = await mall.Shop.SkuAsync("Coat", 1_000, pieces: 100);
        var (_, cake) = await mall.SecondShopAsync();
        var buyer = await mall.BuyerAsync();
        var placed = new List<RailLife.Commerce.Orders.PlacedView>();
        for (var i = 0; i < Orders; i++) placed.Add(await mall.PlaceAsync(buyer, i % 2 == 0 ? [(coat, 3)] : [(coat, 2), (cake, 1)]));

        await Task.WhenAll(placed.SelectMany((p, i) => Enumerable.Range(0, 3).Select(w => Task.Run(() => LiveAsync(mall, buyer, p, new Random(seed + i * 10 + w))))));
        await mall.WorkAsync();

        await using var log = new MemoryLog();
        var relay = new OutboxRelay(mall.Bed.Database, log);
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); await relay.WaitingAsync(CommerceBed.Ct) > 0;)
        {
            if (await relay.PublishAsync(CommerceBed.Ct) == 0) await Task.Delay(10, CommerceBed.Ct);
            Assert.True(DateTimeOffset.UtcNow < end, "the outbox does not get empty");
        }
        var told = log.Events().Where(e => e.Entry.Topic == Topics.Order).GroupBy(e => e.Event.GetProperty("subject").GetString()!).ToDictionary(g => g.Key, g => g.Select(e => e.Event.GetProperty("sequence").GetInt64()).ToList());
        Assert.All(placed, p => Assert.True(told[p.Id].Count > 3, $"seed {seed}: too little is told of {p.Id}"));
        foreach (var (order, numbers) in told) Assert.True(numbers.SequenceEqual(Enumerable.Range(0, numbers.Count).Select(n => (long)n)), $"seed {seed}: {order} is told as {string.Join(" ", numbers)}");
    }

    // What is refused is refused: only what is told counts.
    private static async Task LiveAsync(Mall mall, Buyer buyer, RailLife.Commerce.Orders.PlacedView placed, Random random)
    {
        for (var step = 0; step < StepsEach; step++)
        {
            var order = placed.OrderIds[random.Next(placed.OrderIds.Count)];
            var seller = (await mall.NumberAsync("select count(*) from order_head where id = @order and merchant_id = @MerchantId", new { order, mall.Shop.MerchantId })) == 1 ? mall.Merchant() : Shop.Staff;
            _ = random.Next(6) switch
            {
                0 or 1 => (await mall.TryPayAsync(buyer, placed)).IsDone,
                2 => (await mall.CancelAsync(buyer.Actor, order)).IsDone,
                3 => (await mall.ShipAsync(order, seller)).IsDone,
                4 => (await mall.ReceiveAsync(order, buyer.Actor)).IsDone,
                _ => (await mall.Bed.WriteAsync(tx => new ApplyForAfterSale(mall.AfterSales).RunAsync(Mall.Call(buyer.Actor, order), new ApplyBody(AfterSaleKind.Refund, [new AppliedLine(1, 1)], AfterSaleReason.NoLongerWanted, null, null), tx))).IsDone,
            };
        }
    }
}
