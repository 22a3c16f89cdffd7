using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Pricing;
using RailLife.Commerce.Promotions;
using RailLife.Commerce.Promotions.Coupons;
using RailLife.Commerce.Promotions.Rules;
using RailLife.Contracts;
using RailLife.Store;
using RailLife.Tests.Commerce.Promotions;

namespace RailLife.Tests.Commerce.Orders;

public class OrderMoneyTests
{
    private static readonly LedgerAccount Receivable = LedgerAccounts.Receivable("CNY");

    /// <summary>A reduction of the platform, its coupon and points over two merchants' goods: each merchant gets his goods and freight in full, the platform bears what it took off.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_platform_took_off_is_its_own_cost_and_the_merchants_are_paid_in_full(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        var (other, cake) = await mall.SecondShopAsync();
        await Discounts.FullReductionAsync(mall, from: 10_000, off: 1_000);
        var coupon = await Discounts.CouponAsync(mall, buyer, Fair.Template());
        await mall.DoneAsync(tx => mall.Points.EarnAsync(tx, buyer.Id, 1_000, "gift", 1, new DateOnly(2027, 1, 1), Actor.Platform));
        var body = Mall.Order(buyer, (coat, 2), (cake, 3));
        var placed = (await mall.TryPlaceAsync(buyer, body with { Basket = body.Basket with { CouponIds = [coupon], Points = 333 } })).Value;
        Assert.Equal(20_000 + 1_350 - 1_000 - 500 - 333 + 1_000, placed.PayableMinor);
        var leaves = await mall.Bed.ReadAsync(tx => OrderRow.LeavesAsync(tx, placed.Id));
        Assert.Equal(placed.PayableMinor, leaves.Sum(l => l.PayableMinor));
        Assert.Equal((1_000, 500, 333, 333, 1_000), (leaves.Sum(l => l.PromotionMinor), leaves.Sum(l => l.CouponMinor), leaves.Sum(l => l.PointsMinor), leaves.Sum(l => l.PointsUsed), leaves.Sum(l => l.FreightMinor)));

        await mall.PayAsync(buyer, placed);
        await FinishAsync(mall, leaves);

        Assert.Equal(20_000, await mall.BalanceAsync(LedgerAccounts.MerchantPayable(mall.Shop.MerchantId, "CNY")));
        Assert.Equal(1_350 + 1_000, await mall.BalanceAsync(LedgerAccounts.MerchantPayable(other, "CNY")));
        Assert.Equal(1_000, await mall.BalanceAsync(LedgerAccounts.PlatformCost("promotion", "CNY")));
        Assert.Equal(500, await mall.BalanceAsync(LedgerAccounts.PlatformCost("coupon", "CNY")));
        Assert.Equal(333, await mall.BalanceAsync(LedgerAccounts.PlatformCost("points", "CNY")));
        foreach (var account in new[] { Receivable, LedgerAccounts.Undelivered("CNY"), LedgerAccounts.InDelivery("CNY") }) Assert.Equal(0, await mall.BalanceAsync(account));
        Assert.Equal(0, await mall.NumberAsync("select cast(coalesce(sum(amount), 0) as bigint) from ledger_entry"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_coupon_comes_back_only_when_nothing_of_the_whole_order_is_left(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        var (_, cake) = await mall.SecondShopAsync();
        var coupon = await Discounts.CouponAsync(mall, buyer, Fair.Template());
        var body = Mall.Order(buyer, (coat, 1), (cake, 1));
        var placed = (await mall.TryPlaceAsync(buyer, body with { Basket = body.Basket with { CouponIds = [coupon] } })).Value;
        await mall.PayAsync(buyer, placed);
        Task<string> StateAsync() => mall.Bed.ReadAsync(tx => tx.GetAsync<string>("select state from coupon_held where id = @coupon", new { coupon }));
        Assert.Equal("used", await StateAsync());

        Assert.True((await mall.CancelAsync(buyer.Actor, placed.OrderIds[0])).IsDone);
        Assert.Equal("used", await StateAsync());
        Assert.True((await mall.CancelAsync(buyer.Actor, placed.OrderIds[1])).IsDone);
        await mall.WorkAsync();

        Assert.NotEqual("used", await StateAsync());
        Assert.Equal(1_000_000, await mall.BalanceAsync(LedgerAccounts.Wallet(buyer.Id, "CNY")));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")));
    }

    /// <summary>Law I-59: whatever portions a line comes back in, no more pieces and no more money than were bought and paid; all of it closes the order.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Returns_count_up_to_what_was_bought_and_the_last_one_closes_the_order(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 3_333, pieces: 10);
        var placed = await mall.PaidAsync(buyer, (coat, 3));
        Assert.True((await mall.ShipAsync(placed.Id, mall.Merchant())).IsDone);
        Assert.True((await mall.ReceiveAsync(placed.Id, buyer.Actor)).IsDone);
        Task<Outcome<OrderInfo>> ReturnAsync(string refund, long pieces, long paid) =>
            mall.Bed.WriteAsync(tx => mall.Facade.ReturnAsync(tx, Shop.Staff, placed.Id, refund, [new ReturnedLine(1, pieces, paid, 0)], 0));

        Assert.Equal("too-many-returned", (await ReturnAsync("r0", 4, 0)).Refusal?.Code);
        Assert.Equal("refund-over-paid", (await ReturnAsync("r0", 1, 10_000)).Refusal?.Code);
        var racing = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ReturnAsync($"r{i}", 2, 6_666))));
        Assert.Equal(1, racing.Count(r => r.IsDone));
        Assert.False(await CloseAsync(mall, placed.Id));
        Assert.True((await ReturnAsync("last", 1, 3_333)).IsDone);
        Assert.True(await CloseAsync(mall, placed.Id));

        var view = await mall.ViewAsync(buyer, placed.Id);
        Assert.Equal((OrderState.Closed, OrderAfterSale.AllReturned, 9_999), (view.State, view.AfterSale, view.RefundedMinor));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.InDelivery("CNY")));
        Assert.Equal(-9_999, await mall.BalanceAsync(Receivable));   // owed to the buyer until the refund is paid
        Assert.Single(await mall.EventsAsync("order.closed"));
        Assert.Equal(0, await mall.NumberAsync("select count(*) from review_right"));
    }

    [Fact]
    public async Task An_open_application_keeps_the_order_from_being_shipped_and_completed()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var buyer = await mall.BuyerAsync();
        var placed = await mall.PaidAsync(buyer, (await mall.Shop.SkuAsync("Coat", 10_000, 5), 1));
        Task<Outcome<OrderInfo>> MarkAsync(bool isOpen) => mall.Bed.WriteAsync(tx => mall.Facade.MarkAfterSaleAsync(tx, buyer.Actor, placed.Id, isOpen));
        Assert.Equal("order-over", (await MarkAsync(false)).Refusal?.Code);
        Assert.True((await MarkAsync(true)).IsDone);

        Assert.Equal("after-sales-open", (await mall.ShipAsync(placed.Id, mall.Merchant())).Refusal?.Code);
        Assert.Equal(OrderAfterSale.None, (await MarkAsync(false)).Value.AfterSale);
        Assert.True((await mall.ShipAsync(placed.Id, mall.Merchant())).IsDone);
        Assert.True((await mall.ReceiveAsync(placed.Id, buyer.Actor)).IsDone);
        Assert.True((await MarkAsync(true)).IsDone);
        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AfterSalesDays);
        Assert.Equal(0, await mall.Due.RunDueAsync(CommerceBed.Ct));
        Assert.True((await MarkAsync(false)).IsDone);
        Assert.Equal(1, await mall.Due.RunDueAsync(CommerceBed.Ct));
    }

    /// <summary>PRD: so many pieces of a product for one member in all, however many orders race; a cancelled order gives them back.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_never_gets_more_than_the_product_allows(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var ticket = (await mall.Shop.ListedAsync(mall.Shop.Body("Course", 1_000) with { Kind = RailLife.Commerce.Products.ProductKind.Virtual, IsStockKept = false, LimitPerMember = 3 })).Skus[0].SkuId;

        var placed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => mall.TryPlaceAsync(buyer, Mall.Order(buyer, (ticket, 1))))));

        Assert.Equal(3, placed.Count(p => p.IsDone));
        Assert.All(placed.Where(p => !p.IsDone), p => Assert.Equal("over-limit", p.Refusal!.Code));
        Assert.True((await mall.CancelAsync(buyer.Actor, placed.First(p => p.IsDone).Value.Id)).IsDone);
        Assert.True((await mall.TryPlaceAsync(buyer, Mall.Order(buyer, (ticket, 1)))).IsDone);
    }

    private static Task<bool> CloseAsync(Mall mall, string orderId) => mall.DoneAsync<bool>(async tx => await mall.Facade.CloseIfAllReturnedAsync(tx, Shop.Staff, orderId));

    private static async Task FinishAsync(Mall mall, IReadOnlyList<OrderRow> leaves)
    {
        foreach (var leaf in leaves)
        {
            var shipped = await mall.ShipAsync(leaf.Id, mall.Merchant(leaf.MerchantId));
            Assert.True(shipped.IsDone, shipped.Refusal?.ToString());
        }
        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AutoSignDays);
        Assert.Equal(leaves.Count, await mall.Due.RunDueAsync(CommerceBed.Ct));
        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AfterSalesDays);
        Assert.Equal(leaves.Count, await mall.Due.RunDueAsync(CommerceBed.Ct));
    }
}
