using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;

namespace RailLife.Tests.Commerce.Orders;

public class OrderRaceTests
{
    private const int Buyers = 200;
    private const long Pieces = 50;
    private const int Racers = 64;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_hundred_buyers_at_once_get_the_last_fifty_pieces_and_not_one_more(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, Pieces);
        var buyers = new List<Buyer>();
        for (var i = 0; i < Buyers; i++) buyers.Add(await mall.BuyerAsync(walletMinor: 0));

        var tries = await Task.WhenAll(buyers.Select(b => Task.Run(() => mall.TryPlaceAsync(b, Mall.Order(b, (coat, 1))))));

        Assert.Equal(Pieces, tries.Count(t => t.IsDone));
        Assert.All(tries.Where(t => !t.IsDone), t => Assert.Equal("out-of-stock", t.Refusal!.Code));
        Assert.Equal(Pieces, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(Pieces, await mall.NumberAsync("select count(*) from order_head"));
        Assert.Equal(Pieces * 10_000, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        Assert.Equal(Pieces, (await mall.EventsAsync("order.placed")).Count);
    }

    /// <summary>The same over HTTP, where each buyer's call comes twice with one key: one order each, and the two answers are one.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_hundred_buyers_at_once_over_http_get_the_last_fifty_pieces(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        await using var server = await CommerceServer.StartAsync(mall.Bed, routes => routes.MapOrders(mall.Parts));
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, Pieces);
        var buyers = new List<Buyer>();
        for (var i = 0; i < Buyers; i++) buyers.Add(await mall.BuyerAsync(walletMinor: 0));
        Task<ServerAnswer> PlaceAsync(Buyer b) => server.SendAsync("POST", "/v1/orders", mall.Bed.Tokens.Issue(b.Actor, TimeSpan.FromHours(1)),
            $$"""{ "basket": { "lines": [{ "sku_id": "{{coat}}", "quantity": 1 }], "address_id": "{{b.AddressId}}" } }""", idempotencyKey: "once");

        var tries = await Task.WhenAll(buyers.Select(b => Task.Run(() => Task.WhenAll(PlaceAsync(b), PlaceAsync(b)))));

        Assert.All(tries, t => Assert.Equal((t[0].Status, t[0].Text), (t[1].Status, t[1].Text)));
        Assert.Equal(Pieces, tries.Count(t => t[0].Status == 200));
        Assert.All(tries.Where(t => t[0].Status != 200), t => Assert.Equal((409, "out-of-stock"), (t[0].Status, t[0].Code)));
        Assert.Equal(Pieces, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(Pieces, await mall.NumberAsync("select count(*) from order_head"));
        Assert.Equal(Pieces * 10_000, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
    }

    /// <summary>Law of ORD-11: of paying, cancelling and running out of time exactly one wins, whatever the order in which they come.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_sixty_four_that_pay_cancel_and_time_out_one_wins(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync(1_000_000);
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, 10);
        var placed = await mall.PlaceAsync(buyer, (coat, 2));
        var release = new ReleaseOrder(mall.Parts);

        var won = await Task.WhenAll(Enumerable.Range(0, Racers).Select(i => Task.Run(async () => (i % 3) switch
        {
            0 => (await mall.TryPayAsync(buyer, placed)) is { IsDone: true, Value.State: "succeeded" },
            1 => (await mall.Bed.WriteAsync(tx => release.RunAsync(tx, RailLife.Commerce.Edge.Actor.Platform, placed.Id, RailLife.Contracts.Orders.CancelReason.Timeout, null))).IsDone,
            _ => (await mall.Bed.WriteAsync(tx => release.RunAsync(tx, buyer.Actor, placed.Id, RailLife.Contracts.Orders.CancelReason.Buyer, null))).IsDone,
        })));
        await mall.WorkAsync();

        Assert.Equal(1, won.Count(w => w));
        var order = await mall.ViewAsync(buyer, placed.Id);
        var isPaid = order.State is OrderState.WaitShip;
        Assert.True(isPaid || order.State is OrderState.Cancelled, order.State.ToString());
        Assert.Equal(isPaid ? 980_000 : 1_000_000, await mall.BalanceAsync(LedgerAccounts.Wallet(buyer.Id, "CNY")));
        Assert.Equal(isPaid ? 2 : 0, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(isPaid ? 20_000 : 0, await mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        Assert.Equal(1, (await mall.EventsAsync("order.paid")).Count + (await mall.EventsAsync("order.cancelled")).Count);
    }

    /// <summary>Of shipping and cancelling a paid order one wins, and the stock moves once.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_shipping_and_cancelling_one_wins(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync(1_000_000);
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, 10);
        var placed = await mall.PaidAsync(buyer, (coat, 2));

        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            i % 2 == 0 ? (await mall.ShipAsync(placed.Id, mall.Merchant())).IsDone : (await mall.CancelAsync(buyer.Actor, placed.Id)).IsDone)));
        await mall.WorkAsync();

        Assert.Equal(1, won.Count(w => w));
        var isShipped = (await mall.ViewAsync(buyer, placed.Id)).State is OrderState.WaitReceive;
        Assert.Equal(isShipped ? 8 : 10, await mall.NumberAsync("select on_hand from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(0, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(isShipped ? 980_000 : 1_000_000, await mall.BalanceAsync(LedgerAccounts.Wallet(buyer.Id, "CNY")));
    }
}
