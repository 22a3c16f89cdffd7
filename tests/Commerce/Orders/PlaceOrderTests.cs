using RailLife.Commerce.Edge;
using RailLife.Commerce.Ledger;
using RailLife.Commerce.Orders;
using RailLife.Commerce.Products;
using RailLife.Store;

namespace RailLife.Tests.Commerce.Orders;

public class PlaceOrderTests
{
    /// <summary>What is wrong with the order, and the code of the refusal.</summary>
    public static TheoryData<string, string> Wrong { get; } = new()
    {
        { "no such sku", "unknown-sku" },
        { "more than there is", "stock-too-low" },
        { "none is there", "out-of-stock" },
        { "delisted", "not-for-sale" },
        { "no address", "address-needed" },
        { "somebody's address", "unknown-address" },
        { "another price", "price-changed" },
        { "a coupon that is not his", "coupon-not-usable" },
        { "an empty cart", "nothing-selected" },
        { "a line twice", "line-twice" },
        { "a blocked member", "member-blocked" },
        { "a wallet too small", "balance-too-low" },
        { "tenders that do not sum", "tenders-differ" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task An_order_that_cannot_be_is_refused_and_nothing_is_set_aside(string what, string code)
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var (buyer, other) = (await mall.BuyerAsync(walletMinor: 100), await mall.BuyerAsync());
        var sku = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 5);
        var body = await SpoiltAsync(mall, what, buyer, other, sku);

        var refused = await mall.TryPlaceAsync(buyer, body);

        Assert.Equal(code, refused.Refusal?.Code);
        Assert.Equal(0, await mall.NumberAsync("select count(*) from order_head"));
        Assert.Equal(0, await mall.NumberAsync("select cast(coalesce(sum(held), 0) as bigint) from stock_level"));
        Assert.Equal(0, await mall.NumberAsync("select count(*) from pay_payment"));
        Assert.Empty(await mall.EventsAsync("order.placed"));
    }

    private static async Task<PlaceOrderBody> SpoiltAsync(Mall mall, string what, Buyer buyer, Buyer other, string sku)
    {
        var good = Mall.Order(buyer, (sku, 1));
        switch (what)
        {
            case "no such sku": return Mall.Order(buyer, ("sku-none", 1));
            case "more than there is": return Mall.Order(buyer, (sku, 6));
            case "none is there":
                await mall.Shop.AdjustAsync(sku, "main", -5);
                return good;
            case "delisted":
                var product = (await mall.Bed.ReadAsync(tx => mall.Shop.Products.SkusAsync(tx, [sku])))[0].ProductId;
                await mall.Shop.DoneAsync(tx => new ShelveProduct(mall.Shop.Merchants, mall.Bed.Ids).DelistAsync(Shop.As(Shop.Staff, ("id", product)), new DelistProductBody("gone"), tx));
                return good;
            case "no address": return good with { Basket = good.Basket with { AddressId = null } };
            case "somebody's address": return good with { Basket = good.Basket with { AddressId = other.AddressId } };
            case "another price": return good with { ExpectedPayableMinor = 9_999 };
            case "a coupon that is not his": return good with { Basket = good.Basket with { CouponIds = ["coupon-none"] } };
            case "an empty cart": return good with { Basket = good.Basket with { Lines = null } };
            case "a line twice": return Mall.Order(buyer, (sku, 1), (sku, 2));
            case "a blocked member":
                await mall.Bed.WriteAsync(tx => tx.ExecuteAsync("update member_member set state = 'blocked' where id = @Id", new { buyer.Id }));
                return good;
            case "a wallet too small": return good with { Tenders = [new("wallet", 10_000, null)] };
            case "tenders that do not sum": return good with { Tenders = [new("wallet", 1, null)] };
            default: throw new ArgumentException(what);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_merchants_goods_are_paid_once_split_shipped_in_parcels_and_signed(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 3_000, pieces: 10);
        var (other, cake) = await mall.SecondShopAsync();

        var placed = await mall.PlaceAsync(buyer, (coat, 3), (cake, 2));

        Assert.Equal(2, placed.OrderIds.Count);
        Assert.Equal(3 * 3_000 + 2 * 450 + 1_000, placed.PayableMinor);      // the second shop is below 69.00 and asks freight
        var root = await mall.ViewAsync(buyer, placed.Id);
        Assert.Equal((OrderState.WaitPay, OrderPayment.Unpaid), (root.State, root.PaymentState));
        Assert.Equal(placed.PayableMinor, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));

        await mall.PayAsync(buyer, placed);

        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        Assert.Equal(placed.PayableMinor, await mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")));
        Assert.Equal(OrderState.Split, (await mall.ViewAsync(buyer, placed.Id)).State);
        var orders = new List<OrderView>();
        foreach (var id in placed.OrderIds) orders.Add(await mall.ViewAsync(buyer, id));
        Assert.All(orders, o => Assert.Equal((OrderState.WaitShip, OrderPayment.Paid), (o.State, o.PaymentState)));
        Assert.Equal(placed.PayableMinor, orders.Sum(o => o.PaidMinor));
        var coats = orders.Single(o => o.MerchantId == mall.Shop.MerchantId);
        var cakes = orders.Single(o => o.MerchantId == other);
        Assert.Equal(9_000, coats.PaidMinor);
        Assert.Equal(1_900, cakes.PaidMinor);

        Assert.Equal("unknown-order", (await mall.ShipAsync(coats.Id, mall.Merchant(other))).Refusal?.Code);
        var first = (await mall.ShipAsync(coats.Id, mall.Merchant(), new ParcelLine(1, 2))).Value;
        Assert.Equal((OrderState.WaitShip, OrderFulfilment.PartShipped), (first.State, first.Fulfilment));
        Assert.Equal("too-many-to-ship", (await mall.ShipAsync(coats.Id, mall.Merchant(), new ParcelLine(1, 2))).Refusal?.Code);
        var second = (await mall.ShipAsync(coats.Id, mall.Merchant())).Value;
        Assert.Equal((OrderState.WaitReceive, 2), (second.State, second.Parcels.Count));
        Assert.Equal(7, await mall.NumberAsync("select on_hand from stock_level where sku_id = @coat", new { coat }));

        var signed = (await mall.ReceiveAsync(coats.Id, buyer.Actor)).Value;
        Assert.Equal((OrderState.Success, OrderFulfilment.Received), (signed.State, signed.Fulfilment));
        Assert.Equal(1, await mall.NumberAsync("select count(*) from review_right where order_id = @Id", new { coats.Id }));
        Assert.Equal("not-waiting-to-be-received", (await mall.ReceiveAsync(coats.Id, buyer.Actor)).Refusal?.Code);
        Assert.Equal("already-shipped", (await mall.CancelAsync(buyer.Actor, coats.Id)).Refusal?.Code);
        Assert.Single(await mall.EventsAsync("order.cancel.failed"));
        Assert.Equal(["placed", "paid", "shipped", "received"], await ToldOfAsync(mall, coats.Id, "placed", "paid", "shipped", "received"));
        Assert.Single(await mall.EventsAsync("order.split"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_the_window_the_merchant_has_earned_it_and_the_buyer_has_points(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        var placed = await mall.PaidAsync(buyer, (coat, 1));
        Assert.True((await mall.ShipAsync(placed.Id, mall.Merchant())).IsDone);
        Assert.Equal(10_000, await mall.BalanceAsync(LedgerAccounts.InDelivery("CNY")));

        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AutoSignDays) - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await mall.Due.RunDueAsync(CommerceBed.Ct));
        mall.Bed.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await mall.Due.RunDueAsync(CommerceBed.Ct));
        Assert.Equal(OrderState.Success, (await mall.ViewAsync(buyer, placed.Id)).State);

        mall.Bed.Clock.Now += TimeSpan.FromDays(mall.Options.AfterSalesDays);
        Assert.Equal(1, await mall.Due.RunDueAsync(CommerceBed.Ct));
        Assert.Equal(0, await mall.Due.RunDueAsync(CommerceBed.Ct));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.InDelivery("CNY")));
        Assert.Equal(10_000, await mall.BalanceAsync(LedgerAccounts.MerchantPayable(mall.Shop.MerchantId, "CNY")));
        Assert.Equal(100, await mall.Bed.ReadAsync(tx => mall.Points.AvailableAsync(tx, buyer.Id)));
        Assert.Single(await mall.EventsAsync("order.completed"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_order_that_nobody_pays_ends_by_itself_and_gives_everything_back(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        await mall.DoneAsync(tx => mall.Points.EarnAsync(tx, buyer.Id, 1_000, "gift", 1, new DateOnly(2027, 1, 1), Actor.Platform));
        var body = Mall.Order(buyer, (coat, 4));
        var placed = (await mall.TryPlaceAsync(buyer, body with { Basket = body.Basket with { Points = 600 } })).Value;
        Assert.Equal(40_000 - 600, placed.PayableMinor);
        Assert.Equal(400, await mall.Bed.ReadAsync(tx => mall.Points.AvailableAsync(tx, buyer.Id)));
        Assert.Equal(4, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));

        mall.Bed.Clock.Now += TimeSpan.FromMinutes(mall.Options.UnpaidMinutesMax) - TimeSpan.FromSeconds(1);
        Assert.Equal(0, await mall.Due.RunDueAsync(CommerceBed.Ct));
        mall.Bed.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(1, await mall.Due.RunDueAsync(CommerceBed.Ct));

        Assert.Equal(OrderState.Cancelled, (await mall.ViewAsync(buyer, placed.Id)).State);
        Assert.Equal(1_000, await mall.Bed.ReadAsync(tx => mall.Points.AvailableAsync(tx, buyer.Id)));
        Assert.Equal(0, await mall.NumberAsync("select held from stock_level where sku_id = @coat", new { coat }));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        Assert.Equal("payment-not-open", (await mall.TryPayAsync(buyer, placed)).Refusal?.Code);
        Assert.Equal("order-over", (await mall.CancelAsync(buyer.Actor, placed.Id)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_paid_child_that_is_cancelled_gives_its_own_money_back_and_the_other_goes_on(string kind)
    {
        await using var mall = await Mall.OpenAsync(kind);
        var buyer = await mall.BuyerAsync();
        var coat = await mall.Shop.SkuAsync("Coat", 10_000, pieces: 10);
        var (other, cake) = await mall.SecondShopAsync();
        var placed = await mall.PaidAsync(buyer, (coat, 1), (cake, 2));
        var wallet = LedgerAccounts.Wallet(buyer.Id, "CNY");
        Assert.Equal(1_000_000 - placed.PayableMinor, await mall.BalanceAsync(wallet));
        var cakes = (await mall.Bed.ReadAsync(tx => OrderRow.LeavesAsync(tx, placed.Id))).Single(o => o.MerchantId == other);

        Assert.Equal("cancel-the-parts", (await mall.CancelAsync(buyer.Actor, placed.Id)).Refusal?.Code);
        var cancelled = await mall.CancelAsync(buyer.Actor, cakes.Id);
        Assert.True(cancelled.IsDone, cancelled.Refusal?.ToString());
        await mall.WorkAsync();

        Assert.Equal(1_000_000 - 10_000, await mall.BalanceAsync(wallet));
        Assert.Equal(10_000, await mall.BalanceAsync(LedgerAccounts.Undelivered("CNY")));
        Assert.Equal(0, await mall.BalanceAsync(LedgerAccounts.Receivable("CNY")));
        Assert.Equal(0, await mall.NumberAsync("select held from stock_level where sku_id = @cake", new { cake }));
        Assert.Equal((OrderState.Cancelled, OrderPayment.Refunded), await StateAsync(mall, buyer, cakes.Id));
        Assert.Equal("order-over", (await mall.CancelAsync(buyer.Actor, cakes.Id)).Refusal?.Code);
        Assert.Single(await mall.EventsAsync("refund.completed"));
        Assert.True((await mall.ShipAsync(placed.OrderIds.Single(i => i != cakes.Id), mall.Merchant())).IsDone);
    }

    [Fact]
    public async Task A_virtual_order_goes_on_by_itself_and_a_service_waits_to_be_served()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var buyer = await mall.BuyerAsync();
        var course = (await mall.Shop.ListedAsync(mall.Shop.Body("Course", 5_000) with { Kind = ProductKind.Virtual, IsStockKept = false })).Skus[0].SkuId;
        var meal = (await mall.Shop.ListedAsync(mall.Shop.Body("Meal", 800) with { Kind = ProductKind.Service, IsStockKept = false })).Skus[0].SkuId;

        var placed = await mall.PaidAsync(buyer, (course, 1), (meal, 1));

        var orders = await mall.Bed.ReadAsync(tx => OrderRow.LeavesAsync(tx, placed.Id));
        var (learnt, eaten) = (orders.Single(o => o.Kind == OrderKinds.Virtual), orders.Single(o => o.Kind == OrderKinds.Service));
        Assert.Equal("success", learnt.State);
        Assert.Single(await mall.EventsAsync("virtual.delivered"));
        Assert.Equal("wait-receive", eaten.State);
        Assert.Equal("not-served", (await mall.ReceiveAsync(eaten.Id, buyer.Actor)).Refusal?.Code);
        Assert.Equal(OrderState.Success, (await mall.ReceiveAsync(eaten.Id, mall.Merchant())).Value.State);
    }

    [Fact]
    public async Task The_platform_holds_an_order_back_until_it_lets_it_go()
    {
        await using var mall = await Mall.OpenAsync(Databases.Sqlite);
        var buyer = await mall.BuyerAsync();
        var placed = await mall.PaidAsync(buyer, (await mall.Shop.SkuAsync("Coat", 10_000, pieces: 3), 1));
        Task<Outcome<OrderView>> Intervene(RailLife.Contracts.Orders.InterventionKind kind) =>
            mall.Bed.WriteAsync(tx => new InterveneOrder(mall.Parts).RunAsync(Mall.Call(Shop.Staff, placed.Id), new InterveneOrderBody(kind, "looks wrong"), tx));

        Assert.True((await Intervene(RailLife.Contracts.Orders.InterventionKind.Held)).IsDone);
        Assert.Equal("nothing-to-intervene", (await Intervene(RailLife.Contracts.Orders.InterventionKind.Held)).Refusal?.Code);
        Assert.Equal("order-held", (await mall.ShipAsync(placed.Id, mall.Merchant())).Refusal?.Code);
        Assert.Equal("order-held", (await mall.CancelAsync(buyer.Actor, placed.Id)).Refusal?.Code);
        Assert.True((await Intervene(RailLife.Contracts.Orders.InterventionKind.Released)).IsDone);
        Assert.Equal(OrderState.Closed, (await Intervene(RailLife.Contracts.Orders.InterventionKind.Closed)).Value.State);
        await mall.WorkAsync();
        Assert.Equal(1_000_000, await mall.BalanceAsync(LedgerAccounts.Wallet(buyer.Id, "CNY")));
        Assert.Equal(3, (await mall.EventsAsync("order.intervened")).Count);
    }

    private static async Task<(OrderState, OrderPayment)> StateAsync(Mall mall, Buyer buyer, string id)
    {
        var view = await mall.ViewAsync(buyer, id);
        return (view.State, view.PaymentState);
    }

    private static async Task<IReadOnlyList<string>> ToldOfAsync(Mall mall, string orderId, params string[] names)
    {
        var told = new List<string>();
        foreach (var name in names)
            if ((await mall.EventsAsync($"order.{name}")).Any(e => e.Contains($"\"subject\":\"{orderId}\"", StringComparison.Ordinal))) told.Add(name);
        return told;
    }
}
